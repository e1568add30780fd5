import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { inProcess } from '../cli/in-process';
import { randomTree } from '../deliveries/random-trees';
import { PATH } from '../deliveries/tree';

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
  ['check', '.', '-o', 'github'],
  ['check', 'a.yaml', '--no-ignores'],
  ['check', '.', '--target', '1.3-standard', '--fail-on', 'note'],
  ['status', '.', '-o', 'json'],
  ['status', '.', '-o', 'yaml'],
  ['explain', 'HTTPRoute/b/a', '.'],
  ['explain', 'HTTPRoute/app/r', '.'],
);

interface Entry {
  readonly path: string;
  readonly what: string | { readonly link: string };
}

const pieces: fc.Arbitrary<readonly Entry[]> = fc
  .array(file, { maxLength: 6 })
  .map((files) => files.map(({ name, text, link }) => ({ path: name, what: link === null ? text.join('') : { link } })));

/** What happens to a file of a repository that was right. */
const change = fc.record({
  file: fc.nat(),
  at: fc.nat(),
  how: fc.oneof(
    { weight: 6, arbitrary: fc.record({ insert: piece, cut: fc.nat({ max: 40 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ word: fc.constantFrom('null', '[]', '{}', '-1', '1e999', '"##[x]"', '../..', '*', '"{{ .x }}"') }),
    },
    { weight: 1, arbitrary: fc.record({ link: fc.constantFrom('/dev/zero', '..', '.', 'kustomization.yaml', '/etc/passwd') }) },
    { weight: 1, arbitrary: fc.record({ path: name }) },
  ),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changed(entries: readonly Entry[], { file, at, how }: Change): readonly Entry[] {
  const index = file % entries.length;
  const entry = entries[index];
  if (entry === undefined || typeof entry.what !== 'string') {
    return entries;
  }
  const { path, what } = entry;
  const place = at % (what.length + 1);
  const after = (): Entry => {
    if ('insert' in how) {
      return { path, what: what.slice(0, place) + how.insert + what.slice(place + how.cut) };
    }
    if ('word' in how) {
      // The next value, be it of JSON or of YAML.
      return { path, what: what.slice(0, place) + what.slice(place).replace(/: *("[^"\n]*"|[^\s,{}[\]]+)/, () => `: ${how.word}`) };
    }
    return 'link' in how ? { path, what: { link: how.link } } : { path: how.path, what };
  };
  return entries.with(index, after());
}

const repositories: fc.Arbitrary<readonly Entry[]> = fc
  .tuple(randomTree, fc.array(change, { minLength: 1, maxLength: 8 }), fc.option(pieces, { freq: 3, nil: [] }))
  .map(([{ files }, changes, more]) => [
    ...changes.reduce(
      changed,
      Object.entries(files).map(([path, what]): Entry => ({ path, what })),
    ),
    ...more,
  ]);

/** Writes what fits in beside the rest. */
function write(tree: string, entries: readonly Entry[]): void {
  for (const { path, what } of entries) {
    const full = join(tree, path);
    try {
      mkdirSync(dirname(full), { recursive: true });
      rmSync(full, { force: true });
      typeof what === 'string' ? writeFileSync(full, what) : symlinkSync(what.link, full);
    } catch {
      // A file lies where this one needs a directory, or the other way round.
    }
  }
}

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-fuzz-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MILLISECONDS = 60_000;

test.each([
  ['pieces', pieces, 300],
  ['a repository that was right', repositories, 100],
] as const)(
  'no tree of %s makes the command hang, fail as a bug does, or print what does not parse',
  async (_, trees, numRuns) => {
    await fc.assert(
      fc.asyncProperty(trees, command, async (entries, args) => {
        const tree = mkdtempSync(join(folder, 't'));
        write(tree, entries);
        const { code, out, err } = await inProcess(tree, args, '', { PATH });
        rmSync(tree, { recursive: true, force: true });
        expect([code, err]).toEqual([expect.any(Number), expect.not.stringMatching(/^\s+at /m)]);
        expect(code).toBeLessThan(3);
        expect(out + err).not.toMatch(/root:x|##\[/);
        if (code !== 2 && /json|sarif/.test(args.at(-1) ?? '')) {
          JSON.parse(out);
        }
      }),
      // A busy machine tries fewer of them.
      { numRuns, interruptAfterTimeLimit: MILLISECONDS },
    );
  },
  3 * MILLISECONDS,
);
