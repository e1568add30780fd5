import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProcess } from '../cli/in-process';

/** A route that is refused, in a directory that git would ignore if it did not track it. */
const REFUSED = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec: { parentRefs: [{ name: g, namespace: edge }], rules: [{ backendRefs: [{ name: pay, namespace: bank, port: 80 }] }] }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: bank } }
`;
const PATH = 'dist/a.yaml';
const HASH = 20;
const FILE = 0o100644;
const DIRECTORY = 0o040000;
const EXTENDED = 0x4000;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-git-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

type What = string | Buffer | { readonly link: string } | { readonly size: number };

function write(tree: Readonly<Record<string, What>>): void {
  for (const [file, what] of Object.entries(tree)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof what === 'object' && 'link' in what) {
      symlinkSync(what.link, path);
    } else if (typeof what === 'object' && 'size' in what) {
      writeFileSync(path, 'DIRC\0\0\0\x02\0\0\0\x01');
      truncateSync(path, what.size);
    } else {
      writeFileSync(path, what);
    }
  }
}

async function expectFound(tree: Readonly<Record<string, What>>): Promise<void> {
  write({ [PATH]: REFUSED, ...tree });
  const { code, out, err } = await inProcess(folder, ['check', '.']);
  expect([code, out]).toEqual([1, expect.stringContaining('error ref-not-permitted')]);
  expect(out + err).not.toContain('root:');
  expect(err.length).toBeLessThan(1000);
}

interface Entry {
  readonly path: string | Buffer;
  readonly mode?: number;
  readonly flags?: number;
  readonly more?: number;
}

/** An index of git, of entries that may be wrong (gitformat-index). */
function index(entries: readonly Entry[], { version = 2, count = entries.length, extensions = Buffer.of() } = {}): Buffer {
  const words = (...numbers: number[]) => Buffer.from(Uint32Array.from(numbers).map((number) => swap(number)).buffer);
  const swap = (number: number) => Buffer.from(Uint32Array.of(number).buffer).readUInt32BE();
  const parts = entries.map(({ path, mode = FILE, flags = Math.min(path.length, 0xfff), more = 0 }) => {
    const head = Buffer.concat([words(0, 0, 0, 0, 0, 0, mode, 0, 0, 0), Buffer.alloc(HASH, 1), Buffer.of(flags >> 8, flags & 0xff)]);
    const moreFlags = flags & EXTENDED && version > 2 ? Buffer.of(more >> 8, more & 0xff) : Buffer.of();
    const entry = Buffer.concat([head, moreFlags, Buffer.from(path)]);
    return Buffer.concat([entry, Buffer.alloc(8 - (entry.length % 8))]);
  });
  return Buffer.concat([Buffer.from('DIRC'), words(version, count), ...parts, extensions, Buffer.alloc(HASH)]);
}

const extension = (name: string, data: Buffer, size = data.length) =>
  Buffer.concat([Buffer.from(name), Buffer.of(size >>> 24, (size >>> 16) & 0xff, (size >>> 8) & 0xff, size & 0xff), data]);
const extended = (name: string, data: Buffer, size?: number) => index([{ path: PATH }], { extensions: extension(name, data, size) });
const version4 = (count: number, rest: Buffer) =>
  Buffer.concat([Buffer.from('DIRC\0\0\0\x04'), Buffer.of(0, 0, count >> 8, count & 0xff), rest, Buffer.alloc(HASH)]);
const stat = Buffer.alloc(40 + HASH);

const INDEXES: Readonly<Record<string, What>> = {
  'of version 2': index([{ path: PATH }]),
  'of version 3': index([{ path: PATH, flags: EXTENDED | PATH.length }], { version: 3 }),
  'with an entry that is assumed unchanged': index([{ path: PATH, flags: 0x8000 | PATH.length }]),
  'with an entry that is left out of the work tree': index([{ path: PATH, flags: EXTENDED | PATH.length, more: 0x4000 }], { version: 3 }),
  'with an entry to be added': index([{ path: PATH, flags: EXTENDED | PATH.length, more: 0x2000 }], { version: 3 }),
  'with an entry in conflict': index([{ path: PATH, flags: 0x2000 | PATH.length }]),
  'with a directory that is left out': index([{ path: 'dist/', mode: DIRECTORY }], { version: 3 }),
  'with a directory that is left out, without a slash': index([{ path: 'dist', mode: DIRECTORY }], { version: 3 }),
  'of version 5': index([{ path: PATH }], { version: 5 }),
  'of no version': index([{ path: PATH }], { version: 0 }),
  'that is empty': '',
  'that ends behind its name': 'DIRC',
  'of zeros': Buffer.alloc(1000),
  'of text': 'hello\n'.repeat(100),
  'with more entries than it holds': index([{ path: PATH }], { count: 2 }),
  'with four billion entries': index([{ path: PATH }], { count: 0xffffffff }),
  'without an end': { size: 10 ** 12 },
  'cut off': index([{ path: PATH }]).subarray(0, 60),
  'with a name that does not end': Buffer.concat([Buffer.from('DIRC\0\0\0\x02\0\0\0\x01'), Buffer.alloc(1000, 'a')]),
  'of version 4 that cuts more than there is': version4(1, Buffer.concat([stat, Buffer.from('\0\0\x7fabc\0', 'latin1')])),
  'of version 4 with a number that does not end': version4(1, Buffer.concat([stat, Buffer.alloc(2000, 0xff)])),
  'of version 4 whose paths multiply': version4(
    0xffff,
    Buffer.concat([
      Buffer.concat([stat, Buffer.from('\0\0\0'), Buffer.alloc(60_000, 'b'), Buffer.of(0)]),
      ...Array.from({ length: 0xfffe }, () => Buffer.concat([stat, Buffer.from('\0\0\0\0')])),
    ]),
  ),
  ...Object.fromEntries(
    ['../../outside', '/etc/passwd', './dist/a.yaml', 'dist//a.yaml', '.git/config', '\u001b[2J##[x]::error::', '__proto__', 'a\nb'].map(
      (path) => [`with ${JSON.stringify(path)}`, index([{ path }, { path: PATH }])],
    ),
  ),
  'with a name that is not UTF-8': index([{ path: Buffer.of(0xff, 0xfe) }, { path: PATH }]),
  'with a name of 100,000 letters': index([{ path: 'a'.repeat(100_000) }, { path: PATH }]),
  'with 2,000 directories in each other': index([{ path: `${'d/'.repeat(2000)}x` }, { path: PATH }]),
  'with both cases': index([{ path: PATH.toUpperCase() }, { path: PATH }]),
  'with a monitor of files': extended('FSMN', Buffer.from('\0\0\0\x02token\0\0\0\0\0')),
  'with a cache of what is not tracked': extended('UNTR', Buffer.alloc(100, 0xff)),
  'with a cache of trees': extended('TREE', Buffer.alloc(100, 0xff)),
  'with an extension that is not known': extended('zzzz', Buffer.of(1)),
  'with an extension that is larger than it': extended('TREE', Buffer.of(), 0xffffffff),
  'that adds to one that is not there': extended('link', Buffer.alloc(HASH, 1)),
  'that adds to one of no name': extended('link', Buffer.of(1)),
  'that leads to a device': { link: '/dev/zero' },
  'that leads to itself': { link: 'index' },
  'that leads elsewhere': { link: '/etc/passwd' },
};

test.each(Object.entries(INDEXES))('an index %s hides nothing', async (_, what) => {
  await expectFound({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/index': what, '.gitignore': 'dist/\n*.yaml\n' });
});

const GITS: Readonly<Record<string, What>> = {
  'a device': { link: '/dev/zero' },
  nowhere: { link: 'nowhere' },
  'another file': { link: '/etc/passwd' },
  'a file without a path': 'gitdir: \n',
  'a file with another text': 'x\n',
  'a path outside': 'gitdir: /etc\n',
  itself: 'gitdir: .git\n',
  'a device by a path': 'gitdir: /dev/zero\n',
  'what is not there': 'gitdir: nowhere\n',
  NUL: 'gitdir: a\0b\n',
  'an escape': 'gitdir: \u001b[2J##[error]x\n',
  'a path of 200,000 letters': `gitdir: ${'a/'.repeat(100_000)}\n`,
  'a path of 20 MB': `gitdir: ${'a'.repeat(20_000_000)}\n`,
};

test.each(Object.entries(GITS))('a .git that leads to %s hides nothing', async (_, what) => {
  await expectFound({ '.git': what });
});

test.each(['a\0b', '/dev/zero', '.', 'nowhere', 'a'.repeat(100_000)])('a common directory %j hides nothing', async (common) => {
  await expectFound({ '.git': 'gitdir: real\n', 'real/commondir': `${common}\n`, 'real/HEAD': '' });
});

const CONFIGS: Readonly<Record<string, string>> = {
  programs: '[core]\n\tfsmonitor = touch pwned\n\tsshCommand = touch pwned\n\tworktree = /etc\n',
  'other files': '[include]\n\tpath = /etc/passwd\n',
  escapes: '[remote "origin"]\n\turl = \u001b[2J##[error]x\n',
  'a million brackets': '['.repeat(1_000_000),
  'a million blanks': `${' '.repeat(1_000_000)}x`,
  'lines of blanks': '\t\n '.repeat(300_000),
  'a URL of slashes': `[remote "origin"]\n\turl = ${'/'.repeat(500_000)}\n`,
  '20,000 remotes': Array.from({ length: 20_000 }, (_, at) => `[remote "r${at}"]\n\turl = https://x/${at}\n`).join(''),
};

test.each(Object.entries(CONFIGS))('a configuration of git with %s hides nothing', async (_, text) => {
  await expectFound({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/config': text });
});
