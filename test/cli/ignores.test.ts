import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProcess } from './in-process';

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: edge, sectionName: web }]
  rules: [{ backendRefs: [{ name: cart, port: 80 }] }]
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;
const COMMENT = '# crossing-ignore: backend-not-found it is made by hand\n';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-ignores-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

async function check(...args: string[]) {
  const ran = await inProcess(folder, ['check', ...args]);
  return { ...ran, last: ran.out.trimEnd().split('\n').at(-1) };
}

describe('what a comment ignores', () => {
  beforeEach(() => write({ 'dist/a.yaml': COMMENT + ROUTE }));

  test('is one line in text and Markdown', async () => {
    const line = 'ignored backend-not-found (1 finding) by dist/a.yaml:1:1: it is made by hand';
    const text = await check('dist');
    expect([text.code, text.last]).toEqual([0, '2 manifests, 1 route, 1 crossing: 1 note, 1 ignored']);
    expect(text.out.split('\n')).toContain(line);
    expect((await check('dist', '-o', 'markdown')).out).toContain(`- \`${line}\`\n`);
  });

  test('is in JSON, with its findings', async () => {
    const { suppressions } = JSON.parse((await check('dist', '-o', 'json')).out);
    expect(suppressions).toEqual([
      expect.objectContaining({ rule: 'backend-not-found', at: 'dist/a.yaml:1:1', reason: 'it is made by hand' }),
    ]);
    expect(suppressions[0].findings).toEqual([expect.objectContaining({ severity: 'error', file: 'dist/a.yaml', line: 7 })]);
  });

  test('is a suppressed result in SARIF', async () => {
    const { results } = JSON.parse((await check('dist', '-o', 'sarif')).out).runs[0];
    const found = results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'backend-not-found');
    expect(found.map(({ suppressions }: { suppressions: unknown }) => suppressions)).toEqual([
      [{ kind: 'inSource', status: 'accepted', justification: 'it is made by hand' }],
    ]);
  });

  test('is reported with --no-ignores', async () => {
    const { code, out } = await check('dist', '--no-ignores');
    expect(code).toBe(1);
    expect(out).not.toContain('ignored');
  });
});

test('what crossing.yaml ignores is external in SARIF, and reported with --no-ignores', async () => {
  const ignore = 'ignore: [{ rule: backend-not-found, subject: HTTPRoute shop/cart, reason: by hand }]';
  write({ 'crossing.yaml': ignore, 'dist/a.yaml': ROUTE });
  expect((await check('dist')).out).toContain('ignored backend-not-found (1 finding) by crossing.yaml:1:10: by hand\n');
  expect((await check('dist', '-o', 'sarif')).out).toContain('"kind": "external"');
  expect((await check('dist', '--no-ignores')).code).toBe(1);
});

describe('a crossing.yaml', () => {
  beforeEach(() =>
    write({
      '.git/HEAD': '',
      'crossing.yaml': '',
      'dist/a.yaml': ROUTE,
      'dist/crossing.yaml': 'open: [shop]\ntarget: { gatewayApi: "1.3" }\n',
    }),
  );

  test('that is not the one at the root is named in the last line, with what it says in JSON', async () => {
    expect((await check('dist')).last).toMatch(/, settings of dist\/crossing.yaml$/);
    expect((await check('.')).last).not.toContain('settings of');
    expect(JSON.parse((await check('dist', '-o', 'json')).out).settings).toEqual([
      {
        file: 'dist/crossing.yaml',
        atRoot: false,
        entries: [
          { key: 'open[0]', value: 'shop', line: 1, column: 8 },
          { key: 'target', value: { gatewayApi: '1.3' }, line: 2, column: 1 },
        ],
      },
    ]);
  });

  test('is replaced by the one that --config names, whose paths are relative to the working directory', async () => {
    write({
      'elsewhere/base.yaml': 'context: [context]\n',
      'context/b.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: cart, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n',
    });
    expect((await check('dist')).code).toBe(0);
    expect((await check('dist', '--config', 'crossing.yaml')).code).toBe(1);
    const { code, last } = await check('dist', '--config', 'elsewhere/base.yaml');
    expect([code, last]).toEqual([0, expect.stringMatching(/, settings of elsewhere\/base.yaml$/)]);
  });

  test('fails if --config names no file', async () => {
    expect(await check('dist', '--config', 'gone.yaml')).toMatchObject({ code: 2, err: 'crossing: --config gone.yaml: no such file\n' });
  });
});

test('the last line counts what git ignores, other links and node_modules', async () => {
  write({ 'dist/a.yaml': ROUTE, 'dist/b.yaml': ROUTE, 'node_modules/a.yaml': '', '.gitignore': 'b.yaml\nout/\n', 'out/c.yaml': '' });
  execFileSync('ln', ['-s', '/dev/zero', join(folder, 'dist/zero.yaml')]);
  expect((await check('.')).last).toMatch(/1 link not followed, 1 node_modules not read$/);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  const { last, out } = await check('.');
  expect(last).toMatch(/2 paths ignored by git, 1 link not followed, 1 node_modules not read$/);
  expect(out).not.toContain('dist/b.yaml');
  execFileSync('git', ['add', '-f', 'dist/b.yaml'], { cwd: folder });
  expect((await check('.')).out).toContain('dist/b.yaml');
});

test('a wrong value in crossing.yaml is repeated up to 80 letters, and one outside of the repository not at all', async () => {
  write({ '.git/HEAD': '', 'dist/a.yaml': ROUTE, 'crossing.yaml': `"${'x'.repeat(5000)}"` });
  const long = await check('dist');
  expect([long.code, long.err.length < 200]).toEqual([2, true]);
  rmSync(join(folder, 'crossing.yaml'));
  execFileSync('ln', ['-s', '/etc/passwd', join(folder, 'crossing.yaml')]);
  const { code, err } = await check('dist');
  expect([code, err]).toEqual([2, expect.stringContaining('crossing.yaml: leads out of the repository')]);
  expect(err).not.toContain('root');
});
