import fc from 'fast-check';
import { load } from '../../analyzer/model/load';
import { mayHold } from '../../analyzer/model/sources/may-hold';
import { judge } from '../../analyzer/report/judge';
import { parse } from '../../yaml/parse';

const REST = 'apiVersion: gateway.networking.k8s.io/v1\nmetadata: { name: cart, namespace: shop }\nspec: {}\n';

/** Each is read as `kind: HTTPRoute` by Kubernetes, and says so in a way of its own. */
const SPELLINGS = [
  'kind: HTTPRoute',
  'kind: >-\n  HTTPRoute\u2028x: 1',
  'kind: |-\n  HTTPRoute\u2029x: 1',
  '# c\u2028kind: HTTPRoute',
  '"kind": "HTTPRoute"',
  "'kind' : 'HTTPRoute'",
  'kind:\n  HTTPRoute',
  'kind: # c\n  HTTPRoute',
  'kind: >-\n  HTTPRoute',
  'kind: !!str HTTPRoute',
  '!!str kind: HTTPRoute',
  'kind: &k HTTPRoute',
  '&k kind: HTTPRoute',
  '? kind # c\n: HTTPRoute',
  '? kind\n# a comment\n: HTTPRoute',
  '?\tkind\n: HTTPRoute',
  '? # c\n  kind\n: HTTPRoute',
  '? >-\n  kind\n: HTTPRoute',
  'x: &k kind\n*k : HTTPRoute',
  'x: &k HTTPRoute\nkind: *k',
  'x: &k { kind: HTTPRoute }\n<<: *k',
  'kind: "HTTP\\\n  Route"',
  'kind: "HTTP\\\r\n  Route"',
  '? "ki\\\n  nd"\n: HTTPRoute',
  '"\\x6bind": HTTPRoute',
  'kind: "\\u0048TTPRoute"',
  '!!binary a2luZA== : HTTPRoute',
  'kind: !!binary SFRUUFJvdXRl',
  '!<tag:yaml.org,2002:binary> a2luZA== : HTTPRoute',
];

const gatewayApi = (text: string) =>
  load([{ path: 'a.yaml', text }])
    .all('HTTPRoute')
    .map(({ name }) => name);

test.each(SPELLINGS)('a route is seen that is spelled %j', (spelling) => {
  expect(gatewayApi(`${spelling}\n${REST}`)).toEqual(['cart']);
  expect(gatewayApi(`${REST}${spelling}\n`)).toEqual(['cart']);
});

test.each([
  '{ ? kind : HTTPRoute, apiVersion: gateway.networking.k8s.io/v1, metadata: { name: cart, namespace: shop } }',
  '{"kind":"HTTPRoute","apiVersion":"gateway.networking.k8s.io/v1","metadata":{"name":"cart","namespace":"shop"}}',
  `{"\\u006bind":"HTTPRoute","apiVersion":"gateway.networking.k8s.io/v1","metadata":{"name":"cart","namespace":"shop"}}`,
  '%TAG !y! tag:yaml.org,2002:\n---\n!y!binary a2luZA== : HTTPRoute\napiVersion: gateway.networking.k8s.io/v1\nmetadata: { name: cart, namespace: shop }\n',
])('a route is seen in %j', (text) => {
  expect(mayHold(text)).toBe(true);
});

test('what our reader reads as an object of a kind that is read is never passed over', () => {
  const space = fc.constantFrom('', ' ', '\t', '\n', '\n  ', ' # c\n', '\r\n', '\u0085');
  const kind = fc.constantFrom(
    'kind',
    '"kind"',
    "'kind'",
    '"ki\\\n nd"',
    '"\\x6bind"',
    '*k',
    '!!binary a2luZA==',
    '? kind',
    '? "kind"',
    '&a kind',
    '!!str kind',
    '!a kind',
    '?',
  );
  const value = fc.constantFrom(
    'HTTPRoute',
    '"HTTPRoute"',
    '"HTTP\\\n  Route"',
    '"\\u0048TTPRoute"',
    '*v',
    '!!binary SFRUUFJvdXRl',
    '>-\n  HTTPRoute',
    '&b HTTPRoute',
    '!!str HTTPRoute',
  );
  const head = fc.constantFrom('', 'x: &k kind\n', 'x: [&k kind, &v HTTPRoute]\n', '%TAG !y! tag:yaml.org,2002:\n', '{', '- ', '# c\n');
  const document = fc.tuple(
    head,
    kind,
    space,
    fc.constantFrom(':', ': ', '\n: ', ','),
    space,
    value,
    fc.constantFrom('', '}', '\n', ' }\n', ', a: b}'),
  );
  fc.assert(
    fc.property(document, (parts) => {
      const text = parts.join('');
      const parsed = parse(text);
      const value = 'value' in parsed ? (parsed.value as { kind?: unknown } | null) : null;
      return typeof value !== 'object' || value === null || value.kind !== 'HTTPRoute' || mayHold(text);
    }),
    { numRuns: 20_000 },
  );
});

test.each(['ConfigMap', 'HTTPRoute', 'Whatever', 'HTTPRouteList', 'List'])(
  'the items of a %s are seen, as kubectl applies them',
  (kind) => {
    const text = `apiVersion: v1\nkind: ${kind}\nmetadata: { name: x }\nitems: [{ kind: HTTPRoute, ${REST.trim().replaceAll('\n', ', ')} }]\n`;
    expect(gatewayApi(text)).toEqual(['cart']);
  },
);

describe('a document that does not parse', () => {
  const errors = (text: string) => judge([{ path: 'a.yaml', text }]).report.summary;
  const twice = 'kind: HTTPRoute\nkind: HTTPRoute\n';

  test.each([
    ['a key twice', `${REST}${twice}`],
    ['a key twice, and braces in a comment', `${REST}${twice}# {{\n`],
    ['a key twice, and braces in that line', `${REST}kind: HTTPRoute\nkind: HTTPRoute # {{ x }}\n`],
    ['a key twice, and braces in quotes', `${REST}${twice}x: "{{ x }}"\n`],
    ['an escape that is none', `${REST}kind: HTTPRoute\nx: "\\'"\n`],
    ['a key twice, and a kind that is spelled otherwise', `${REST}? kind\n: HTTPRoute\nx: 1\nx: 1\n`],
    ['a key twice, and a kind by alias', `${REST}x: &k kind\n*k : HTTPRoute\ny: 1\ny: 1\n`],
    ['a flow that is not closed', `${REST}kind: HTTPRoute\nx: [\n`],
    ['NUL', `${REST}kind: HTTPRoute\nx: \0\n`],
  ])('is an error: %s', (_, text) => {
    expect(errors(text)).toMatchObject({ errors: 1, templates: 0 });
  });

  test.each([
    ['an action in a line of its own', `{{- if .Values.on }}\n${REST}kind: HTTPRoute\n{{- end }}\n`],
    ['a value', `${REST}kind: HTTPRoute\nx: {{ .Values.x }}\n`],
    ['a value with text behind it', `${REST}kind: HTTPRoute\nx: {{ .Values.x }}-y\n`],
    ['branches with the same key', `{{- if .x }}\nkind: HTTPRoute\n{{- else }}\nkind: HTTPRoute\n{{- end }}\n${REST}`],
  ])('is a Go template if it is refused at an action: %s', (_, text) => {
    expect(errors(text)).toMatchObject({ errors: 0, templates: 1 });
  });
});

test('a document behind the head of a difference is seen', () => {
  expect(gatewayApi(`diff --git a b\n---\nkind: HTTPRoute\n${REST}`)).toEqual(['cart']);
});

test('depth that Kubernetes takes is read', () => {
  const deep = `${'{a: '.repeat(400)}1${'}'.repeat(400)}`;
  expect(gatewayApi(`kind: HTTPRoute\nx: ${deep}\n${REST}`)).toEqual(['cart']);
});

test('a variable in the name of a neighbour turns no error into a note', () => {
  const route = 'kind: HTTPRoute\napiVersion: gateway.networking.k8s.io/v1\nmetadata: { name: cart, namespace: shop }\n';
  const spec =
    'spec: { parentRefs: [{ name: g, namespace: edge }], rules: [{ backendRefs: [{ name: pay, namespace: bank, port: 80 }] }] }\n';
  const namespaces = ['shop', 'bank'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`);
  const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: pay, namespace: bank }\nspec: { ports: [{ port: 80 }] }\n';
  const grant = (name: string, from: string) =>
    `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: "${name}", namespace: bank }\nspec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ${from} }], to: [{ group: "", kind: Service, name: pay }] }\n`;
  const severity = (...documents: string[]) =>
    judge([{ path: 'a.yaml', text: [route + spec, service, ...namespaces, ...documents].join('---\n') }])
      .report.findings.filter(({ rule }) => rule === 'ref-not-permitted')
      .map((finding) => finding.severity);
  expect(severity(grant('near', 'shops'))).toEqual(['error']);
  expect(severity(grant('a$' + '{x}', 'shops'))).toEqual(['error']);
});
