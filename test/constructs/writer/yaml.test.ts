import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { toYaml } from '../../../constructs/writer/yaml';
import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import recorded from '../../analyzer/go-yaml-scalars.json';
import { anyMap } from './any-json';

const scalars = recorded.scalars as [string, unknown][];

/** Read as Kubernetes does; this reader is held to its decoder by a table of its own. */
function asKubernetes(text: string): unknown {
  const values = [...pieces(text)].map((piece) => {
    const parsed = 'line' in piece ? piece : parse(piece.text.slice(piece.start, piece.end));
    return 'value' in parsed ? parsed.value : parsed;
  });
  return values.length === 1 ? values[0] : values;
}

/** Read by another hand, with all that YAML 1.1 has: dates, base 60, merge keys. */
const asYaml11 = (text: string): unknown => parseYaml(text, { version: '1.1', merge: true, maxAliasCount: 0 });

function expectReadBack(object: object): void {
  const text = toYaml(object);
  expect(asKubernetes(text)).toEqual(object);
  expect(asYaml11(text)).toEqual(object);
}

test('is laid out for people to read', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', annotations: {}, labels: { 'app.kubernetes.io/name': 'a' } },
    list: [{ name: 'x', ports: [1, 2] }, [], 'v', ['w', { x: true }]],
    text: 'first\n  second\n\nlast\n',
    left: undefined,
    none: null,
  };
  expect(toYaml(object)).toBe(`apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations: {}
  labels:
    app.kubernetes.io/name: a
list:
  - name: x
    ports:
      - 1
      - 2
  - []
  - v
  - - w
    - x: true
text: |
  first
    second

  last
none: null
`);
});

test.each([
  ['plain', 'plain'],
  ['kong/go-echo:0.3.0', 'kong/go-echo:0.3.0'],
  ['https://example.com/a', 'https://example.com/a'],
  ['a:', '"a:"'],
  ['a: 1', '"a: 1"'],
  ['12:30:45', '"12:30:45"'],
  ['two words', 'two words'],
  ['Prune=false,Delete=false', 'Prune=false,Delete=false'],
  ['on', '"on"'],
  ['yes', '"yes"'],
  ['0777', '"0777"'],
  ['1e3', '"1e3"'],
  ['~', '"~"'],
  ['2001-01-01', '"2001-01-01"'],
  ['1:20', '"1:20"'],
  ['=', '"="'],
  ['<<', '"<<"'],
  ['', '""'],
  ['a ', '"a "'],
  ['a: b', '"a: b"'],
  ['a #b', '"a #b"'],
  ['- a', '"- a"'],
  ['*', '"*"'],
  ['*.example.com', '"*.example.com"'],
  ['é', '"é"'],
  ['\u0085', '"\\u0085"'],
  ['\u2028', '"\\u2028"'],
  ['\ufeff', '"\\ufeff"'],
  ['🚀', '"🚀"'],
  ['a\tb', '"a\\tb"'],
  ['a\r\nb', '"a\\r\\nb"'],
  ['\n', '"\\n"'],
  ['a\nb', '|-\n  a\n  b'],
  ['a\n', '|\n  a'],
  ['a\n\n', '|+\n  a\n'],
])('the text %j is written as %j', (value, written) => {
  expect(toYaml({ v: value })).toBe(`v: ${written}\n`);
  expectReadBack({ v: value, [value]: 'as a key', l: [value, { [value]: value }], last: value });
});

test.each(scalars.filter(([text, value]) => typeof value !== 'string' && !text.includes('\n')))(
  'the text %j, which Kubernetes takes for %j, is quoted',
  (text) => {
    expect(toYaml({ v: text })).toBe(`v: ${JSON.stringify(text)}\n`);
    expect(toYaml({ [text]: 1 })).toBe(`${JSON.stringify(text)}: 1\n`);
  },
);

test.each([0, -1, 1.5, 1e21, 1e-7, 5e-324, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, 18446744073709552000])(
  'the number %d is read back',
  (v) => {
    expectReadBack({ v, l: [v] });
  },
);

test('keys of any length are read back', () => {
  for (const length of [999, 1000, 1024, 1025, 5000]) {
    const key = 'k'.repeat(length);
    expectReadBack({ [key]: { [key]: [{ [key]: 'v' }] }, after: key });
    expectReadBack({ [`${key}:`]: 'a\nb\n', after: 1 });
  }
});

test('names that JavaScript has a use for are read back', () => {
  expectReadBack(JSON.parse('{"__proto__": {"a": 1}, "constructor": "b", "toString": [{"__proto__": "c"}], "hasOwnProperty": {}}'));
});

test('whatever JSON can hold is read back equal by two readers', () => {
  fc.assert(fc.property(anyMap, expectReadBack), { numRuns: 3000 });
});

test('objects that are joined by --- are read back one by one', () => {
  fc.assert(
    fc.property(fc.array(anyMap, { minLength: 2, maxLength: 4 }), (objects) => {
      expect(asKubernetes(objects.map(toYaml).join('---\n'))).toEqual(objects);
    }),
  );
});

test.each([
  ['NaN', Number.NaN, 'NaN is not a value of JSON'],
  ['infinite', Number.POSITIVE_INFINITY, 'Infinity is not a value of JSON'],
  ['a function', () => {}, 'a function is not a value of JSON'],
  ['a bigint', 1n, 'a bigint is not a value of JSON'],
  ['half of a character', 'a\ud800', 'holds half of a character (a lone surrogate), which YAML cannot hold'],
  ['half of a character in lines', 'a\n\udc00\n', 'holds half of a character'],
])('fails if a value is %s', (_, v, message) => {
  expect(() => toYaml({ spec: [{ v }] })).toThrow(message);
});
