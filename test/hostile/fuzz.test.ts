import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { run } from '../../cli/run';

const name = fc.constantFrom(
  'a.yaml',
  'b.yml',
  'c.json',
  'd/e.yaml',
  'd/kustomization.yaml',
  'crossing.yaml',
  'd/crossing.yaml',
  '.gitignore',
  'd/.gitignore',
  '.git/index',
  '::x::.yaml',
);
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    'kind: HTTPRoute\n',
    'kind: Gateway\n',
    'apiVersion: gateway.networking.k8s.io/v1\n',
    'metadata: { name: a, namespace: b }\n',
    'spec: { parentRefs: [{ name: g }], rules: [{ backendRefs: [{ name: s, namespace: c, port: 80 }] }] }\n',
    'spec: { listeners: [{ name: l, port: 80, protocol: HTTP }] }\n',
    'open: [b]\n',
    'ignore: [{ rule: malformed, subject: x, reason: y }]\n',
    'resources: [../a.yaml, a.yaml, /etc/passwd]\n',
    'namespace: x\n',
    '# crossing-ignore: malformed why\n',
    '---\n',
    '&a ',
    '*a : ',
    '<<: *a\n',
    '{{',
    '? ',
    '[',
    '{',
    '"',
    '$' + '{X}',
    '*\n',
    '!*.yaml\n',
  ),
);
const file = fc.record({
  name,
  text: fc.array(piece, { maxLength: 12 }),
  link: fc.option(fc.constantFrom('a.yaml', '/dev/zero', '..', 'nowhere'), { freq: 6 }),
});
const command = fc.constantFrom(
  ['check', '.', '-o', 'json'],
  ['check', '.', '-o', 'sarif'],
  ['check', '.', '-o', 'markdown'],
  ['check', 'a.yaml', '--no-ignores'],
  ['status', '.', '-o', 'json'],
  ['explain', 'HTTPRoute/b/a', '.'],
);

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-fuzz-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('no tree makes the command hang, fail as a bug does, or print what does not parse', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 6 }), command, async (files, args) => {
      const tree = mkdtempSync(join(folder, 't'));
      for (const { name, text, link } of files) {
        const path = join(tree, name);
        mkdirSync(dirname(path), { recursive: true });
        rmSync(path, { force: true });
        if (link === null) {
          writeFileSync(path, text.join(''));
        } else {
          symlinkSync(link, path);
        }
      }
      const printed = { out: '', err: '' };
      const out = (text: string) => {
        printed.out += text;
      };
      const err = (text: string) => {
        printed.err += text;
      };
      const code = await run(args, { cwd: tree, env: {}, terminal: false, colour: false, out, err, input: async () => Buffer.of() });
      rmSync(tree, { recursive: true, force: true });
      expect([code, printed.err]).toEqual([expect.any(Number), expect.not.stringMatching(/^\s+at /m)]);
      expect(code).toBeLessThan(3);
      if (code !== 2 && /json|sarif/.test(args.at(-1) ?? '')) {
        JSON.parse(printed.out);
      }
    }),
    { numRuns: 300 },
  );
});
