import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../cli/run';
import { inProcess } from './in-process';

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ name: public, namespace: edge, sectionName: web }]
  rules: [{ backendRefs: [{ name: cart, port: 80 }] }]
`;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-bad-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

async function crossing(args: readonly string[], input: string | Uint8Array = '') {
  const ended = await inProcess(folder, args, input);
  expect(ended.err).not.toMatch(/^\s+at /m);
  return ended;
}

/** What check says where it cannot do its job. */
async function trouble(...args: string[]): Promise<string> {
  const { code, out, err } = await crossing(['check', ...args]);
  expect([code, out]).toEqual([2, '']);
  return err;
}

describe('fails with exit code 2, and names the file, if', () => {
  test('it is not there', async () => {
    expect(await trouble('nowhere.yaml')).toBe('crossing: nowhere.yaml: no such file or directory\n');
  });

  test('a part of its path is a file', async () => {
    write('a.yaml', '');
    expect(await trouble('a.yaml/b.yaml')).toBe('crossing: a.yaml/b.yaml: no such file or directory\n');
  });

  test('its links lead nowhere, or in a circle', async () => {
    symlinkSync('nowhere', join(folder, 'dangling'));
    symlinkSync('circle', join(folder, 'circle'));
    expect(await trouble('dangling')).toBe('crossing: dangling: no such file or directory\n');
    expect(await trouble('circle')).toBe('crossing: circle: its symbolic links lead in a circle\n');
  });

  const asUser = process.getuid?.() === 0 ? test.skip : test;
  asUser('it may not be read', async () => {
    write('a/secret.yaml', ROUTE);
    chmodSync(join(folder, 'a/secret.yaml'), 0);
    expect(await trouble('a')).toBe('crossing: a/secret.yaml: permission denied\n');
    chmodSync(join(folder, 'a'), 0);
    expect(await trouble('a')).toBe('crossing: a: permission denied\n');
    chmodSync(join(folder, 'a'), 0o755);
  });

  test('it is larger than what is read of a file', async () => {
    const file = openSync(join(folder, 'huge.yaml'), 'w');
    ftruncateSync(file, 300 * 1024 * 1024);
    closeSync(file);
    expect(await trouble('huge.yaml')).toBe('crossing: huge.yaml: more than the 256 MB that one run reads; check fewer or smaller files\n');
  });

  test('it is no text', async () => {
    write('binary.yaml', Buffer.from([0x6b, 0x3a, 0xff, 0xfe, 0x00, 0x80]));
    expect(await trouble('binary.yaml')).toMatch(/^binary\.yaml:1:3: /);
  });

  test('it does not parse, with line and column', async () => {
    write('a.yaml', `${ROUTE}x: [\n`);
    expect(await trouble('a.yaml')).toMatch(/^a\.yaml:8:1: /);
  });
});

test('fails if standard input does not parse', async () => {
  const { code, err } = await crossing(['check', '-'], 'kind: "Namespace\n');
  expect([code, err]).toEqual([2, expect.stringMatching(/^stdin:2:1: /)]);
});

test.each([
  ['an unknown key', 'context: []\nignored: []\n', /^crossing\.yaml:2:1: unknown key ignored; expected one of clusters, /],
  [
    'an unknown rule',
    'ignore:\n  - rule: grant-unusd\n    subject: HTTPRoute a/b\n    reason: x\n',
    /^crossing\.yaml:2:5: unknown rule "grant-unusd", did you mean grant-unused\?/,
  ],
  [
    'a rule by a name that it had before',
    'ignore:\n  - rule: unsupported-value\n    subject: HTTPRoute a/b\n    reason: x\n',
    /^crossing\.yaml:2:5: unsupported-value is now unsupported-tls-mode\n/,
  ],
  ['no reason', 'ignore:\n  - rule: grant-unused\n    subject: HTTPRoute a/b\n', /^crossing\.yaml:2:5: ignore\[0\]\.reason is missing/],
  ['context that is not there', 'context: [platform]\n', /^crossing\.yaml:1:11: context names platform, which is not there/],
  ['no YAML', 'context: [\n', /^crossing\.yaml:2:1: /],
])('fails if crossing.yaml has %s', async (_, text, message) => {
  write('crossing.yaml', text);
  write('a.yaml', ROUTE);
  expect(await trouble('a.yaml')).toMatch(message);
});

test('fails if --without names no feature of the Gateway API, with the nearest', async () => {
  write('a.yaml', ROUTE);
  expect(await trouble('a.yaml', '--without', 'SupportTLSRouteModeTerminat')).toMatch(/did you mean TLSRouteModeTerminate\?$/m);
  expect(await trouble('a.yaml', '--without', 'httproute-request-mirror')).toMatch(/did you mean HTTPRouteRequestMirror\?$/m);
  expect(await trouble('a.yaml', '--without', 'telepathy')).toMatch(
    /^crossing: --without telepathy: unknown feature of the Gateway API; expected a feature of its conformance tests, such as BackendTLSPolicy$/m,
  );
});

describe('in a directory', () => {
  test('what does not parse is an error, and the rest is judged', async () => {
    write('a.yaml', `${ROUTE}x: [\n`);
    write('b.yaml', ROUTE);
    const { code, out } = await crossing(['check', '.']);
    expect([code, out]).toEqual([1, expect.stringContaining('a.yaml:8:1 error malformed')]);
    expect(out).toMatch(/, 1 route, .*1 error/);
  });

  test('wrong types are findings, and the rest is judged', async () => {
    write('a.yaml', 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: 5, namespace: [] }\nspec: none\n');
    write('b.yaml', ROUTE);
    const { code, out } = await crossing(['check', '.']);
    expect(code).toBe(1);
    expect(out).toContain('a.yaml:3:13 error malformed');
  });

  test('status says what it leaves out', async () => {
    write('a.yaml', `${ROUTE}x: [\n`);
    write('b.yaml', 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: 5 }\nspec: none\n');
    write('c.yaml', 'kind: HTTPRoute\nmetadata:\n  name: {{ .Values.name }}\n');
    write('d.yaml', ROUTE);
    const { code, out, err } = await crossing(['status', '.', '-o', 'json']);
    expect([code, JSON.parse(out).items.length]).toEqual([0, 1]);
    expect(err).toBe('not judged, or not in full: 1 unparsable document, 1 Go template, 1 malformed object; see "crossing check"\n');
    expect((await crossing(['status', 'd.yaml'])).err).toBe('');
  });

  test('what holds none of the kinds is not even parsed', async () => {
    write('tsconfig.json', '{ // a comment\n}');
    write('values.yaml', 'a: {{ .Values.a }}\n');
    write('data.json', Buffer.from([0xff, 0xfe, 0x80]));
    expect(await crossing(['check', '.'])).toEqual({ code: 0, out: 'no Gateway API objects: no findings\n', err: '' });
  });
});

test('UTF-16 is read, as PowerShell writes it', async () => {
  write('a.yaml', Buffer.from(`\uFEFF${ROUTE.replaceAll('\n', '\r\n')}`, 'utf16le'));
  const { out } = await crossing(['status', 'a.yaml']);
  expect(out).toContain('HTTPRoute shop/cart  Gateway edge/public  web');
});

test.each([
  [
    'a line of 10 MB',
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b' }, data: { a: 'x'.repeat(10_000_000) } }),
  ],
  ['50,000 levels', `kind: Namespace\na: ${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  [
    'aliases that expand without end',
    `kind: Namespace\na: &a [x, x]\n${Array.from({ length: 40 }, (_, index) => `b${index}: &b${index} [*${index === 0 ? 'a' : `b${index - 1}`}, *${index === 0 ? 'a' : `b${index - 1}`}]`).join('\n')}`,
  ],
])('%s are no reason to hang or to crash', async (_, text) => {
  const { code, err } = await crossing(['check', '-'], text);
  expect([0, 2]).toContain(code);
  if (code === 2) {
    expect(err).toMatch(/^stdin:\d+:\d+: /);
  }
});

test('what a terminal would obey is spelled out, in names of files too', async () => {
  write('\u001b[31mred.yaml', 'kind: "Namespace\n');
  expect(await trouble('\u001b[31mred.yaml')).toBe('\\u001b[31mred.yaml:2:1: unexpected end of the stream within a double quoted scalar\n');
});

test('a bug of the program says so, has an exit code of its own, and prints its stack for --debug', async () => {
  write('a.yaml', ROUTE);
  const broken = { cwd: folder, env: {}, terminal: false, colour: false, input: async () => Buffer.from('') };
  const ran = async (...args: string[]) => {
    const lines: string[] = [];
    const out = () => {
      throw new TypeError('cannot read properties of undefined');
    };
    const code = await run(args, { ...broken, out, err: (text) => lines.push(text) });
    return { code, err: lines.join('') };
  };
  const { code, err } = await ran('check', 'a.yaml');
  expect([code, err]).toEqual([
    3,
    expect.stringMatching(
      /^crossing: TypeError: cannot read properties of undefined\nthis is a bug in cdk8s-crossing \d\S+, not in your input; run the same command with --debug and report what it prints\n$/,
    ),
  ]);
  expect((await ran('--debug', 'check', 'a.yaml')).err).toMatch(/^TypeError: cannot read[^\n]*\n {4}at /);
});
