import fc from 'fast-check';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { Path } from '../../../analyzer/model/path';
import { readPositions } from '../../../yaml/node-positions';
import { parse } from '../../../yaml/parse';
import { worldOf } from './world';

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: a # a comment: with a colon
  namespace: ns
spec:
  # parents
  parentRefs:

  - name: g
    port: 80
  -   # late
    name: h
  hostnames: [a.example.com,
    "b.example.com"]
  rules:
    - backendRefs:
        - {name: s, port: 1}
        - { name: t,
            port: 2 }
      matches:
      - path: {value: /x}
`;

const PLACES: [Path, number, number][] = [
  [['metadata'], 3, 1],
  [['metadata', 'name'], 4, 3],
  [['spec', 'parentRefs'], 8, 3],
  [['spec', 'parentRefs', 0], 10, 5],
  [['spec', 'parentRefs', 0, 'name'], 10, 5],
  [['spec', 'parentRefs', 0, 'port'], 11, 5],
  [['spec', 'parentRefs', 1, 'name'], 13, 5],
  [['spec', 'hostnames', 0], 14, 15],
  [['spec', 'hostnames', 1], 15, 5],
  [['spec', 'rules', 0, 'backendRefs', 0, 'port'], 18, 21],
  [['spec', 'rules', 0, 'backendRefs', 1, 'port'], 20, 13],
  [['spec', 'rules', 0, 'matches', 0, 'path', 'value'], 22, 16],
  [['spec', 'rules', 0, 'matches', 0, 'path', 'type'], 22, 9],
  [['spec', 'rules', 5, 'matches'], 16, 3],
  [['status'], 1, 1],
];

test.each([
  ['as it is', ROUTE, 0],
  ['after other documents', `# a\n---\nkind: Other\n--- # b\n${ROUTE}`, 4],
  ['with carriage returns', ROUTE.replaceAll('\n', '\r\n'), 0],
  ['with a byte order mark', `\uFEFF${ROUTE}`, 0],
  ['after a separator and comments', `# licence\n\n---\n\n# more\n${ROUTE}`, 5],
])('every node is found, %s', (_, text, shift) => {
  const [route] = worldOf(text).all('HTTPRoute');
  expect(PLACES.map(([path]) => [path, route?.locate(path)])).toEqual(
    PLACES.map(([path, line, column]) => [path, { file: '0.yaml', line: line + shift, column }]),
  );
});

test('nodes of objects in Lists are found', () => {
  const world = worldOf(`kind: List
apiVersion: v1
items:
- apiVersion: v1
  kind: Service
  metadata: {name: s}
- apiVersion: v1
  kind: Service
  metadata:
    name: t
  spec:
    ports:
    - port: 80
`);
  expect(world.get('Service', 'default', 't')?.locate(['spec', 'ports', 0, 'port'])).toEqual({ file: '0.yaml', line: 13, column: 7 });
  expect(world.get('Service', 'default', 't')?.locate([])).toEqual({ file: '0.yaml', line: 7, column: 3 });
  expect(world.get('Service', 'default', 's')?.locate(['metadata', 'name'])).toEqual({ file: '0.yaml', line: 6, column: 14 });
});

test('nodes of JSON are found, also where objects follow each other', () => {
  const world = worldOf(`{"apiVersion": "v1", "kind": "Service",
  "metadata": {"name": "s"}}
  {"apiVersion": "v1", "kind": "Service",
 "metadata": {"name": "t"}, "spec": {
\t"ports": [{"port": 80}]}}`);
  expect(world.get('Service', 'default', 's')?.locate(['metadata', 'name'])).toEqual({ file: '0.yaml', line: 2, column: 16 });
  expect(world.get('Service', 'default', 't')?.locate(['apiVersion'])).toEqual({ file: '0.yaml', line: 3, column: 4 });
  expect(world.get('Service', 'default', 't')?.locate(['spec', 'ports', 0])).toEqual({ file: '0.yaml', line: 5, column: 12 });
});

test('what was written is read again without defaults', () => {
  expect(worldOf(ROUTE).all('HTTPRoute')[0]?.written()).toMatchObject({ spec: { parentRefs: [{ name: 'g', port: 80 }, { name: 'h' }] } });
  expect(
    worldOf('kind: List\napiVersion: v1\nitems: [{apiVersion: v1, kind: Service, metadata: {name: s}}]').all('Service')[0]?.written(),
  ).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's' },
  });
});

/** Where another parser finds every key and item. */
function placesOf(text: string): [Path, { line: number; column: number }][] {
  const lineCounter = new LineCounter();
  const [document] = parseAllDocuments(text, { lineCounter, keepSourceTokens: true });
  const places: [Path, { line: number; column: number }][] = [];
  const at = (node: Node) => {
    const { line, col } = lineCounter.linePos(node.range?.[0] ?? 0);
    return { line: line - 1, column: col - 1 };
  };
  function visit(node: unknown, path: Path): void {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const below = [...path, String(isScalar(key) ? key.value : key)];
        places.push([below, at(key as Node)]);
        visit(value, below);
      }
    }
    if (isSeq(node)) {
      node.items.forEach((item, index) => {
        places.push([[...path, index], at(item as Node)]);
        visit(item, [...path, index]);
      });
    }
  }
  visit(document && 'contents' in document ? document.contents : undefined, []);
  return places;
}

const key = fc.stringMatching(/^k[a-z]{0,5}$/);
const value = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.stringMatching(/^[a-z ]{0,8}$/), fc.integer(), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
})).map;

test.each([
  ['block style', {}],
  ['items beside their key', { indentSeq: false }],
  ['flow style', { collectionStyle: 'flow' as const, lineWidth: 20 }],
])('the places of all nodes are those that another parser finds: %s', async (_, options) => {
  const { stringify } = await import('yaml');
  fc.assert(
    fc.property(value, (content) => {
      const text = stringify(content, options);
      const { keyPosition } = readPositions(text);
      expect(placesOf(text).map(([path]) => [path, keyPosition(path)])).toEqual(placesOf(text));
    }),
  );
});

test('the places of JSON are those that another parser finds', () => {
  fc.assert(
    fc.property(value, fc.constantFrom(0, 1, '\t'), (content, indent) => {
      const text = JSON.stringify(content, null, indent);
      const { keyPosition } = readPositions(text);
      expect(placesOf(text).map(([path]) => [path, keyPosition(path)])).toEqual(placesOf(text));
    }),
  );
});

test.each([
  ['a control character', 'a: b\nc: "x\u007Fy"\n', '2:6'],
  ['a control character in a comment', 'a: b\n# \u0007\n', '2:3'],
  ['a quote that is not closed', 'a: b\nc: "x\n', '3:1'],
  ['a list that is not closed, on a last line without an end', 'a: b\nc: [x', '2:6'],
  ['a key that stands twice', 'a: b\nc:\n  d: e\n  d: f\n', '4:3'],
  ['the second document', 'a: b\n---\nb: c\r\nkind: [x', '4:9'],
])('what does not parse is found: %s', (_, text, place) => {
  const { problems } = worldOf(`kind: HTTPRoute\n${text}`);
  expect(problems).toMatchObject([{ what: 'unparsable' }]);
  const [line, column] = place.split(':').map(Number);
  expect(problems).toMatchObject([{ line: (line ?? 0) + 1, column }]);
});

describe('an alias as a key', () => {
  const text =
    'name: &app web\nlabels:\n  *app: x\nflow: { *app: { port: 1 }, b: 2 }\nscript: |\n  *app: is text here\nlist:\n  - *app:\n  - *app\n';

  test('is read as go-yaml reads it', () => {
    expect(parse(text)).toEqual({
      value: {
        name: 'web',
        labels: { web: 'x' },
        flow: { web: { port: 1 }, b: 2 },
        script: '*app: is text here\n',
        list: [{ web: null }, 'web'],
      },
    });
  });

  test('moves nothing behind it', () => {
    const { keyPosition, valuePosition } = readPositions(text);
    expect(keyPosition(['labels', 'web'])).toEqual({ line: 2, column: 2 });
    expect(valuePosition(['labels', 'web'])).toEqual({ line: 2, column: 8 });
    expect(keyPosition(['flow', 'web', 'port'])).toEqual({ line: 3, column: 16 });
    expect(keyPosition(['flow', 'b'])).toEqual({ line: 3, column: 27 });
    expect(keyPosition(['list', 1])).toEqual({ line: 8, column: 4 });
  });

  test('fails if there is no such anchor, or if the alias is a value', () => {
    expect(parse('*app: x')).toMatchObject({ broken: { message: expect.stringContaining('unidentified alias') } });
    expect(parse('a: &app 1\nb: *app: x')).toHaveProperty('broken');
  });
});

test('a key without a value in braces moves no other place', () => {
  const { keyPosition, valuePosition } = readPositions('{ a: { b: 1 }, x, c: { d: 2 }, y: , e: { f: 3 }, z }');
  const columns = [['c'], ['c', 'd'], ['e', 'f'], ['z']].map((path) => [keyPosition(path).column, valuePosition(path).column]);
  expect(columns).toEqual([
    [18, 21],
    [23, 26],
    [41, 44],
    [49, 49],
  ]);
});
