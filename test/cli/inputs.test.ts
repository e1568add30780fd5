import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readInputs, roots } from '../../cli/input/inputs';
import type { Io } from '../../cli/io';

let folder: string;
let io: Io;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-inputs-')));
  const input = async () => Buffer.from('stdin: 1');
  io = { cwd: folder, env: {}, terminal: false, colour: false, out: () => {}, err: () => {}, input };
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Of each input, what is judged and what is context. */
async function read(paths: string[], known: string[] = []) {
  const inputs = await readInputs(roots(paths, io), roots(known, io), io, () => {});
  return inputs.map(({ sources }) => {
    const shown = (context: boolean) => sources.filter((source) => source.context === context).map(({ path }) => path);
    return { judged: shown(false), context: shown(true) };
  });
}

test('a file is called as it was named, and what is below a directory behind that', async () => {
  write({ 'a/b/c.yaml': '', 'd.yaml': '' });
  expect(await read(['./a/', 'd.yaml'])).toEqual([{ judged: ['a/b/c.yaml', 'd.yaml'], context: [] }]);
  expect(await read(['.'])).toEqual([{ judged: ['a/b/c.yaml', 'd.yaml'], context: [] }]);
  expect(await read([join(folder, 'a')])).toEqual([{ judged: [join(folder, 'a/b/c.yaml')], context: [] }]);
  io = { ...io, cwd: join(folder, 'a') };
  expect(await read(['..'])).toEqual([{ judged: ['../a/b/c.yaml', '../d.yaml'], context: [] }]);
});

test('each file is read once, however many paths lead to it', async () => {
  write({ 'a/b.yaml': '' });
  expect(await read(['a', '.', 'a/b.yaml'])).toEqual([{ judged: ['a/b.yaml'], context: [] }]);
});

test('standard input is judged under the crossing.yaml of the working directory', async () => {
  write({ 'crossing.yaml': 'context: [context]', 'context/a.yaml': '' });
  expect(await read(['-'])).toEqual([{ judged: ['stdin'], context: ['context/a.yaml'] }]);
});

test('what --with names is context, also within a path', async () => {
  write({ 'a/b.yaml': '', 'a/platform/c.yaml': '', 'd.yaml': '' });
  expect(await read(['a'], ['a/platform', 'd.yaml'])).toEqual([{ judged: ['a/b.yaml'], context: ['a/platform/c.yaml', 'd.yaml'] }]);
});

test('what a kustomization takes from outside a path, and inside the repository, is judged with it', async () => {
  write({
    '.git/HEAD': '',
    'base/kustomization.yaml': 'resources: [a.yaml, https://example.com/b.yaml, ../gone]',
    'base/a.yaml': '',
    'base/unused.yaml': '',
    'over/prod/kustomization.yaml': 'bases: [../../base/, .]',
    'over/prod/patch.yaml': '',
    'over/test/kustomization.yaml': 'resources: [../../base]',
  });
  const judged = ['over/prod/kustomization.yaml', 'over/prod/patch.yaml', 'base/kustomization.yaml', 'base/a.yaml'];
  expect(await read(['over/prod'])).toEqual([{ judged, context: [] }]);
  const absolute = (file: string) => join(folder, file);
  expect(await read([absolute('over/prod')])).toEqual([{ judged: judged.map(absolute), context: [] }]);
});

test('what a kustomization takes from outside the repository is not read', async () => {
  write({
    'tree/.git/HEAD': '',
    'tree/kustomization.yaml': 'resources: [../secret.yaml, link.yaml, ../other, /dev/zero]',
    'secret.yaml': '',
    'other/kustomization.yaml': 'resources: [a.yaml]',
    'other/a.yaml': '',
  });
  symlinkSync('../secret.yaml', join(folder, 'tree/link.yaml'));
  expect(await read(['tree'])).toEqual([{ judged: ['tree/kustomization.yaml'], context: [] }]);
});

describe('the nearest crossing.yaml', () => {
  test('above a path names its context, which is not judged within a path', async () => {
    write({ 'crossing.yaml': 'context: [context]', 'context/a.yaml': '', 'dist/b.yaml': '' });
    expect(await read(['dist'])).toEqual([{ judged: ['dist/b.yaml'], context: ['context/a.yaml'] }]);
    expect(await read(['.'])).toEqual([{ judged: ['crossing.yaml', 'dist/b.yaml'], context: ['context/a.yaml'] }]);
  });

  test('does not keep a context folder from being judged where that is what was named', async () => {
    write({ 'crossing.yaml': 'context: [context]', 'context/a.yaml': '' });
    expect(await read(['context'])).toEqual([{ judged: ['context/a.yaml'], context: [] }]);
  });

  test('counts for its own paths only', async () => {
    write({ 'a/crossing.yaml': 'context: [context]', 'a/context/c.yaml': '', 'a/dist/a.yaml': '', 'b/b.yaml': '' });
    expect(await read(['a/dist', 'b'])).toEqual([
      { judged: ['a/dist/a.yaml'], context: ['b/b.yaml', 'a/context/c.yaml'] },
      { judged: ['b/b.yaml'], context: ['a/dist/a.yaml'] },
    ]);
  });

  test('hides the ones further up', async () => {
    write({ 'crossing.yaml': 'context: [context]', 'context/c.yaml': '', 'a/crossing.yaml': 'open: [x]', 'a/b.yaml': '' });
    expect(await read(['a'])).toEqual([{ judged: ['a/b.yaml', 'a/crossing.yaml'], context: [] }]);
  });
});

test('fails if a path is not there, naming it', async () => {
  await expect(read(['nowhere'])).rejects.toThrow(/^nowhere: no such file or directory$/);
  await expect(read(['.'], ['nowhere.yaml'])).rejects.toThrow(/^nowhere.yaml: no such file or directory$/);
});

test('fails if crossing.yaml names context outside of the repository', async () => {
  write({ 'tree/.git/HEAD': '', 'tree/crossing.yaml': 'context: [link, ../platform]', 'platform/a.yaml': '', 'tree/dist/b.yaml': '' });
  symlinkSync('../platform', join(folder, 'tree/link'));
  await expect(read(['tree/dist'])).rejects.toThrow(
    /^tree\/crossing.yaml:1:11: context names tree\/link, which leads out of the repository; give it with --with$/,
  );
});

test('fails if crossing.yaml names context that is not there, at the place that names it', async () => {
  write({ 'crossing.yaml': 'context:\n  - platform\n', 'dist/b.yaml': '' });
  await expect(read(['dist'])).rejects.toThrow(/^crossing.yaml:2:5: context names platform, which is not there$/);
});
