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

test('an app loads nothing of the command or the analyzer', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'crossing-entry-'));
  const app = `
    const { CrossingApp, EchoService } = require('./lib');
    const app = new CrossingApp();
    new EchoService(app, 'echo', { namespace: 'shop' });
    app.synth();
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  try {
    const out = execFileSync(process.execPath, ['-e', app], { cwd: root, env: { ...process.env, CDK8S_OUTDIR: outdir }, encoding: 'utf8' });
    const loaded: string[] = JSON.parse(out.trim().split('\n').at(-1) ?? '');
    expect(loaded.filter((file) => file.startsWith(join(root, 'lib')))).toEqual([join(root, 'lib/index.js')]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
