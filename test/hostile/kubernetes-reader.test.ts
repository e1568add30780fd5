import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from '../../analyzer/model/load';
import { deliveredInputs } from '../../cli/engines/delivered-inputs';

/** Kubernetes' own reader: scripts/go-yaml, built by .ci/run. */
const assets = process.env.CROSSING_ASSETS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'crossing-cluster');
const READER = join(assets, 'bin/go-yaml');
const MEGABYTE = 1024 * 1024;
const TEXTS = 4000;

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

function askKubernetes(texts: readonly string[]): Identity[][] {
  const { status, stdout, stderr } = spawnSync(READER, ['-'], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 256 * MEGABYTE,
  });
  if (status !== 0) {
    throw new Error(`go-yaml ended with ${status}: ${stderr}`);
  }
  return JSON.parse(stdout);
}

const choice = fc.constantFrom;
/** Pieces put together. */
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));
const mostly = (usual: fc.Arbitrary<string>, ...unusual: fc.Arbitrary<string>[]) =>
  fc.oneof({ weight: 9, arbitrary: usual }, ...unusual.map((arbitrary) => ({ weight: 1, arbitrary })));

const letters = (word: string) =>
  fc.array(choice('', '', '', '', '', '', 'x', 'u', 'U', 'fold', 'crlf'), { minLength: word.length, maxLength: word.length }).map((how) => {
    const hex = (at: number, length: number) => (word.codePointAt(at) ?? 0).toString(16).padStart(length, '0');
    return [...word]
      .map((letter, at) => {
        const spelt: Record<string, string> = {
          x: `\\x${hex(at, 2)}`,
          u: `\\u${hex(at, 4)}`,
          U: `\\U${hex(at, 8)}`,
          fold: `\\\n   ${letter}`,
          crlf: `\\\r\n   ${letter}`,
        };
        return spelt[how[at] ?? ''] ?? letter;
      })
      .join('');
  });

const properties = mostly(
  choice(''),
  choice('!!str ', '!<tag:yaml.org,2002:str> ', '! ', '!x ', '!y!str ', '!y!s%74r ', '&a ', '&b !!str ', '!!str &c ', '!!str\n  '),
);
const base64 = (word: string) => choice(...['!!binary ', '!<tag:yaml.org,2002:binary> ', '!y!binary '].map((tag) => tag + btoa(word)));
const inFlow = (word: string) =>
  fc.oneof(
    { weight: 9, arbitrary: joined(properties, choice(word, `"${word}"`, `'${word}'`)) },
    {
      weight: 1,
      arbitrary: joined(
        properties,
        letters(word).map((text) => `"${text}"`),
      ),
    },
    { weight: 1, arbitrary: base64(word) },
    { weight: 1, arbitrary: choice(`*${word}`, `*${word} `) },
  );
const block = (word: string) => choice(...['|', '>', '|-', '>-', '|+', '>2', '|2-', '>- # c'].map((head) => `${head}\n  ${word}`));
const colon = mostly(choice(': '), choice(' : ', ':\t', ':  ', ':\n  ', ': # c\n  ', '\n: ', ' # c\n: ', ':\r\n  ', ':\u0085  ', ':'));
const entry = (key: string, value: fc.Arbitrary<string>) =>
  joined(mostly(choice(''), choice('? ', '?\n  ', '? # c\n  ', '?\t')), inFlow(key), colon, value);
const scalar = (word: string) => fc.oneof({ weight: 5, arbitrary: inFlow(word) }, { weight: 1, arbitrary: block(word) });

const KIND = choice('HTTPRoute', 'HTTPRoute', 'Gateway', 'ReferenceGrant', 'GRPCRoute', 'Namespace', 'HTTPRouteList', 'List', 'ConfigMap');
const VERSION = choice('gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1', 'gateway.networking.k8s.io/v1beta1', 'v1');
const METADATA = mostly(
  choice('metadata: { name: NAME, namespace: shop }'),
  choice(
    'metadata:\n  name: NAME\n  namespace: shop',
    '"metadata": {"name": "NAME"}',
    'metadata: { <<: { name: NAME } }',
    'metadata: *m',
    '<<: *all',
  ),
);
const DECOY = mostly(
  choice('x: 1', 'y: [a]'),
  choice(
    '# c',
    'items: []',
    'items: [{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: NAME-in, namespace: shop } }]',
    'items: [{ metadata: { name: NAME-in } }, { kind: Gateway, metadata: { name: NAME-in } }]',
    'items: null',
    'x: &kind kind',
    'x: [&kind kind, &HTTPRoute HTTPRoute, &Gateway Gateway, &apiVersion apiVersion]',
    'x: &all { kind: HTTPRoute, apiVersion: gateway.networking.k8s.io/v1, metadata: { name: NAME } }',
    'x: &m { name: NAME, namespace: shop }',
    '<<: *all',
    '<<: [*all, *m]',
    '"<<": *all',
    '!!merge <<: *all',
    'kind: null',
    'Kind: Pod',
    'x: {{ y }}',
    'x: "{{ y }}"',
    'x: $' + '{y}',
    'x: |\n  kind: Pod\n\n  ---\n',
    '{}',
    '[]',
  ),
);
const LINE = mostly(choice('\n'), choice('\r\n', '\n\n', '\n# c\n', ' # c\n', '\r', '\u0085', '\u2028', '\n\t\n', '\n  '));
const FLOW = mostly(choice(', '), choice(',', ',\n', ' , ', ', # c\n', ',\t'));

/** What aliases stand for. */
const ANCHORS =
  '_: [&kind kind, &apiVersion apiVersion, &HTTPRoute HTTPRoute, &Gateway Gateway, &gateway.networking.k8s.io/v1 gateway.networking.k8s.io/v1, &m { name: NAME }, &all { kind: HTTPRoute, apiVersion: gateway.networking.k8s.io/v1, metadata: { name: NAME } }]';
const ANCHORED = /\*[a-zA-Z]/;

const fields = fc
  .tuple(
    fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 4 }),
    KIND.chain((kind) => entry('kind', scalar(kind))),
    VERSION.chain((version) => entry('apiVersion', scalar(version))),
    METADATA,
    DECOY,
    DECOY,
  )
  .map(([order, ...texts]) => {
    const chosen = order.map((at) => texts[at] ?? '');
    return ANCHORED.test(chosen.join()) ? [ANCHORS, ...chosen] : chosen;
  });

const inBlock = fc.tuple(fields, LINE).map(([texts, line]) => texts.join(line));
const braces = fc.tuple(fields, FLOW).map(([texts, comma]) => `{ ${texts.join(comma)} }`);
const json = fc
  .tuple(KIND, VERSION, choice(',', ',\n', ', "items": [],', ',"kind":"Pod",'))
  .map(([kind, version, comma]) => `{"kind":"${kind}"${comma}"apiVersion":"${version}","metadata":{"name":"NAME","namespace":"shop"}}`);
const document = fc.oneof({ weight: 4, arbitrary: inBlock }, { weight: 2, arbitrary: braces }, { weight: 1, arbitrary: json });

const SEPARATOR = mostly(
  choice('\n---\n'),
  choice(
    '\n--- # c\n',
    '\n---\t\n',
    '\n--- ',
    '\n---\r\n',
    '\n...\n---\n',
    '\n...\n',
    '\n',
    '\n--- !!map\n',
    '\n--- &a\n',
    '\n --- \n',
    '---',
    '',
  ),
);
const HEAD = mostly(
  choice(''),
  choice(
    '\uFEFF',
    '---\n',
    '--- ',
    '\n\n',
    '# c\n',
    '%YAML 1.1\n---\n',
    '%TAG !y! tag:yaml.org,2002:\n---\n',
    '---\n---\n',
    ' ',
    '\t',
    '!!map\n',
    '&r\n',
  ),
);
const tagged = (text: string) => (text.includes('!y!') && !text.includes('%TAG') ? `%TAG !y! tag:yaml.org,2002:\n---\n${text}` : text);
const whole = fc
  .tuple(HEAD, fc.array(fc.tuple(document, SEPARATOR), { minLength: 1, maxLength: 3 }))
  .map(([head, parts]) => tagged(head + parts.map(([text, separator]) => text + separator).join('')));

/** One sign more, less or another, in some of them. */
const SIGNS = [
  '\n',
  ' ',
  '\t',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ':',
  '?',
  '-',
  '#',
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '@',
  '\\',
  '\0',
  '\uFEFF',
  ',',
];
const changed = fc.tuple(whole, fc.option(fc.tuple(fc.nat(), choice(...SIGNS, ''), fc.nat(1)), { freq: 1 })).map(([text, change]) => {
  if (change === null) {
    return text;
  }
  const [at, sign, cut] = change;
  const place = at % (text.length + 1);
  return text.slice(0, place) + sign + text.slice(place + cut);
});

const OURS = ['HTTPRoute', 'Gateway', 'GRPCRoute', 'ReferenceGrant'].flatMap((kind) => [
  `gateway.networking.k8s.io/v1 ${kind}`,
  ...(kind === 'GRPCRoute' ? [] : [`gateway.networking.k8s.io/v1beta1 ${kind}`]),
]);
const isOurs = ({ apiVersion, kind }: Identity) => [...OURS, 'v1 Namespace'].includes(`${apiVersion} ${kind}`);

/** Of each text: what the check sees in a directory of them. */
async function check(folder: string, texts: readonly string[]): Promise<(object: Identity, index: number) => boolean> {
  for (const [index, text] of texts.entries()) {
    writeFileSync(join(folder, `f${index}.yaml`), text);
  }
  const io = { cwd: folder, env: {}, terminal: false, colour: false, out: () => {}, err: () => {}, input: async () => Buffer.of() };
  const { inputs } = await deliveredInputs(['.'], {}, io, () => {});
  const sources = new Map(inputs.flatMap((input) => input.sources).map((source) => [source.path, source]));
  return ({ kind, namespace, name }, index) => {
    const source = sources.get(`f${index}.yaml`);
    const world = load(source === undefined ? [] : [source]);
    const seen = world
      .all(kind as 'HTTPRoute')
      .some((object) => object.name === name && (kind === 'Namespace' || object.namespace === (namespace || 'default')));
    return seen || world.problems.some((problem) => problem.what === 'malformed' || (problem.what === 'unparsable' && !problem.template));
  };
}

const there = existsSync(READER);
if (!there) {
  console.error(`the comparison with Kubernetes' reader is skipped: ${READER} is not there; .ci/run builds it`);
}

(there ? test : test.skip)('what Kubernetes reads as an object of a kind that is judged, the check sees or refuses', async () => {
  const texts = fc
    .sample(changed, { numRuns: TEXTS, seed: Number(process.env.SEED ?? 1) })
    .map((text, index) => text.replaceAll('NAME', `n${index}`));
  const answers = askKubernetes(texts);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-reader-')));
  try {
    const sees = await check(folder, texts);
    const ours = answers.map((objects) => objects.filter(isOurs));
    const missed = ours.flatMap((objects, index) =>
      objects.filter((object) => !sees(object, index)).map((object) => ({ object, text: texts[index] })),
    );
    expect(ours.filter((objects) => objects.length > 0).length).toBeGreaterThan(TEXTS / 10);
    expect(missed.slice(0, 5)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
