import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { KINDS } from '../../../analyzer/model/kinds';
import { load } from '../../../analyzer/model/load';
import type { World } from '../../../analyzer/model/world/world';
import { worldOf } from './world';

const FIXTURES = ['dist/kong.k8s.yaml', 'dist/test-source.k8s.yaml', 'dist/test-destination.k8s.yaml', 'context/kong.yaml'].map((path) =>
  readFileSync(path, 'utf8'),
);

/** Looks at all that a finding may ask for. */
function look(world: World): void {
  for (const problem of world.problems) {
    if (problem.what === 'unparsable' || problem.what === 'misspelt') {
      expect(problem.line).toBeGreaterThan(0);
    } else if (problem.what === 'crds-denied') {
      expect(problem.denied.line).toBeGreaterThan(0);
    } else if (problem.what === 'delivery') {
      expect(problem.delivery.line).toBeGreaterThan(0);
    } else {
      expect(problem.manifest.locate('path' in problem ? problem.path : []).line).toBeGreaterThan(0);
    }
  }
  for (const kind of KINDS) {
    for (const manifest of world.all(kind)) {
      expect(manifest.locate(['spec', 'listeners', 0, 'name'])).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
      expect(manifest.written()).toBeInstanceOf(Object);
      expect(world.get(kind, manifest.namespace, manifest.name, manifest.group)).toBe(manifest);
    }
  }
}

test('no text makes reading throw', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '---\n',
      'kind: Gateway\n',
      'apiVersion: v1\n',
      '{',
      '[',
      '&a ',
      '*a',
      '<<: ',
      '!!binary ',
      '\u0000',
      '\t',
      '- ',
      ': ',
      '"',
      "'",
      '|\n',
      '? ',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.boolean(), (pieces, strict) =>
      look(load([{ path: 'a', text: pieces.join(''), strict }])),
    ),
  );
});

test('no change to a manifest makes reading throw', () => {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(12),
    put: fc.oneof(fc.string(), fc.constantFrom('\n', ': ', '- ', '[', '{')),
  });
  fc.assert(
    fc.property(fc.constantFrom(...FIXTURES), fc.array(change, { minLength: 1, maxLength: 4 }), (fixture, changes) => {
      let text = fixture;
      for (const { at, length, put } of changes) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + put + text.slice(start + length);
      }
      look(worldOf([text, fixture]));
    }),
  );
});

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const REFERENCE = { group: '', kind: 'Secret', namespace: 'ns', name: 'a' };
const FILTERS = [
  { type: 'RequestMirror', requestMirror: { backendRef: { name: 'a', port: 1 } } },
  { type: 'RequestRedirect', requestRedirect: { path: { type: 'ReplaceFullPath', replaceFullPath: '/' } } },
  { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'a', value: 'b' }], remove: ['c'] } },
];
const RULES = [
  {
    matches: [{ path: { value: '/' }, headers: [{ name: 'a', value: 'b' }] }],
    filters: FILTERS,
    backendRefs: [{ ...REFERENCE, filters: FILTERS }],
  },
];
const SELECTOR = { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] };
const LISTENERS = [
  {
    name: 'web',
    port: 80,
    protocol: 'HTTP',
    tls: { certificateRefs: [REFERENCE] },
    allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }], namespaces: { from: 'Selector', selector: SELECTOR } },
  },
];
const OBJECTS: readonly object[] = [
  {
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: { name: 'a', labels: { a: 'b' } },
    spec: { parentRefs: [{ name: 'g', port: 1 }], hostnames: ['a.b'], rules: RULES },
  },
  {
    apiVersion: GATEWAY_API,
    kind: 'Gateway',
    metadata: { name: 'g', annotations: { 'cert-manager.io/issuer': 'x' } },
    spec: {
      gatewayClassName: 'c',
      listeners: LISTENERS,
      tls: { frontend: { perPort: [{ port: 1, tls: { validation: { caCertificateRefs: [REFERENCE] } } }] } },
    },
  },
  { apiVersion: GATEWAY_API, kind: 'Gateway', metadata: { name: 'g' }, spec: { listeners: LISTENERS } },
  {
    apiVersion: GATEWAY_API,
    kind: 'ReferenceGrant',
    metadata: { name: 'a' },
    spec: { from: [{ group: '', kind: 'a', namespace: 'b' }], to: [{ group: '', kind: 'b' }] },
  },
  {
    apiVersion: GATEWAY_API,
    kind: 'BackendTLSPolicy',
    metadata: { name: 'a' },
    spec: { targetRefs: [REFERENCE], validation: { caCertificateRefs: [REFERENCE], hostname: 'a' } },
  },
  {
    apiVersion: 'v1',
    kind: 'List',
    items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 80, name: 'a' }] } }],
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'b' }, type: 'Opaque', data: { a: 'b' } },
  { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata: { name: 'a', namespace: 'b' }, spec: { secretName: 'x' } },
];

/** A copy in which one value, at any depth, is another one. */
function replaced(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) {
    return by;
  }
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) {
    return by;
  }
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  (copy as Record<string, unknown>)[key] = replaced((value as Record<string, unknown>)[key], rest, by);
  return copy;
}

const OBJECT_WITH_ANYTHING = fc
  .tuple(fc.constantFrom(...OBJECTS), fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }), fc.jsonValue())
  .map(([object, steps, by]) => replaced(object, steps, by));

test('no value in any field makes reading throw, and what is read has the types that it should', () => {
  fc.assert(
    fc.property(fc.array(OBJECT_WITH_ANYTHING, { minLength: 1, maxLength: 3 }), (objects) => {
      const world = worldOf(objects.map((object) => JSON.stringify(object)));
      look(world);
      for (const { object } of world.all('Gateway')) {
        for (const listener of object.spec.listeners ?? []) {
          expect(typeof listener.name).toBe('string');
        }
      }
      for (const { object } of world.all('HTTPRoute')) {
        for (const { backendRefs = [], filters = [] } of object.spec.rules ?? []) {
          for (const { name, weight, kind } of backendRefs) {
            expect([typeof name, typeof weight, typeof kind]).toEqual(['string', 'number', 'string']);
          }
          for (const { requestRedirect } of filters) {
            expect(typeof (requestRedirect?.statusCode ?? 0)).toBe('number');
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('JSON and the YAML of it are one and the same', () => {
  const views = (text: string) => {
    const world = worldOf(text);
    return [KINDS.map((kind) => world.all(kind).map(({ object }) => object)), world.problems.map(({ what }) => what), world.census.objects];
  };
  fc.assert(
    fc.property(OBJECT_WITH_ANYTHING, (object) =>
      expect(views(stringify(object, { version: '1.1' }))).toEqual(views(JSON.stringify(object))),
    ),
  );
});

test('names that JavaScript knows are names like others', () => {
  const labels = '{"__proto__": {"polluted": "yes"}, "constructor": "a", "toString": "b"}';
  const world = worldOf([
    `{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "__proto__", "labels": ${labels}}}`,
    '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "constructor", "namespace": "__proto__"}, "__proto__": {"polluted": "yes"}}',
    '{"apiVersion": "gateway.networking.k8s.io/v1", "kind": "__proto__", "metadata": {"name": "x"}}',
  ]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(world.get('Service', '__proto__', 'constructor')?.name).toBe('constructor');
  expect(world.get('Service', '__proto__', 'toString')).toBeUndefined();
  expect(world.get('Service', 'constructor', 'constructor')).toBeUndefined();
  expect(Object.entries(world.labels('__proto__').labels)).toEqual([
    ['constructor', 'a'],
    ['toString', 'b'],
    ['kubernetes.io/metadata.name', '__proto__'],
  ]);
  expect('valueOf' in world.labels('__proto__').labels).toBe(false);
  expect(world.closed('Service', '__proto__')).toBe(true);
});

const HEAD = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n';
const BOMB = `a0: &a0 [${'x,'.repeat(9)}x]\n${Array.from({ length: 20 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(10)}]\n`).join('')}`;

test.each([
  ['aliases that expand without end', `${HEAD}${BOMB}`, /aliases expand to more/],
  ['an anchor within itself', `${HEAD}spec: &a {ports: [*a]}\n`, /an anchor contains itself|unidentified alias/],
  ['50,000 levels of lists', `${HEAD}spec: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`, /nested deeper than can be read/],
  ['50,000 levels of maps', `${HEAD}spec: ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}\n`, /nested deeper than can be read/],
])('fails if a document holds %s', (_, text, message) => {
  const world = worldOf(text);
  expect(world.problems).toEqual([expect.objectContaining({ what: 'unparsable', message: expect.stringMatching(message) })]);
});

test.each([
  ['one string', `${HEAD}spec: {externalName: "${'x'.repeat(10_000_000)}"}`],
  ['one plain scalar', `${HEAD}spec: {externalName: ${'x'.repeat(10_000_000)}}`],
  ['one number', `${HEAD}spec: {externalName: ${'1'.repeat(10_000_000)}}`],
  ['one comment', `${HEAD}# ${'{{ kind: '.repeat(1_000_000)}`],
  ['one list', `${HEAD}spec: {ports: [${'{port: 80},'.repeat(100_000)}]}`],
  ['no end', `${HEAD}spec: "${'}'.repeat(10_000_000)}`],
  ['blanks', `${HEAD}spec: ${' '.repeat(10_000_000)}{}`],
  ['separators', `${HEAD}${'---\n'.repeat(500_000)}`],
  ['closing braces', `{${'}\n\n'.repeat(1_000_000)}`],
])(
  'a line of ten megabytes is read in seconds: %s',
  (_, text) => {
    const before = Date.now();
    look(worldOf(text));
    expect(Date.now() - before).toBeLessThan(15_000);
  },
  30_000,
);
