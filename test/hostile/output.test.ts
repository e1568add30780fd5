import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkSarif } from '../../analyzer/render/check-sarif';
import type { Finding } from '../../analyzer/report/finding';
import { run } from '../../cli/run';

/** What means something to a terminal, a runner or a reader's eye. */
const HOSTILE: Readonly<Record<string, string>> = {
  'a command of GitHub': '::error file=x::pwned',
  'a command behind blanks': '  ::set-output name=x::pwned',
  'a command of Azure': '##[error]pwned',
  'a command behind signs': '###[stop-commands]pwned',
  'a line that is a command': 'x\n::add-mask::pwned',
  'a carriage return': 'x\r::warning::pwned',
  'an escape': '\u001b[2J\u001b]0;pwned\u0007',
  C1: '\u009b31mpwned\u0085',
  'bidi controls': '\u202epwned\u2066\u061c\u200f',
  'tag characters': `x${String.fromCodePoint(0xe0041, 0xe0042, 0xe007f)}`,
  'variation selectors': `x${String.fromCodePoint(0xfe00, 0xfe0f, 0xe0100, 0xe01ef)}`,
  'letters without a shape': 'x\u00ad\u034f\u115f\u17b4\u180e\u2800\u3164\uffa0\ufff9',
  'a line separator': 'x\u2028::debug::pwned\u2029',
};

/** Where a stranger may put it. */
const PLACES: Readonly<Record<string, (text: string) => Readonly<Record<string, string>>>> = {
  'a file name': (text) => ({ [`${text.replace(/[/\n]/g, '_')}.yaml`]: route({}) }),
  'the name of an object': (text) => ({ 'a.yaml': route({ name: text }) }),
  'a namespace': (text) => ({ 'a.yaml': route({ namespace: text }) }),
  'what is referred to': (text) => ({ 'a.yaml': route({ gateway: text, backend: text }) }),
  'a section name': (text) => ({ 'a.yaml': route({ section: text }) }),
  'the name of a field': (text) => ({ 'a.yaml': route({ field: text }) }),
  'a value of another type': (text) => ({ 'a.yaml': `${route({})}---\n${service({ port: JSON.stringify(text) })}` }),
  'the reason of an ignore': (text) => ({
    'a.yaml': `# crossing-ignore: backend-not-found a ${text.replace(/[\n\r\u0085\u2028\u2029]/g, ' ')}\n${route({})}`,
  }),
  'a document that does not parse': (text) => ({ 'a.yaml': `kind: HTTPRoute\nx: "${text}\n` }),
};

const FORMATS: readonly (readonly string[])[] = [
  ...['text', 'json', 'sarif', 'markdown', 'github'].map((format) => ['check', '.', '-o', format]),
  ...['table', 'json', 'yaml'].map((format) => ['status', '.', '-o', format]),
];

function route({ name = 'cart', namespace = 'shop', gateway = 'public', section = 'web', backend = 'cart', field = 'x' }): string {
  return JSON.stringify({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace },
    spec: {
      parentRefs: [{ name: gateway, namespace: 'shop', sectionName: section }],
      rules: [{ backendRefs: [{ name: backend, port: 80 }], [field]: 1 }],
    },
  })
    .concat('\n---\n')
    .concat(JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }), '\n');
}

const service = ({ port = '80' }) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { ports: [{ port: ${port} }] }\n`;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-output-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function print(args: readonly string[]) {
  const printed = { out: '', err: '' };
  const out = (text: string) => {
    printed.out += text;
  };
  const err = (text: string) => {
    printed.err += text;
  };
  const code = await run(args, { cwd: folder, env: {}, terminal: false, colour: false, out, err, input: async () => Buffer.of() });
  return { code, ...printed };
}

const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u;
const OUR_COMMAND = /^::(?:error|warning|notice) file=[^:]*,line=\d+,col=\d+,title=[a-z-]+::/;

function expectHarmless(text: string, ours: boolean): void {
  expect(text).not.toMatch(INVISIBLE);
  expect(text).not.toContain('##[');
  const commands = text.split('\n').filter((line) => /^\s*::/.test(line));
  expect(commands.filter((line) => !(ours && OUR_COMMAND.test(line)))).toEqual([]);
}

const tries = Object.keys(PLACES).flatMap((place) => Object.keys(HOSTILE).map((what) => [what, place] as const));

test.each(tries)('%s in %s is harmless in every format', async (what, place) => {
  for (const [file, text] of Object.entries(PLACES[place]?.(HOSTILE[what] ?? '') ?? {})) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  for (const args of FORMATS) {
    const { code, out, err } = await print(args);
    expect([0, 1, 2]).toContain(code);
    expectHarmless(out, args.at(-1) === 'github');
    expectHarmless(err, false);
    if (code !== 2 && ['json', 'sarif'].includes(args.at(-1) ?? '')) {
      JSON.parse(out);
    }
  }
});

test('a long name empties no comment: what has no room is left out, and the rest is shown', async () => {
  writeFileSync(join(folder, 'a.yaml'), route({ field: 'x'.repeat(61_000) }));
  writeFileSync(join(folder, 'b.yaml'), route({ name: 'other' }));
  const { out } = await print(['check', '.', '-o', 'markdown']);
  expect(out.length).toBeLessThan(65_536);
  expect(out).toContain('b.yaml:1:');
  expect(out).toContain('xxx…');
});

test('SARIF has no more results than code scanning takes, says how many are left out, and keeps errors', () => {
  const finding = (index: number): Finding => ({
    rule: 'version-not-served',
    severity: index % 2 === 0 ? 'note' : 'error',
    subject: { apiVersion: 'v1', kind: 'Service', namespace: 'a', name: `s${index}` },
    path: '',
    file: 'a.yaml',
    line: index + 1,
    column: 1,
    params: {} as never,
    message: 'a',
    seen: [],
  });
  const findings = Array.from({ length: 30_000 }, (_, index) => finding(index));
  const [{ results, invocations }] = JSON.parse(checkSarif({ findings, summary: {} as never }, '1.0.0')).runs;
  expect(results.length).toBe(25_000);
  expect(results.filter(({ level }: { level: string }) => level === 'error').length).toBe(15_000);
  expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^5000 more results are left out/);
});
