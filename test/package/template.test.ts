import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fencedBlocks } from '../repo/fenced';
import { typescriptApp } from './template';

const root = resolve(__dirname, '../..');
const readme = fencedBlocks(readFileSync(join(root, 'README.md'), 'utf8'));
let folder: string;

/** Runs a command in the user's project; gives what it wrote, or throws it. */
function run(command: string, ...args: string[]): string {
  const { NODE_ENV, npm_config_nodedir, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env: { ...env, CI: 'true' } });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  }
  return stdout;
}

/** Copies a block of the README that begins with the name of its file. */
function copy(file: string): void {
  const block = readme.find(({ text }) => text.startsWith(`// ${file}\n`));
  if (block === undefined) {
    throw new Error(`README.md has no block that begins with "// ${file}"`);
  }
  writeFileSync(join(folder, file), block.text);
}

/** A Service of the cdk8s-plus that the template brings, which is another than ours. */
const service = `import { Service } from 'cdk8s-plus-33';
import { type Backend } from 'cdk8s-crossing';

export const backend = (it: Service): Backend => it;
`;

const dist = () => readdirSync(join(folder, 'dist')).sort();

beforeAll(() => {
  folder = typescriptApp();
  const filename = execFileSync('node', ['scripts/pack.mjs', folder], { cwd: root, encoding: 'utf8' }).trim().split('\n').at(-1);
  run('npm', 'install', '--no-audit', '--no-fund', `./${filename}`);
  // The last that `cdk8s init` does: the template's snapshot is of an older jest.
  run('npm', 'run', 'test', '--', '-u');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every entry point loads, from CommonJS and from an ES module', () => {
  for (const entry of ['cdk8s-crossing', 'cdk8s-crossing/analyzer']) {
    const required = Number(run('node', '-p', `Object.keys(require('${entry}')).length`));
    const imported = Number(run('node', '--input-type=module', '-e', `console.log(Object.keys(await import('${entry}')).length)`));
    expect([required, imported]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(required, imported)).toBeGreaterThan(0);
  }
});

test('the types of every entry point resolve in the way of the template, and in those of others', () => {
  const entries = ['', '/analyzer', '/jest'].map((entry) => `cdk8s-crossing${entry}`);
  const uses = entries.map((entry, index) => `import * as it${index} from '${entry}';\nexport const has${index}: object = it${index};\n`);
  writeFileSync(join(folder, 'entries.ts'), uses.join(''));
  writeFileSync(join(folder, 'service.ts'), service);
  run('npm', 'run', 'compile');
  const others = [
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ] as const;
  for (const [module, resolution] of others) {
    const how = ['--strict', '--skipLibCheck', '--target', 'es2022', '--module', module, '--moduleResolution', resolution];
    run('npx', 'tsc', '--noEmit', ...how, 'entries.ts');
  }
  for (const file of ['entries', 'service']) {
    rmSync(join(folder, `${file}.ts`));
  }
});

test('the package is installed without a script, and each file is in it once', () => {
  const installed = join(folder, 'node_modules/cdk8s-crossing');
  expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).scripts).toBeUndefined();
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).filter((text) => text.length > 200);
  expect(new Set(texts).size).toBe(texts.length);
});

test('the command runs under both of its names', () => {
  expect(run('npx', 'cdk8s-crossing', '--version')).toBe(run('npx', 'crossing', '--version'));
  expect(run('npx', 'crossing', '--version').trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
});

test("the README's crossing goes into the app that the template made, and its snapshot beside the template's", () => {
  const main = join(folder, 'main.ts');
  const text = readFileSync(main, 'utf8');
  copy('shop.ts');
  copy('shop.test.ts');
  writeFileSync(main, `import { shop } from './shop';\n${text.replace('app.synth()', 'shop(app);\napp.synth()')}`);
  run('npm', 'run', 'compile');
  run('npx', 'jest', '--ci=false');
  run('npx', 'jest', '--ci');
  expect(readFileSync(join(folder, '__snapshots__/shop.test.ts.snap'), 'utf8')).toContain('"kind": "ReferenceGrant"');
  run('npx', 'cdk8s', 'synth', '--check-upgrade=false');
  expect(dist()).toEqual(['edge.k8s.yaml', 'hello.k8s.yaml', 'shop-routes.k8s.yaml', 'shop.k8s.yaml']);
  expect(run('npx', 'crossing', 'synth')).toContain('4 unchanged');
});

test("the README's main.ts takes the place of the template's, and both ways to synthesize write the same", () => {
  copy('main.ts');
  rmSync(join(folder, 'main.test.ts'));
  run('npx', 'crossing', 'synth');
  const files = ['kong.k8s.yaml', 'test-destination.k8s.yaml', 'test-source.k8s.yaml'];
  const read = () => files.map((file) => readFileSync(join(folder, 'dist', file), 'utf8'));
  expect(dist()).toEqual(files);
  const safely = read();
  rmSync(join(folder, 'dist'), { recursive: true });
  run('npx', 'cdk8s', 'synth', '--check-upgrade=false');
  expect(read()).toEqual(safely);
  expect(safely).toEqual(files.map((file) => readFileSync(join(root, 'dist', file), 'utf8')));
  expect(readdirSync(folder).filter((name) => name.startsWith('.dist'))).toEqual([]);
});
