import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as constructs from '../constructs';
import * as entry from '../index';

const root = join(__dirname, '..');

test('the entry point exports the constructs, and the plug-in of cdk8s', () => {
  expect(Object.keys(entry).sort()).toEqual([...Object.keys(constructs), 'CrossingValidation'].sort());
});

const ECHO = "new EchoService(app, 'echo', { namespace: 'shop' });";

/** What node loads for an app that makes what the statement says, in a folder with some files. */
function loadedBy(statement: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-entry-'));
  const app = `
    const { CrossingApp, EchoService } = require(${JSON.stringify(join(root, 'lib'))});
    const app = new CrossingApp();
    ${statement}
    app.synth();
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  try {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    const out = execFileSync(process.execPath, ['-e', app], { cwd: folder, encoding: 'utf8' });
    return JSON.parse(out.trim().split('\n').at(-1) ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The packages among files, without those that they bring along. */
function packagesOf(files: readonly string[]): readonly string[] {
  const modules = `${join(root, 'node_modules')}/`;
  return [
    ...new Set(files.filter((file) => file.startsWith(modules)).map((file) => file.slice(modules.length).split('/')[0])),
  ].sort() as string[];
}

test('an app loads nothing of the command or the analyzer', () => {
  expect(loadedBy(ECHO).filter((file) => file.startsWith(join(root, 'lib')))).toEqual([join(root, 'lib/index.js')]);
});

test('an app loads its peers alone, cdk8s-plus once there is an echo server, and what reads YAML once there is a crossing.yaml', () => {
  expect(packagesOf(loadedBy(''))).toEqual(['cdk8s', 'constructs']);
  expect(packagesOf(loadedBy(ECHO))).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs']);
  expect(packagesOf(loadedBy('', { 'crossing.yaml': 'open: [shop]\n' }))).toEqual(['cdk8s', 'constructs', 'js-yaml']);
});
