import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { typescriptApp } from './template';

const root = resolve(__dirname, '../..');
let folder: string;

/** Runs a command in the user's project; gives what it wrote, or throws it. */
function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: undefined, CI: 'true' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  folder = typescriptApp();
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root, encoding: 'utf8' }),
  );
  run('npm', 'install', '--no-audit', '--no-fund', `./${filename}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every entry point loads, from CommonJS and from an ES module', () => {
  for (const entry of ['cdk8s-crossing', 'cdk8s-crossing/analyzer']) {
    expect(Number(run('node', '-p', `Object.keys(require('${entry}')).length`))).toBeGreaterThan(0);
    expect(Number(run('node', '--input-type=module', '-e', `console.log(Object.keys(await import('${entry}')).length)`))).toBeGreaterThan(
      0,
    );
  }
});

test('the command runs', () => {
  expect(run('npx', 'crossing', '--version').trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
});

test('a crossing compiles, is snapshot-tested and synthesized with the tools that the template brings', () => {
  writeFileSync(join(folder, 'main.ts'), main);
  writeFileSync(join(folder, 'main.test.ts'), mainTest);
  run('npm', 'run', 'compile');
  run('npx', 'jest', '--ci=false');
  run('npx', 'jest', '--ci');
  run('npx', 'cdk8s', 'synth', '--check-upgrade=false');
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['kong.k8s.yaml', 'test-destination.k8s.yaml', 'test-source.k8s.yaml']);
});

const main = `import { CrossingApp, CrossNamespaceRoute, Gateway, http } from 'cdk8s-crossing';

export function app(): CrossingApp {
  const app = new CrossingApp();
  new CrossNamespaceRoute(app, 'echo', {
    listener: Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy', { port: 80, protocol: 'HTTP' }),
    source: 'test-source',
    destination: 'test-destination',
    route: http({ pathPrefix: '/echo', stripPrefix: true }),
  });
  return app;
}

if (require.main === module) app().synth();
`;

const mainTest = `import * as analyzer from 'cdk8s-crossing/analyzer';
import { manifests } from 'cdk8s-crossing/jest';
import { app } from './main';

test('the crossing', () => {
  expect(analyzer).toBeDefined();
  expect(manifests(app())).toMatchSnapshot();
  expect(manifests(app()).map(({ kind }) => kind)).toContain('ReferenceGrant');
});
`;
