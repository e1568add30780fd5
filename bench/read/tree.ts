import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inTurns } from '../measure';
import { atMost, type Row, seconds } from '../table';
import { namespaceObject } from './manifests';

const COMMAND = join('lib', 'cli', 'main.js');
const KUSTOMIZATIONS = 20;
const FILES = 3000;
/**
 * The last version that followed no deliveries took 4.9 times as long as parsing; this is 1.3 times
 * as much.
 */
const WITHOUT_ENGINES = 6.4;

/**
 * Judging a repository of 3,000 files and 20 kustomizations. With kustomize: against the builds
 * that it needs, and one reading and one copy of all files. Without: against parsing the files,
 * which is compared to what it took before deliveries were followed.
 */
export async function* treeSide(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-bench-'));
  try {
    const directories = writeTree(folder);
    const what = `a tree of ${FILES.toLocaleString('en')} files and ${KUSTOMIZATIONS} kustomizations`;
    const engine = engineOnPath();
    if (engine !== undefined) {
      const { check, floor } = await inTurns(5, {
        check: [COMMAND, 'check', folder],
        floor: ['-e', BUILDS, folder, engine, ...directories],
      });
      yield {
        what: `check of ${what}`,
        ours: seconds(check.seconds),
        against: `its builds, reading and a copy: ${seconds(floor.seconds)}`,
        ...atMost(check.seconds / floor.seconds, 1.3),
      };
    }
    const { check, floor } = await inTurns(5, {
      check: [COMMAND, 'check', folder, '--kustomize', 'off'],
      floor: ['-e', PARSING, folder],
    });
    yield {
      what: `check of ${what}, without engines`,
      ours: seconds(check.seconds),
      against: `js-yaml: ${seconds(floor.seconds)}`,
      ...atMost(check.seconds / floor.seconds, WITHOUT_ENGINES),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The least that has to be done: to read every file, copy it, and build every kustomization, as
 * many at a time as there are cores.
 */
const BUILDS = `
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

const PARSING = `
const { readdirSync, readFileSync } = require('node:fs');
const { loadAll } = require('js-yaml');
const folder = process.argv[1];
for (const file of readdirSync(folder, { recursive: true })) if (file.endsWith('.yaml')) loadAll(readFileSync(folder + '/' + file, 'utf8'));`;

function engineOnPath(): string | undefined {
  for (const program of ['kustomize', 'kubectl']) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    } catch {}
  }
  return undefined;
}

/** A namespace a kustomization, with as many shops as there are files for; one has the Gateway. */
function writeTree(folder: string): string[] {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const writeAll = (namespace: string, files: Readonly<Record<string, string>>): string => {
    for (const [name, text] of Object.entries(files)) {
      write(`${namespace}/${name}`, text);
    }
    write(`${namespace}/kustomization.yaml`, JSON.stringify({ namespace, resources: Object.keys(files) }));
    return join(folder, namespace);
  };
  const shops = Math.floor((FILES / KUSTOMIZATIONS - 2) / Object.keys(shopNamed('')).length);
  const apps = Array.from({ length: KUSTOMIZATIONS - 1 }, (_, index) => {
    const files = Array.from({ length: shops }, (_, shop) => Object.entries(shopNamed(`shop-${index}-${shop}`))).flat();
    return writeAll(`app-${index}`, { 'namespace.yaml': namespaceObject(`app-${index}`), ...Object.fromEntries(files) });
  });
  const edge = writeAll('edge', { 'namespace.yaml': namespaceObject('edge'), 'gateway.yaml': GATEWAY });
  const written = apps.length * (2 + shops * Object.keys(shopNamed('')).length) + 3;
  for (let page = written; page < FILES; page++) {
    write(`docs/${page}.md`, `# Page ${page}\n`);
  }
  return [...apps, edge];
}

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: public
spec:
  controllerName: example.com/controller
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
spec:
  gatewayClassName: public
  listeners:
    - name: http
      port: 80
      protocol: HTTP
      allowedRoutes:
        namespaces:
          from: All
`;

/** The files of a workload behind a route. */
function shopNamed(name: string): Record<string, string> {
  return {
    [`${name}/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      containers:
        - name: shop
          image: registry.example.com/${name}:1.2.3
          ports:
            - containerPort: 8080
          envFrom:
            - configMapRef:
                name: ${name}
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
`,
    [`${name}/service.yaml`]: `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: 8080
`,
    [`${name}/config.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
  LOG_LEVEL: info
`,
    [`${name}/route.yaml`]: `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: ${name}
spec:
  parentRefs:
    - name: public
      namespace: edge
      sectionName: http
  hostnames:
    - ${name}.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /
      backendRefs:
        - name: ${name}
          port: 80
`,
  };
}
