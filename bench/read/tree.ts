import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inTurns } from '../measure';
import { atMost, type Row, seconds } from '../table';

const COMMAND = join('lib', 'cli', 'main.js');
const KUSTOMIZATIONS = 20;
const FILES = 3000;

/**
 * Judging a repository of 3,000 files and 20 kustomizations: against the builds that kustomize
 * needs for it, and one reading and one copy of all files.
 */
export async function* treeSide(): AsyncGenerator<Row> {
  const engine = engineOnPath();
  if (engine === undefined) {
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'crossing-bench-'));
  try {
    const directories = writeTree(folder);
    const { check, floor } = await inTurns(3, {
      check: [COMMAND, 'check', folder],
      floor: ['-e', FLOOR, folder, engine, ...directories],
    });
    yield {
      what: `check of a tree of ${FILES.toLocaleString('en')} files and ${KUSTOMIZATIONS} kustomizations`,
      ours: seconds(check.seconds),
      against: `its builds, reading and a copy: ${seconds(floor.seconds)}`,
      ...atMost(check.seconds / floor.seconds, 1.3),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The least that has to be done: to read every file, copy it, and build every kustomization, as
 * many at a time as there are cores.
 */
const FLOOR = `
const { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { spawn } = require('node:child_process');
const { availableParallelism } = require('node:os');
const [folder, engine, ...directories] = process.argv.slice(1);
for (const file of readdirSync(folder, { recursive: true })) if (file.endsWith('.yaml')) readFileSync(folder + '/' + file, 'utf8');
const next = () => {
  const directory = directories.pop();
  if (directory === undefined) return;
  const words = engine.endsWith('kubectl') ? ['kustomize', directory] : ['build', directory];
  spawn(engine, words, { stdio: ['ignore', 'pipe', 'inherit'] }).on('close', next).stdout.resume();
};
const copy = mkdtempSync(tmpdir() + '/crossing-bench-copy-');
cpSync(folder, copy, { recursive: true });
process.on('exit', () => rmSync(copy, { recursive: true }));
for (let core = 0; core < availableParallelism(); core++) next();`;

function engineOnPath(): string | undefined {
  for (const program of ['kustomize', 'kubectl']) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    } catch {}
  }
  return undefined;
}

function writeTree(folder: string): string[] {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const each = FILES / KUSTOMIZATIONS;
  return Array.from({ length: KUSTOMIZATIONS }, (_, index) => {
    const names = Array.from({ length: each - 1 }, (_, file) => `route-${file}.yaml`);
    write(`app-${index}/kustomization.yaml`, JSON.stringify({ namespace: `app-${index}`, resources: names }));
    for (const name of names) {
      write(`app-${index}/${name}`, routeNamed(name.replace('.yaml', '')));
    }
    return join(folder, `app-${index}`);
  });
}

function routeNamed(name: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name} }
spec:
  parentRefs: [{ name: public, namespace: edge }]
  hostnames: [${name}.example.com]
  rules: [{ backendRefs: [{ name: ${name}, port: 80 }] }]
`;
}
