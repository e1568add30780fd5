import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../repo/tracked';

const COMMAND = join(root, 'lib/cli/main.js');
const HEAP_MEGABYTES = 512;
/** On a busy machine; a quiet one takes none longer than a few seconds. */
const DEADLINE = 60_000;

const HEAD = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: cart, namespace: shop }\n';
const REFUSED = `${HEAD}spec: { parentRefs: [{ name: g, namespace: edge }], rules: [{ backendRefs: [{ name: pay, namespace: bank, port: 80 }] }] }\n---\n{ apiVersion: v1, kind: Namespace, metadata: { name: bank } }\n`;
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\n';
const levels = (start: string, next: (name: string) => string) =>
  Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} ${next(`*a${at}`)}\n`).reduce(
    (all, line) => all + line,
    `a0: &a0 ${start}\n`,
  );
const nine = (name: string) => `[${Array(9).fill(name).join(', ')}]`;
const BOMB = levels('[x, x]', nine);

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-tries-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Tree = Readonly<Record<string, string | { readonly link: string }>>;

function write(tree: Tree): void {
  for (const [file, what] of Object.entries(tree)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof what === 'string') {
      writeFileSync(path, what);
    } else {
      symlinkSync(what.link, path);
    }
  }
}

/** The command in a process of its own, with little memory and a deadline. */
function crossing(args: readonly string[], stdin: 'ignore' | number = 'ignore') {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, COMMAND, ...args], {
    cwd: folder,
    stdio: [stdin, 'pipe', 'pipe'],
    encoding: 'utf8',
    timeout: DEADLINE,
    killSignal: 'SIGKILL',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, signal, said: stdout + stderr };
}

/**
 * Texts that were hidden, or took the process down, and what the check of a directory with one of
 * them ends with.
 */
const TEXTS: readonly (readonly [what: string, text: string, code: number])[] = [
  ['a bomb of lists', `${HEAD}spec: {}\nx:\n${BOMB.replace(/^/gm, '  ')}`, 1],
  [
    'a bomb of maps',
    `${HEAD}spec: {}\nx:\n${levels('{ a: 1 }', (name) => `{ a: ${name}, b: ${name}, c: ${name}, d: ${name}, e: ${name}, f: ${name}, g: ${name}, h: ${name} }`).replace(/^/gm, '  ')}`,
    1,
  ],
  [
    'keys made of aliases',
    `s: &s ${'a'.repeat(500_000)}\n${HEAD}${Array.from({ length: 300 }, (_, at) => `? [${Array(20).fill('*s').join(', ')}, ${at}]\n: 1\n`).join('')}`,
    1,
  ],
  ['depth of a million', `${HEAD}spec: ${'['.repeat(1_000_000)}`, 1],
  [
    'depth of a hundred and one in an annotation',
    `${REFUSED.replace('namespace: shop }', `namespace: shop, annotations: { x: ${'['.repeat(101)}${']'.repeat(101)} } }`)}`,
    1,
  ],
  ['a key twice', `${HEAD}kind: HTTPRoute\nspec: {}\n`, 1],
  ['a key twice, and braces in a comment', `${HEAD}kind: HTTPRoute\nspec: {}\n# {{\n`, 1],
  ['an explicit key', REFUSED.replace('kind: HTTPRoute', '? kind # c\n: HTTPRoute'), 1],
  ['a key by alias', REFUSED.replace('kind: HTTPRoute', 'x: &k kind\n*k : HTTPRoute'), 1],
  ['NUL', `${HEAD}spec: {}\nx: \0\n`, 1],
  ['an anchor that contains itself', `${HEAD}spec: &s { x: *s }\n`, 1],
  ['infinity', SERVICE.concat('spec: { ports: [{ port: .inf }] }\n'), 1],
  ['a flow that is not closed', `${HEAD}spec: [\n`, 1],
  ['a template', `${HEAD}spec: {{ .Values.spec }}\n`, 0],
  ['a port that is none', SERVICE.concat('spec: { ports: [{ port: 65536 }] }\n'), 0],
  ['a port that is none, of a backend', REFUSED.replace('port: 80', 'port: 65536'), 1],
  ['a weight below zero', REFUSED.replace('port: 80', 'port: 80, weight: -1'), 1],
  ['300,000 documents', `${'---\n{}\n'.repeat(300_000)}---\n${REFUSED}`, 1],
  ['10,000 rules', `${HEAD}spec: { rules: [${Array(10_000).fill('{ backendRefs: [{ name: x, port: 80 }] }').join(', ')}] }\n`, 1],
  ['100,000 unknown fields', `${HEAD}spec: { ${Array.from({ length: 100_000 }, (_, at) => `u${at}: 1`).join(', ')} }\n`, 0],
  [
    '20,000 listeners',
    `${HEAD.replace('HTTPRoute', 'Gateway')}spec: { gatewayClassName: x, listeners: [${Array.from({ length: 20_000 }, (_, at) => `{ name: l${at}, port: 80, protocol: ${at % 2 ? 'HTTP' : 'HTTPS'} }`).join(', ')}] }\n`,
    1,
  ],
  ['a name of a million letters', REFUSED.replace('cart', 'a'.repeat(1_000_000)), 1],
  ['a path of 200,000 slashes', REFUSED.replace('rules: [{', `rules: [{ matches: [{ path: { value: ${'/'.repeat(200_000)}a } }],`), 1],
  [
    '20,000 keys of a Secret',
    `{ apiVersion: v1, kind: Secret, type: kubernetes.io/tls, metadata: { name: x }, stringData: { tls.crt: "${'-----BEGIN PRIVATE KEY-----'.repeat(20_000)}" } }\n`,
    0,
  ],
  ['40,000 ignore comments', `${'# crossing-ignore: backend-not-found meant\n'.repeat(40_000)}${REFUSED}`, 1],
  ['100,000 blanks in a reason', `# crossing-ignore: backend-not-found a${' '.repeat(100_000)}b\n${REFUSED}`, 1],
  ['a mark inside a quoted scalar', REFUSED.replace('name: pay', 'name: "pay # crossing-ignore: ref-not-permitted x"'), 1],
  ['a tag that runs code elsewhere', REFUSED.replace('name: cart', 'name: !!js/function "function(){}"'), 1],
  ['a prototype', `__proto__: { kind: Pod }\n${REFUSED}`, 1],
  ['a name of 253 letters', REFUSED.replace('cart', 'a'.repeat(253)), 1],
];

test.each(TEXTS)('%s: the check of a directory ends, with little memory and the right code', (_, text, code) => {
  write({ 'dist/a.yaml': text });
  const { status, signal, said } = crossing(['check', 'dist']);
  expect([signal, said.match(/^ +at .*$/m)]).toEqual([null, null]);
  expect([status, said.slice(0, 400)]).toEqual([code, expect.any(String)]);
});

const ZERO = { link: '/dev/zero' };
const PASSWD = { link: '/etc/passwd' };

/** Links and settings that led out of the repository, or without end. */
const TREES: readonly (readonly [what: string, tree: Tree, code: number])[] = [
  ['crossing.yaml without end', { 'crossing.yaml': ZERO }, 2],
  ['crossing.yaml elsewhere', { 'crossing.yaml': PASSWD }, 2],
  ['crossing.yaml is a directory', { 'crossing.yaml/x': '' }, 2],
  ['crossing.yaml leads to itself', { 'crossing.yaml': { link: 'crossing.yaml' } }, 2],
  ['crossing.yaml is one long scalar', { 'crossing.yaml': 'secret'.repeat(1_000_000) }, 2],
  ['a bomb in crossing.yaml', { 'crossing.yaml': `ignore:\n${BOMB.replace(/^/gm, '  ')}` }, 2],
  ['an anchor in crossing.yaml', { 'crossing.yaml': 'open: &a [*a]\n' }, 2],
  ['context without end', { 'crossing.yaml': 'context: [/dev/zero]\n' }, 2],
  ['context elsewhere', { 'crossing.yaml': 'context: [../../../etc/passwd]\n' }, 2],
  ['a context with NUL', { 'crossing.yaml': 'context: ["a\\0b"]\n' }, 2],
  ['20,000 times the same context', { 'crossing.yaml': `context: [${Array(20_000).fill('c').join(', ')}]\n`, 'c/b.yaml': SERVICE }, 1],
  ['.gitignore without end', { '.git/HEAD': '', '.gitignore': ZERO }, 1],
  ['a .gitignore of 20 MB', { '.git/HEAD': '', '.gitignore': 'a'.repeat(20_000_000) }, 1],
  ['an index that is none', { '.git/index': 'DIRC' }, 1],
  ['a kustomization without end', { 'k/kustomization.yaml': ZERO }, 1],
  ['a kustomization that takes a device', { 'k/kustomization.yaml': 'resources: [../../../../../../dev/zero, l]\n', 'k/l': ZERO }, 1],
  [
    'a kustomization that takes what is below a file',
    { '.git/HEAD': '', '.gitmodules': ZERO, 'k/kustomization.yaml': 'resources: [../a.yaml/b, l/b, gone]\n', 'k/l': ZERO },
    1,
  ],
  ['a manifest without end', { 'z.yaml': ZERO, 'y.yaml': PASSWD, 'x.yaml': { link: 'x.yaml' } }, 1],
  ['a circle of directories', { 'k/k': { link: '..' } }, 1],
];

test.each(TREES)('%s: the check ends, reads nothing elsewhere, and finds what there is', (_, tree, code) => {
  write({ 'a.yaml': REFUSED, ...tree });
  const { status, signal, said } = crossing(['check', '.']);
  expect([signal, said.match(/^ +at .*$/m)]).toEqual([null, null]);
  expect(said).not.toContain('root:');
  expect(said.length).toBeLessThan(4000);
  expect([status, said.slice(0, 400)]).toEqual([code, expect.any(String)]);
  if (code === 1) {
    expect(said).toContain('error ref-not-permitted');
  }
});

test('files are read up to 256 MB in all', () => {
  write({ 'a.yaml': REFUSED, 'z.yaml': '' });
  truncateSync(join(folder, 'z.yaml'), 256 * 1024 * 1024 - 1);
  expect(crossing(['check', '.'])).toMatchObject({
    status: 2,
    said: 'crossing: z.yaml: more than the 256 MB that one run reads; check fewer or smaller files\n',
  });
});

test('standard input without end is refused', () => {
  const zero = spawnSync('sh', ['-c', `"$0" --max-old-space-size=${HEAP_MEGABYTES} "$1" check - < /dev/zero`, process.execPath, COMMAND], {
    cwd: folder,
    encoding: 'utf8',
    timeout: DEADLINE,
  });
  expect(zero).toMatchObject({ status: 2, stderr: expect.stringContaining('256 MB') });
});
