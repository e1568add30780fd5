import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { walk } from '../../cli/input/walk';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossing-walk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const walked = (directory = '.') => [...walk(join(folder, directory))].map((file) => relative(folder, file));

test('YAML and JSON files are found at every depth, in one order', () => {
  write({ 'b.yaml': '', 'a/z.yml': '', 'a/b/c.json': '', 'a/readme.md': '', 'c.yaml.bak': '' });
  expect(walked()).toEqual(['a/b/c.json', 'a/z.yml', 'b.yaml']);
});

test('node_modules and .git are never entered, in a repository or not', () => {
  write({ 'node_modules/a/a.yaml': '', 'x/node_modules/b.json': '', '.git/c.yaml': '', 'd.yaml': '' });
  expect(walked()).toEqual(['d.yaml']);
});

test('no link is followed', () => {
  write({ 'in/a.yaml': '', 'out/b.yaml': '' });
  symlinkSync(join(folder, 'out'), join(folder, 'in/linked'));
  symlinkSync(join(folder, 'out/b.yaml'), join(folder, 'in/b.yaml'));
  symlinkSync(folder, join(folder, 'in/loop'));
  expect(walked('in')).toEqual(['in/a.yaml']);
});

describe('in a repository', () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const files = [
    'dist/a.yaml',
    'dist/keep.yaml',
    'build/b.yaml',
    'x/build/c.yaml',
    'x/y/d.yaml',
    'x/y/e.yaml',
    'top.yaml',
    'x/top.yaml',
    'f g.yaml',
  ];

  beforeEach(() => {
    git('init', '-q');
    write(Object.fromEntries(files.map((file) => [file, ''])));
  });

  test.each([
    ['a directory', { '.gitignore': 'build/\n' }],
    ['an anchored pattern', { '.gitignore': '/build\n/top.yaml\n' }],
    ['an exception', { '.gitignore': 'dist/*\n!dist/keep.yaml\n' }],
    ['an exception below what is ignored, which has no effect', { '.gitignore': 'dist\n!dist/keep.yaml\n' }],
    ['a nested .gitignore that takes back', { '.gitignore': '*.yaml\n', 'x/.gitignore': '!*.yaml\n', 'x/y/.gitignore': 'e.yaml\n' }],
    ['.git/info/exclude, which .gitignore overrides', { '.git/info/exclude': 'top.yaml\nx/y\n', 'x/.gitignore': '!top.yaml\n' }],
    ['spaces, comments and wildcards', { '.gitignore': '# a comment\nf\\ g.yaml\n**/y/?.yaml\n' }],
    ['a .gitignore of Windows', { '.gitignore': 'dist/\r\n' }],
  ])('git and we agree on %s', (_, ignores) => {
    write(ignores);
    const listed = git('ls-files', '-coz', '--exclude-per-directory=.gitignore', '--exclude-from=.git/info/exclude');
    const expected = listed.split('\0').filter((file) => file.endsWith('.yaml'));
    expect(walked().sort()).toEqual(expected.sort());
    expect(expected.length).toBeLessThan(files.length);
  });

  test('a second worktree shares .git/info/exclude', () => {
    git('-c', 'user.name=a', '-c', 'user.email=a', 'commit', '-q', '--allow-empty', '-m', 'first');
    git('worktree', 'add', '-q', 'second');
    write({ '.git/info/exclude': 'b.yaml\n', 'second/a.yaml': '', 'second/b.yaml': '' });
    expect(walked('second')).toEqual(['second/a.yaml']);
  });

  test('what is ignored above counts below', () => {
    write({ '.gitignore': 'e.yaml\n', 'x/.gitignore': 'd.yaml\n' });
    expect(walked('x/y')).toEqual([]);
  });

  test('a directory that is named is read though it is ignored', () => {
    write({ '.gitignore': '/dist/\n', 'dist/.gitignore': 'a.yaml\n' });
    expect(walked('dist')).toEqual(['dist/keep.yaml']);
  });
});
