import { load } from '../../../analyzer/model/load';
import type { Kind } from '../../../analyzer/model/objects';
import { readOf, told, worldOf } from './world';

const GATEWAY_API = 'gateway.networking.k8s.io';

function object(apiVersion: string, kind: string, spec: unknown = {}, metadata: unknown = { name: 'a', namespace: 'ns' }): string {
  return JSON.stringify({ apiVersion, kind, metadata, spec });
}

const HTTP_ROUTE = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: a, namespace: ns}
spec:`;

function problemsOf(text: string): string[] {
  return worldOf(text).problems.map(told);
}

test.each<[string, string, Kind]>([
  ...(['GatewayClass', 'Gateway', 'HTTPRoute'] as const).flatMap((kind) =>
    ['v1', 'v1beta1'].map((version): [string, string, Kind] => [`${GATEWAY_API}/${version}`, kind, kind]),
  ),
  [`${GATEWAY_API}/v1`, 'GRPCRoute', 'GRPCRoute'],
  [`${GATEWAY_API}/v1alpha2`, 'TLSRoute', 'TLSRoute'],
  [`${GATEWAY_API}/v1alpha3`, 'TLSRoute', 'TLSRoute'],
  [`${GATEWAY_API}/v1alpha2`, 'TCPRoute', 'TCPRoute'],
  [`${GATEWAY_API}/v1`, 'UDPRoute', 'UDPRoute'],
  [`${GATEWAY_API}/v1beta1`, 'ReferenceGrant', 'ReferenceGrant'],
  [`${GATEWAY_API}/v1alpha3`, 'BackendTLSPolicy', 'BackendTLSPolicy'],
  [`${GATEWAY_API}/v1`, 'ListenerSet', 'ListenerSet'],
  ['gateway.networking.x-k8s.io/v1alpha1', 'XListenerSet', 'ListenerSet'],
  ['v1', 'Namespace', 'Namespace'],
  ['v1', 'Service', 'Service'],
  ['v1', 'Secret', 'Secret'],
  ['v1', 'ConfigMap', 'ConfigMap'],
])('%s %s is read as %s', (apiVersion, kind, model) => {
  const [manifest, ...more] = readOf(worldOf(object(apiVersion, kind)), model);
  expect(manifest).toMatchObject({ model, apiVersion, kind, name: 'a' });
  expect(more).toEqual([]);
});

test.each([
  ['serving.knative.dev/v1', 'Service'],
  ['networking.istio.io/v1', 'Gateway'],
  ['example.com/v1', 'HTTPRoute'],
  ['gateway.networking.k8s.io/v1', 'XListenerSet'],
])('%s %s is another kind and no fault', (apiVersion, kind) => {
  const world = worldOf(object(apiVersion, kind));
  expect(world.census).toEqual({ objects: 0, others: 1, files: 1, patches: 0, unknown: 0 });
  expect(world.problems).toEqual([]);
  expect(world.has(apiVersion.split('/')[0] ?? '', kind, 'ns', 'a')).toBe(true);
});

test('all versions of a kind are one kind, so that two of them say one object twice', () => {
  const world = worldOf([object(`${GATEWAY_API}/v1`, 'HTTPRoute'), object(`${GATEWAY_API}/v1beta1`, 'HTTPRoute')]);
  expect(world.all('HTTPRoute')).toHaveLength(1);
  expect(world.problems.map(told)).toEqual(['duplicate HTTPRoute ns/a 0.yaml 1.yaml']);
});

test('a ListenerSet and an XListenerSet of one name are two objects', () => {
  const spec = { parentRef: { name: 'g' }, listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] };
  const world = worldOf([
    object(`${GATEWAY_API}/v1`, 'ListenerSet', spec),
    object('gateway.networking.x-k8s.io/v1alpha1', 'XListenerSet', spec),
  ]);
  expect(world.problems).toEqual([]);
  expect(readOf(world, 'ListenerSet')).toHaveLength(2);
  expect(world.get('ListenerSet', 'ns', 'a')?.kind).toBe('ListenerSet');
  expect(world.get('ListenerSet', 'ns', 'a', 'gateway.networking.x-k8s.io')?.kind).toBe('XListenerSet');
});

test('objects in Lists are found, however deep, and those of a typed list need not say what they are', () => {
  const world = worldOf(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        JSON.parse(object('v1', 'Service')),
        { apiVersion: 'v1', kind: 'List', items: [JSON.parse(object('v1', 'Secret'))] },
        { apiVersion: `${GATEWAY_API}/v1`, kind: 'HTTPRouteList', items: [{ metadata: { name: 'b', namespace: 'ns' }, spec: {} }] },
        { apiVersion: 'v1', kind: 'ConfigMapList', items: null },
      ],
    }),
  );
  expect(world.census.objects).toBe(3);
  expect(world.get('Service', 'ns', 'a')).toBeDefined();
  expect(world.get('Secret', 'ns', 'a')).toBeDefined();
  expect(world.get('HTTPRoute', 'ns', 'b')).toMatchObject({ kind: 'HTTPRoute', apiVersion: `${GATEWAY_API}/v1` });
});

test('what kubectl prints of a live object reads like what was applied', () => {
  const [manifest] = worldOf(`
apiVersion: v1
items:
- apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata:
    annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
    creationTimestamp: "2026-11-23T10:00:00Z"
    generation: 1
    managedFields: [{apiVersion: gateway.networking.k8s.io/v1, fieldsV1: {'f:spec': {'.': {}}}, manager: kubectl}]
    name: a
    namespace: ns
    resourceVersion: "511"
    uid: 6a8ab1d1-6e4e-4d3c-9b0c-5a7b2c6f6a11
  spec: {parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g}]}
  status: {parents: []}
kind: List
metadata: {resourceVersion: ""}
`).all('HTTPRoute');
  expect(manifest?.object.metadata.creationTimestamp).toBe('2026-11-23T10:00:00Z');
  expect(manifest?.object.spec.parentRefs).toEqual([{ group: GATEWAY_API, kind: 'Gateway', name: 'g' }]);
});

test('what names no namespace is in the one that kubectl takes, and what has none is in none', () => {
  const world = worldOf([
    object('v1', 'Service', {}, { name: 'a' }),
    object(`${GATEWAY_API}/v1`, 'GatewayClass', { controllerName: 'x.y/z' }, { name: 'c', namespace: 'ns' }),
  ]);
  expect(world.get('Service', 'default', 'a')).toBeDefined();
  expect(world.get('GatewayClass', '', 'c')).toBeDefined();
});

test('the defaults of the CRDs are set', () => {
  const world = worldOf(`${HTTP_ROUTE}
  parentRefs: [{name: g}]
  rules:
    - backendRefs: [{name: s, port: 80}]
      filters: [{type: RequestMirror, requestMirror: {backendRef: {name: m, port: 80}}}]
      matches: [{path: {value: /x}}, {headers: [{name: h, value: v}]}]
    - {}
`);
  expect(world.all('HTTPRoute')[0]?.object.spec).toEqual({
    parentRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: 'g' }],
    rules: [
      {
        backendRefs: [{ group: '', kind: 'Service', name: 's', port: 80, weight: 1 }],
        filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { group: '', kind: 'Service', name: 'm', port: 80 } } }],
        matches: [
          { path: { type: 'PathPrefix', value: '/x' } },
          { path: { type: 'PathPrefix', value: '/' }, headers: [{ type: 'Exact', name: 'h', value: 'v' }] },
        ],
      },
      { matches: [{ path: { type: 'PathPrefix', value: '/' } }] },
    ],
  });
  expect(world.problems).toEqual([]);
});

test('null is as good as absent, but for server-side apply', () => {
  const world = worldOf(`${HTTP_ROUTE} {parentRefs: [{name: g, group: null, namespace: null, port: null}], hostnames: null, rules: null}`);
  expect(world.all('HTTPRoute')[0]?.object.spec).toEqual({
    parentRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: 'g' }],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
  });
  expect(world.problems.map(told)).toEqual([
    'malformed HTTPRoute ns/a spec.parentRefs.0.namespace: string, not null',
    'malformed HTTPRoute ns/a spec.parentRefs.0.port: integer, not null',
    'malformed HTTPRoute ns/a spec.hostnames: list, not null',
  ]);
});

test.each([
  ['parentRefs: {name: g}', 'spec.parentRefs: list, not a map'],
  ['parentRefs: [{name: 5}]', 'spec.parentRefs.0.name: string, not number 5'],
  ['parentRefs: [{namespace: ns}]', 'spec.parentRefs.0.name: string, not nothing'],
  ['parentRefs: [{name: g, port: "80"}]', 'spec.parentRefs.0.port: integer, not string "80"'],
  ['parentRefs: [{name: g, port: 80.5}]', 'spec.parentRefs.0.port: integer, not number 80.5'],
  ['hostnames: [yes]', 'spec.hostnames.0: string, not boolean true'],
  ['hostnames: [null]', 'spec.hostnames.0: string, not null'],
  ['hostnames: a.example.com', 'spec.hostnames: list, not string "a.example.com"'],
  ['rules: [x]', 'spec.rules.0: map, not string "x"'],
  ['rules: [{matches: [{path: /x}]}]', 'spec.rules.0.matches.0.path: map, not string "/x"'],
])('fails if a value is of another type: %s', (spec, problem) => {
  expect(problemsOf(`${HTTP_ROUTE} {${spec}}`)).toEqual([`malformed HTTPRoute ns/a ${problem}`]);
});

test('what is malformed is left out, the rest is read, and positions are those of the file', () => {
  const world = worldOf(`${HTTP_ROUTE}
  hostnames:
    - 5
    - a.example.com
  parentRefs:
    - name: g
    - nam: h
    - name: i
      port: eighty
`);
  const [route] = readOf(world, 'HTTPRoute');
  expect(route?.object.spec.hostnames).toEqual(['a.example.com']);
  expect(route?.object.spec.parentRefs?.map(({ name }) => name)).toEqual(['g', 'i']);
  expect(route?.object.spec.parentRefs?.[1]).not.toHaveProperty('port');
  expect(route?.locate(['spec', 'hostnames', 0]).line).toBe(8);
  expect(route?.locate(['spec', 'parentRefs', 1, 'name']).line).toBe(12);
  const lines = world.problems.map((problem) => 'path' in problem && `${problem.what} ${problem.manifest.locate(problem.path).line}`);
  expect(lines).toEqual(['malformed 7', 'unknown-field 11', 'malformed 11', 'malformed 13']);
});

test.each([
  [`${HTTP_ROUTE} {parentRef: [{name: g}]}`, 'HTTPRoute ns/a spec.parentRef'],
  [`${HTTP_ROUTE} {parentRefs: [{name: g, sectionname: web}]}`, 'HTTPRoute ns/a spec.parentRefs.0.sectionname'],
  [`${HTTP_ROUTE} {rules: [{timeout: {}}]}`, 'HTTPRoute ns/a spec.rules.0.timeout'],
  [`${HTTP_ROUTE} {}\nsepc: {}`, 'HTTPRoute ns/a sepc'],
  ['{kind: Service, apiVersion: v1, metadata: {name: a, namspace: ns}}', 'Service default/a metadata.namspace'],
])('fails if a field is none that the API has: %s', (text, problem) => {
  expect(worldOf(text).problems.map(told)).toEqual([`unknown ${problem}`]);
});

test('core kinds have more fields than are read', () => {
  expect(
    problemsOf('{kind: Service, apiVersion: v1, metadata: {name: a}, spec: {clusterIP: None, ports: [{port: 80, targetPort: web}]}}'),
  ).toEqual([]);
});

test.each([
  ['{kind: HTTPRoute, metadata: {name: a, namespace: ns}}', 'HTTPRoute ns/a apiVersion: string, not nothing'],
  ['{kind: HTTPRoute, apiVersion: 1, metadata: {name: a, namespace: ns}}', 'HTTPRoute ns/a apiVersion: string, not number 1'],
  ['{kind: Service, apiVersion: v1}', 'Service metadata.name: string, not nothing'],
  ['{kind: Service, apiVersion: v1, metadata: [a]}', 'Service metadata: map, not a list'],
  ['{kind: Service, apiVersion: v1, metadata: {namespace: ns, name: 12}}', 'Service in ns metadata.name: string, not number 12'],
  ['{kind: Service, apiVersion: v1, metadata: {namespace: ns, name: null}}', 'Service in ns metadata.name: string, not nothing'],
  ['{kind: Service, apiVersion: v1, metadata: {namespace: ns, name: ""}}', 'Service in ns metadata.name: string, not string ""'],
  ['{kind: Service, apiVersion: v1, metadata: {namespace: ns, generateName: a-}}', 'Service in ns metadata.name: string, not nothing'],
  ['{kind: Service, apiVersion: v1, metadata: {namespace: 7, name: a}}', 'Service a metadata.namespace: string, not number 7'],
])('fails if an object cannot be told from others: %s', (text, problem) => {
  const world = worldOf(text);
  expect(world.problems.map(told)).toEqual([`malformed ${problem}`]);
  expect(world.census.objects).toBe(0);
});

test('what is no Kubernetes object is passed by', () => {
  expect(problemsOf('kind: Service\n---\n[kind: Service]\n---\nkind: 5\n---\n"kind: Service"\n---\nkind: Deployment\n---\n')).toEqual([]);
});

test('documents that cannot hold what is read are not parsed, unless it is asked for', () => {
  const text = 'a: {{ .Values.x }}\n---\n# nothing\n---\nkind: Deployment\nx: [\n';
  expect(worldOf(text)).toMatchObject({ problems: [], census: { objects: 0, others: 2, files: 1, patches: 0, unknown: 0 } });
  expect(load([{ path: 'a.yaml', text, strict: true }]).problems.map(told)).toEqual([
    expect.stringMatching(/^unparsable a.yaml:1:\d+ .*\(template\)$/),
    expect.stringMatching(/^unparsable a.yaml:7:1 .*[^)]$/),
  ]);
});

test.each(['kind: Gateway\nname: public', '{"name": "app", "kind": "Service"}'])('what only looks like an object is none: %s', (text) => {
  expect(worldOf(text).problems).toEqual([]);
});

test('documents that overlays deliver again are read up to a number, and an error says that there are more', () => {
  const text = Array.from({ length: 100 }, (_, index) => `{ kind: ConfigMap, apiVersion: v1, metadata: { name: m${index} } }\n`).join(
    '---\n',
  );
  const places = Array.from({ length: 502 }, (_, index) => ({ path: 'base.yaml', text, place: { namespace: `n${index}` } }));
  const world = load(places);
  expect(world.all('ConfigMap')).toHaveLength(50_100);
  expect(world.problems).toEqual([{ what: 'delivery', delivery: expect.objectContaining({ what: 'repeated', by: 'base.yaml' }) }]);
  expect(load(places.slice(0, 501)).problems).toEqual([]);
});
