import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fencedBlocks } from '../repo/fenced';

const root = resolve(__dirname, '../..');
const identity = { name: 'test', email: 'test@example.com' };
let folder: string;
let tarball: string;

/** Runs a command line as a reader does who has the package that is packed here. */
function run(line: string, cwd: string) {
  const { NODE_ENV, ...env } = process.env;
  const command = line
    .replace('npx cdk8s-crossing', `npx --yes -p ${tarball} cdk8s-crossing`)
    .replace(/^npm install$/, `npm install ${tarball}`);
  return spawnSync('bash', ['-ec', command], {
    cwd,
    encoding: 'utf8',
    env: {
      ...env,
      CI: 'true',
      GIT_AUTHOR_NAME: identity.name,
      GIT_AUTHOR_EMAIL: identity.email,
      GIT_COMMITTER_NAME: identity.name,
      GIT_COMMITTER_EMAIL: identity.email,
    },
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossing-five-'));
  const packed = execFileSync('node', ['scripts/pack.mjs', folder], { cwd: root, encoding: 'utf8' }).trim().split('\n').at(-1) ?? '';
  tarball = join(folder, packed);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the README's five commands lead from an empty folder to a committed repository with two checked clusters", () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [block] = fencedBlocks(readme.slice(readme.indexOf('## From an empty folder')));
  const lines = block?.text.trim().split('\n') ?? [];
  expect(lines).toHaveLength(5);
  expect(readme.indexOf(block?.text ?? '-')).toBeLessThan(readme.length / 2);
  for (const [index, line] of lines.entries()) {
    const { status, stderr } = run(line, index === 0 ? folder : join(folder, 'routes'));
    expect([line, status, status === 0 ? '' : stderr]).toEqual([line, 0, '']);
  }
  const project = join(folder, 'routes');
  const files = ['kong.k8s.yaml', 'test-destination.k8s.yaml', 'test-source.k8s.yaml'];
  for (const cluster of ['dev', 'prod']) {
    expect(readdirSync(join(project, 'dist', cluster)).sort()).toEqual(files);
  }
  expect(run('git status --porcelain', project).stdout).toBe('');
  expect(run('git ls-files', project).stdout).toContain('dist/prod/kong.k8s.yaml\n');
  expect(run('npx crossing synth --check', project).status).toBe(0);
  expect(run('npx crossing check', project)).toMatchObject({ status: 0, stdout: expect.stringMatching(/, 2 routes, /) });
});
