import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as constructs from '../constructs';
import * as entry from '../index';

const root = join(__dirname, '..');

test('the entry point exports the constructs, and the plug-in of cdk8s', () => {
  expect(Object.keys(entry).sort()).toEqual([...Object.keys(constructs), 'CrossingValidation'].sort());
});

/** The files that node loads for an app that makes what the statement says. */
function loadedBy(statement: string): readonly string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'crossing-entry-'));
  const app = `
    const { CrossingApp, EchoService } = require('./lib');
    const app = new CrossingApp();
    ${statement}
    app.synth();
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  try {
    const out = execFileSync(process.execPath, ['-e', app], { cwd: root, env: { ...process.env, CDK8S_OUTDIR: outdir }, encoding: 'utf8' });
    return JSON.parse(out.trim().split('\n').at(-1) ?? '');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const ECHO = "new EchoService(app, 'echo', { namespace: 'shop' });";

test('an app loads nothing of the command or the analyzer', () => {
  expect(loadedBy(ECHO).filter((file) => file.startsWith(join(root, 'lib')))).toEqual([join(root, 'lib/index.js')]);
});

test('cdk8s-plus-28 is loaded only for an echo server', () => {
  const ofPlus = (statement: string) => loadedBy(statement).some((file) => file.includes('cdk8s-plus-28'));
  expect([ofPlus(''), ofPlus(ECHO)]).toEqual([false, true]);
});
