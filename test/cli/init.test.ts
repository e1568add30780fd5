import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { TSX } from '../../cli/init/templates';
import manifest from '../../package.json';
import { configFor } from '../../settings/config';
import { inProcess } from './in-process';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-init-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const init = (...args: string[]) => initIn('.', ...args);
const initIn = (directory: string, ...args: string[]) => inProcess(join(folder, directory), ['init', ...args]);

function lay(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const yaml = (file: string) => load(read(file)) as Record<string, unknown>;
const all = () => readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) => entry.isFile()).length;

test('an empty folder becomes an app for each of several clusters', async () => {
  expect(await init('--cluster', 'dev,prod')).toEqual({
    code: 0,
    err: '',
    out: `package.json created
cdk8s.yaml created
main.ts created
crossing.yaml created
.gitignore created
.github/workflows/crossing.yaml created
next: npm install, then npx crossing synth
`,
  });
  expect(configFor(folder)?.clusters.map(({ name }) => name)).toEqual(['dev', 'prod']);
  expect(read('main.ts')).toContain('for (const cluster of clusters()) {\n  const app = new CrossingApp({ cluster });\n\n  new Cross');
  expect(JSON.parse(read('package.json'))).toMatchObject({
    private: true,
    dependencies: { ...manifest.peerDependencies, 'cdk8s-crossing': manifest.version },
  });
  expect(yaml('cdk8s.yaml')).toMatchObject({ output: 'dist', validations: [{ version: manifest.version, class: 'CrossingValidation' }] });
});

test('what runs the app is what this project runs its own with', () => {
  expect(TSX).toBe(manifest.devDependencies.tsx);
});

test('a second run changes nothing, and --dry-run never does', async () => {
  expect((await init('--dry-run')).out).toMatch(/^package\.json would be created\n/);
  expect(all()).toBe(0);
  await init();
  const before = all();
  expect((await init()).out).toBe('nothing to do: all files are there\n');
  expect(all()).toBe(before);
});

const PACKAGE_JSON = '{\n\t"name": "app",\n\t"dependencies": {\n\t\t"cdk8s": "1"\n\t}\n}\n';

test('a project of cdk8s init gets the plug-in and commits its output, with its comments kept', async () => {
  const cdk8s = '# ours\nlanguage: typescript\napp: npx ts-node main.ts # slow\nimports:\n  - k8s\n';
  lay({ 'cdk8s.yaml': cdk8s, 'main.ts': 'app', 'package.json': PACKAGE_JSON, '.gitignore': '*.js\nnode_modules\ndist/\n' });
  expect((await init()).out).toBe(
    'crossing.yaml created\ncdk8s.yaml edited\npackage.json edited\n.gitignore edited\n.github/workflows/crossing.yaml created\nnext: npm install, then npx crossing synth\n',
  );
  expect(read('cdk8s.yaml').startsWith(`${cdk8s}validations:\n`)).toBe(true);
  expect(yaml('cdk8s.yaml')).toMatchObject({ imports: ['k8s'], validations: [{ class: 'CrossingValidation' }] });
  expect(read('.gitignore')).toBe('*.js\nnode_modules\n');
  expect(read('main.ts')).toBe('app');
  expect(read('package.json')).toBe(PACKAGE_JSON.replace('"cdk8s": "1"', `"cdk8s": "1",\n\t\t"cdk8s-crossing": "${manifest.version}"`));
  expect((await init()).out).toBe('nothing to do: all files are there\n');
});

test('a package.json that cannot be read is left alone, with the line to add', async () => {
  lay({ 'cdk8s.yaml': 'app: a\n', 'package.json': '{ // ours\n}' });
  expect((await init()).out).toContain(
    `package.json is left alone; add to it:\n  "dependencies": { "cdk8s-crossing": "${manifest.version}" }\n`,
  );
  expect(read('package.json')).toBe('{ // ours\n}');
});

test.each([
  [
    'has other validations',
    'app: a\nvalidations:\n  - package: other\n',
    'cdk8s.yaml is left alone; add to validations:\n    - package: ./node_modules/cdk8s-crossing\n',
  ],
  [
    'is in flow style',
    '{ app: a, output: out }\n',
    'cdk8s.yaml is left alone; add to it:\n  validations:\n    - package: ./node_modules/cdk8s-crossing\n',
  ],
])('a cdk8s.yaml that %s is left alone, with the lines to add', async (_, text, added) => {
  lay({ 'cdk8s.yaml': text, '.gitignore': '' });
  expect((await init()).out).toContain(added);
  expect(read('cdk8s.yaml')).toBe(text);
});

test('a repository of manifests gets settings and a workflow that needs no Node project', async () => {
  lay({ 'routes/cart.yaml': 'kind: HTTPRoute\n' });
  expect((await init()).out).toBe('crossing.yaml created\n.github/workflows/crossing.yaml created\n');
  expect(read('.github/workflows/crossing.yaml')).toContain(`- run: npx --yes cdk8s-crossing@${manifest.version} check . -o github\n`);
  expect(existsSync(join(folder, 'package.json'))).toBe(false);
  expect(read('crossing.yaml')).toBe(
    '# context: [platform] # manifests of what already runs: used, not checked\n# open: [monitoring] # namespaces that hold more than these manifests\n',
  );
  expect((await init()).out).toBe('nothing to do: all files are there\n');
});

test('files with CRLF keep it, and a package.json its layout', async () => {
  const cdk8s = 'app: a # ours\r\noutput: deploy\r\n';
  const before = '{\r\n "files": ["a", "b"],\r\n "dependencies": {\r\n  "cdk8s": "1"\r\n },\r\n "private": true\r\n}\r\n';
  lay({ 'cdk8s.yaml': cdk8s, 'package.json': before, '.gitignore': 'a\r\n/deploy/**\r\nb\r\n' });
  await init();
  expect(read('cdk8s.yaml').startsWith(`${cdk8s}validations:\r\n`)).toBe(true);
  expect(read('cdk8s.yaml')).not.toMatch(/[^\r]\n/);
  expect(read('package.json')).toBe(before.replace('"cdk8s": "1"', `"cdk8s": "1",\r\n  "cdk8s-crossing": "${manifest.version}"`));
  expect(read('.gitignore')).toBe('a\r\nb\r\n');
});

test('a package.json without dependencies keeps its other keys in place', async () => {
  lay({ 'cdk8s.yaml': 'app: a\n', 'package.json': '{\n  "dependencies": {},\n  "private": true\n}\n' });
  await init();
  expect(read('package.json')).toBe(`{\n  "dependencies": {\n    "cdk8s-crossing": "${manifest.version}"\n  },\n  "private": true\n}\n`);
});

test.each([
  ['pnpm-lock.yaml', '', 'pnpm install, then pnpm exec crossing synth', ['corepack enable', 'pnpm install --frozen-lockfile'], 'pnpm exec'],
  [
    'yarn.lock',
    '# yarn lockfile v1\n',
    'yarn install, then yarn run crossing synth',
    ['corepack enable', 'yarn install --frozen-lockfile'],
    'yarn run',
  ],
  ['yarn.lock', '__metadata:\n', 'yarn install, then yarn run crossing synth', ['corepack enable', 'yarn install --immutable'], 'yarn run'],
  ['bun.lock', '', 'bun install, then npx crossing synth', ['npx --yes bun install --frozen-lockfile'], 'npx'],
  ['package-lock.json', '', 'npm install, then npx crossing synth', ['npm ci'], 'npx'],
])('a project with %s is installed with what wrote it', async (lock, text, next, installs, exec) => {
  lay({ [lock]: text, 'cdk8s.yaml': 'app: a\n', 'package.json': '{}' });
  expect((await init()).out).toContain(`next: ${next}\n`);
  expect(runs('.github/workflows/crossing.yaml')).toEqual([
    ...installs,
    `${exec} crossing synth --check`,
    `${exec} crossing check -o github`,
  ]);
});

test('in a folder of a larger repository the workflow lies at its root, and runs in the folder', async () => {
  lay({
    '.git/HEAD': '',
    '.github/workflows/crossing.yaml': 'on: push\n',
    '.gitignore': 'dist\n',
    'pnpm-lock.yaml': '',
    'apps/routes/README.md': '',
  });
  expect((await initIn('apps/routes')).out).toContain('../../.github/workflows/crossing-apps-routes.yaml created\nnext: pnpm install');
  expect(yaml('.github/workflows/crossing-apps-routes.yaml')).toMatchObject({
    jobs: { crossing: { defaults: { run: { 'working-directory': 'apps/routes' } } } },
  });
  expect(read('apps/routes/.gitignore')).toBe('node_modules/\n!/dist/\n');
  expect(read('.gitignore')).toBe('dist\n');
  expect((await initIn('apps/routes')).out).toBe('nothing to do: all files are there\n');
});

test('annotations name files from the root of the checkout, in whatever folder the job works', async () => {
  const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a }\nspec: { parentRefs: 5 }\n';
  lay({ 'apps/routes/a.yaml': route });
  const check = (workspace: string, format: string) =>
    inProcess(join(folder, 'apps/routes'), ['check', 'a.yaml', '-o', format], '', { GITHUB_WORKSPACE: workspace });
  expect((await check(folder, 'github')).out).toContain('::error file=apps/routes/a.yaml,line=4,');
  expect((await check(folder, 'sarif')).out).toContain('"uri": "apps/routes/a.yaml"');
  expect((await check('/elsewhere', 'github')).out).toContain('::error file=a.yaml,line=4,');
});

test.each(['.github/workflows/ci.yml', '.gitlab-ci.yml'])('%s that checks already is not doubled', async (file) => {
  lay({ [file]: 'jobs: { a: { steps: [{ run: npx crossing check }] } }\n', 'a.yaml': '' });
  expect((await init()).out).toBe('crossing.yaml created\n');
});

test('a repository of GitLab gets no workflow, and is shown the job to add', async () => {
  lay({ '.gitlab-ci.yml': 'stages: [test]\n', 'cdk8s.yaml': 'app: a\n' });
  const { out } = await init();
  expect(out).toContain('.gitlab-ci.yml is left alone; add to it:\n  crossing:\n    image: node:22-slim\n');
  expect(out).toContain('      - npm ci\n      - npx crossing synth --check\n      - npx crossing check\n');
  expect(existsSync(join(folder, '.github'))).toBe(false);
});

test('clusters that a crossing.yaml lacks are printed', async () => {
  lay({ 'crossing.yaml': 'clusters: { dev: {} }\n', 'a.yaml': '' });
  expect((await init('--cluster', 'dev', '--cluster', 'prod')).out).toContain(
    'crossing.yaml is left alone; add to it:\n  clusters:\n    prod: {}\n',
  );
  expect(read('crossing.yaml')).toBe('clusters: { dev: {} }\n');
});

function runs(file: string): string[] {
  const { jobs } = yaml(file) as { jobs: { crossing: { steps: { run?: string }[] } } };
  return jobs.crossing.steps.flatMap(({ run = [] }) => run);
}

test('the workflow pins actions by their commit, and its token reads only', async () => {
  await init();
  const { permissions, jobs } = yaml('.github/workflows/crossing.yaml') as {
    permissions: object;
    jobs: { crossing: { steps: { uses?: string }[] } };
  };
  expect(permissions).toEqual({ contents: 'read' });
  const uses = jobs.crossing.steps.flatMap((step) => step.uses ?? []);
  expect(uses.length).toBeGreaterThan(1);
  for (const action of uses) {
    expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40}$/);
  }
});

test('fails if a cluster is not a DNS label', async () => {
  expect(await init('--cluster', 'a/b')).toMatchObject({ code: 2, err: expect.stringContaining('crossing: --cluster is "a/b": expected') });
  expect(all()).toBe(0);
});
