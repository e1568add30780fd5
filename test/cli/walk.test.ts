import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

const walked = (directory = '.') => walk(join(folder, directory)).files.map(({ path }) => relative(folder, path));
const passed = (directory = '.') => walk(join(folder, directory)).passedOver.map(({ path, why }) => `${why} ${relative(folder, path)}`);

test('YAML and JSON files are found at every depth, in one order', () => {
  write({ 'b.yaml': '', 'a/z.yml': '', 'a/b/c.json': '', 'a/readme.md': '', 'c.yaml.bak': '' });
  expect(walked()).toEqual(['a/b/c.json', 'a/z.yml', 'b.yaml']);
});

test('node_modules and .git are not entered outside of a repository, where nothing else is left out', () => {
  write({ 'node_modules/a/a.yaml': '', 'x/node_modules/b.json': '', 'd.yaml': '', '.gitignore': '*' });
  expect(walked()).toEqual(['d.yaml']);
  expect(passed()).toEqual(['packages node_modules', 'packages x/node_modules']);
});

test('a link to a regular file inside is a file, and every other link is passed over', () => {
  write({ 'in/a.yaml': '', 'in/readme.md': '', 'out/b.yaml': '' });
  symlinkSync('a.yaml', join(folder, 'in/c.yaml'));
  symlinkSync('readme.md', join(folder, 'in/LIESMICH.md'));
  symlinkSync('readme.md', join(folder, 'in/d.yaml'));
  symlinkSync('../out', join(folder, 'in/linked'));
  symlinkSync('../out/b.yaml', join(folder, 'in/b.yaml'));
  symlinkSync('/dev/zero', join(folder, 'in/zero.yaml'));
  symlinkSync('nowhere', join(folder, 'in/gone.yaml'));
  symlinkSync('circle.yaml', join(folder, 'in/circle.yaml'));
  symlinkSync(folder, join(folder, 'in/loop'));
  expect(walk(join(folder, 'in')).files.map(({ path, link }) => [relative(folder, path), link])).toEqual([
    ['in/a.yaml', false],
    ['in/c.yaml', true],
    ['in/d.yaml', true],
  ]);
  expect(passed('in')).toEqual(
    ['b', 'circle', 'gone', 'linked', 'loop', 'zero'].map((name) => `link in/${name}${/l.n|lo/.test(name) ? '' : '.yaml'}`),
  );
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

  describe('what git tracks is read, whatever ignores it', () => {
    const indexes: [string, () => void][] = [
      ['version 2', () => git('update-index', '--index-version', '2')],
      ['version 3, with a file that is only meant to be added', () => git('add', '-fN', 'x/build/c.yaml')],
      ['version 4', () => git('update-index', '--index-version', '4')],
      ['a split index', () => git('update-index', '--split-index')],
    ];
    test.each(indexes)('%s', (_, rewrite) => {
      git('add', 'dist', 'x', 'f g.yaml');
      rewrite();
      write({ '.gitignore': '*', 'x/z.yaml': '' });
      expect(walked().sort()).toEqual(git('ls-files').trim().split('\n').sort());
      expect(passed()).toEqual(['ignored build', 'ignored top.yaml', 'ignored x/z.yaml']);
    });

    test('a split index with what was added since', () => {
      git('add', 'dist');
      git('update-index', '--split-index');
      git('add', 'x');
      write({ '.gitignore': '*' });
      expect(walked().sort()).toEqual(git('ls-files').trim().split('\n').sort());
    });

    test('an index of SHA-256', () => {
      rmSync(join(folder, '.git'), { recursive: true });
      git('init', '-q', '--object-format=sha256');
      git('add', 'dist');
      write({ '.gitignore': '*' });
      expect(walked()).toEqual(['dist/a.yaml', 'dist/keep.yaml']);
    });

    test('below node_modules, and nothing else there', () => {
      write({ 'node_modules/a/a.yaml': '', 'node_modules/b/b.yaml': '', 'dist/node_modules/c.yaml': '' });
      git('add', '-f', 'node_modules/a');
      expect(walked()).toContain('node_modules/a/a.yaml');
      expect(passed()).toEqual(['packages dist/node_modules', 'ignored node_modules/b']);
    });

    test('in a second worktree, and in a submodule, whose .git is a file', () => {
      git('add', 'dist');
      const commit = ['-c', 'user.name=a', '-c', 'user.email=a', 'commit', '-q', '-m', 'first'];
      git(...commit);
      git('worktree', 'add', '-q', 'second');
      write({ 'second/.gitignore': '*' });
      expect(walked('second')).toEqual(['second/dist/a.yaml', 'second/dist/keep.yaml']);
      git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', folder, 'sub');
      write({ '.gitignore': 'sub\nsecond\n', 'sub/.gitignore': '*' });
      expect(walked('sub')).toEqual(['sub/dist/a.yaml', 'sub/dist/keep.yaml']);
      expect(walked()).toEqual(expect.arrayContaining(['sub/dist/a.yaml', 'sub/dist/keep.yaml']));
    });

    test.each([
      ['cut off', (index: Buffer) => index.subarray(0, index.length - 40), 'ends within an entry'],
      [
        'of a version that is not known',
        (index: Buffer) => Buffer.concat([index.subarray(0, 7), Buffer.of(9), index.subarray(8)]),
        'has version 9; expected 2, 3 or 4',
      ],
      ['something else', () => Buffer.from('a text that is as long as an index has to be'), 'is not an index of git'],
    ])('an index that is %s is reported, and nothing is ignored', (_, damage, why) => {
      git('add', 'dist', 'x');
      const index = join(folder, '.git/index');
      writeFileSync(index, damage(readFileSync(index)));
      write({ '.gitignore': '*' });
      const notices: string[] = [];
      expect(walk(folder, (text) => notices.push(text)).files.length).toBe(files.length);
      expect(notices).toEqual([`${realpathSync(index)}: ${why}; nothing is taken for ignored`]);
    });
  });

  test('a link that git tracks is read if git sees what it leads to', () => {
    write({ '.gitignore': 'secret\n', 'secret/a.yaml': '', 'secret/tracked.yaml': '' });
    git('add', '-f', 'secret/tracked.yaml');
    symlinkSync('../secret/a.yaml', join(folder, 'x/one.yaml'));
    symlinkSync('../secret/tracked.yaml', join(folder, 'x/two.yaml'));
    symlinkSync('../top.yaml', join(folder, 'x/three.yaml'));
    const links = walk(folder).files.filter(({ link }) => link);
    expect(links.map(({ path }) => relative(folder, path))).toEqual(['x/three.yaml', 'x/two.yaml']);
    expect(passed()).toContain('link x/one.yaml');
  });

  test('a .gitignore that is a link, a pipe, or too large ignores nothing', () => {
    write({ all: '*', 'x/.gitignore': `${Array.from({ length: 5001 }, (_, index) => `a${index}`).join('\n')}\n*\n` });
    symlinkSync('all', join(folder, '.gitignore'));
    execFileSync('mkfifo', [join(folder, 'dist/.gitignore')]);
    const notices: string[] = [];
    expect(walk(folder, (text) => notices.push(text.slice(folder.length + 1))).files.length).toBe(files.length);
    expect(notices).toEqual([
      'dist/.gitignore: is not a regular file; replace it by one; what it ignores is read',
      'x/.gitignore: has more than 5000 patterns; what it ignores is read',
    ]);
  });
});
