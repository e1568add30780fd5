import { load } from '../../analyzer/model/load';
import { predict } from '../../analyzer/status/predict';
import { statusList } from '../../analyzer/status/status-list';

/** The walkthrough, as live objects that a case may change. */
function walkthrough() {
  const listener = { name: 'proxy', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } as Record<string, unknown> };
  const backend: Record<string, unknown> = { name: 'echo', namespace: 'test-destination', port: 1027 };
  const parent: Record<string, unknown> = { name: 'kong', namespace: 'kong' };
  const rule: Record<string, unknown> = { matches: [{ path: { type: 'PathPrefix', value: '/echo' } }], backendRefs: [backend] };
  const from = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'test-source' };
  const to: Record<string, unknown> = { group: '', kind: 'Service' };
  const gateway = { gatewayClassName: 'kong', listeners: [listener] as Record<string, unknown>[] };
  const route: Record<string, unknown> = { parentRefs: [parent], rules: [rule] };
  const grant = { name: 'test-grant', namespace: 'test-destination' };
  const service = { name: 'echo', namespace: 'test-destination' };
  return {
    listener: listener as Record<string, unknown>,
    backend,
    parent,
    rule,
    from,
    to,
    gateway,
    route,
    grant,
    service,
    gone: new Set<string>(),
  };
}

type Walkthrough = ReturnType<typeof walkthrough>;

function manifests({ gateway, route, grant, service, from, to, gone }: Walkthrough): object[] {
  const namespaces = ['kong', 'test-source', 'test-destination'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  const group = 'gateway.networking.k8s.io';
  return [
    ...namespaces,
    {
      apiVersion: `${group}/v1`,
      kind: 'GatewayClass',
      metadata: { name: 'kong' },
      spec: { controllerName: 'konghq.com/kic-gateway-controller' },
    },
    { apiVersion: `${group}/v1`, kind: 'Gateway', metadata: { name: 'kong', namespace: 'kong' }, spec: gateway },
    { apiVersion: `${group}/v1`, kind: 'HTTPRoute', metadata: { name: 'echo', namespace: 'test-source' }, spec: route },
    { apiVersion: `${group}/v1beta1`, kind: 'ReferenceGrant', metadata: grant, spec: { from: [from], to: [to] } },
    { apiVersion: 'v1', kind: 'Service', metadata: service, spec: { ports: [{ port: 1027 }] } },
  ].filter(({ kind }) => !gone.has(kind));
}

interface Conditions {
  readonly conditions: readonly { readonly type: string; readonly status: string; readonly reason: string }[];
}

function verdictOf(objects: readonly object[]): { route: string[]; attached: number[] } {
  const world = load([{ path: 'all.json', text: objects.map((object) => JSON.stringify(object)).join('\n---\n') }]);
  expect(world.problems).toEqual([]);
  const { items } = statusList(predict(world));
  const statusOf = (kind: string) => items.find((item) => item.kind === kind)?.status;
  const parents = (statusOf('HTTPRoute')?.parents ?? []) as readonly Conditions[];
  const listeners = (statusOf('Gateway')?.listeners ?? []) as readonly { readonly attachedRoutes: number }[];
  return {
    route: parents.flatMap(({ conditions }) =>
      conditions.map(({ type, status, reason }) => (status === 'True' ? type : `${type} ${status} ${reason}`)),
    ),
    attached: listeners.map(({ attachedRoutes }) => attachedRoutes),
  };
}

const YES = ['Accepted', 'ResolvedRefs'];
const NOT_PERMITTED = ['Accepted', 'ResolvedRefs False RefNotPermitted'];
const NOT_FOUND = ['Accepted', 'ResolvedRefs False BackendNotFound'];
const NOT_ALLOWED = ['Accepted False NotAllowedByListeners', 'ResolvedRefs'];
const SELECTS = (...values: string[]) => ({
  namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] } },
});

/**
 * What Envoy Gateway 1.9.1, Traefik 3.6.12 and Kong Ingress Controller 3.5.13 all answered, live;
 * where they differ, none is here.
 */
test.each<[string, (how: Walkthrough) => unknown, string[], number[]]>([
  ['the walkthrough', () => undefined, YES, [1]],
  ['no grant', ({ gone }) => gone.add('ReferenceGrant'), NOT_PERMITTED, [1]],
  ['from: Same', ({ listener }) => Object.assign(listener, { allowedRoutes: { namespaces: { from: 'Same' } } }), NOT_ALLOWED, [0]],
  ['allowedRoutes left out', ({ listener }) => Reflect.deleteProperty(listener, 'allowedRoutes'), NOT_ALLOWED, [0]],
  [
    'neither admitted nor granted',
    ({ listener, gone }) => [Reflect.deleteProperty(listener, 'allowedRoutes'), gone.add('ReferenceGrant')],
    ['Accepted False NotAllowedByListeners', 'ResolvedRefs False RefNotPermitted'],
    [0],
  ],
  ['a Selector that matches', ({ listener }) => Object.assign(listener, { allowedRoutes: SELECTS('test-source') }), YES, [1]],
  [
    'a Selector of another namespace',
    ({ listener }) => Object.assign(listener, { allowedRoutes: SELECTS('test-other') }),
    NOT_ALLOWED,
    [0],
  ],
  [
    'an empty Selector',
    ({ listener }) => Object.assign(listener, { allowedRoutes: { namespaces: { from: 'Selector', selector: {} } } }),
    YES,
    [1],
  ],
  [
    'a Selector without selector',
    ({ listener }) => Object.assign(listener, { allowedRoutes: { namespaces: { from: 'Selector' } } }),
    NOT_ALLOWED,
    [0],
  ],
  [
    'a wrong sectionName',
    ({ parent }) => Object.assign(parent, { sectionName: 'proxxy' }),
    ['Accepted False NoMatchingParent', 'ResolvedRefs'],
    [0],
  ],
  ['a grant to another name', ({ to }) => Object.assign(to, { name: 'other' }), NOT_PERMITTED, [1]],
  ['a grant to the name', ({ to }) => Object.assign(to, { name: 'echo' }), YES, [1]],
  ['a grant from another namespace', ({ from }) => Object.assign(from, { namespace: 'web' }), NOT_PERMITTED, [1]],
  ['a grant from another kind', ({ from }) => Object.assign(from, { kind: 'GRPCRoute' }), NOT_PERMITTED, [1]],
  ['a grant in the namespace of the route', ({ grant }) => Object.assign(grant, { namespace: 'test-source' }), NOT_PERMITTED, [1]],
  ['a Service that is not there', ({ gone }) => gone.add('Service'), NOT_FOUND, [1]],
  ['a backend without namespace', ({ backend }) => Reflect.deleteProperty(backend, 'namespace'), NOT_FOUND, [1]],
  [
    'hostnames that never meet',
    ({ listener, route }) => [
      Object.assign(listener, { hostname: 'a.example.com' }),
      Object.assign(route, { hostnames: ['b.example.com'] }),
    ],
    ['Accepted False NoMatchingListenerHostname', 'ResolvedRefs'],
    [0],
  ],
  [
    'a hostname within a wildcard',
    ({ listener, route }) => [
      Object.assign(listener, { hostname: '*.example.com' }),
      Object.assign(route, { hostnames: ['b.example.com'] }),
    ],
    YES,
    [1],
  ],
  [
    'a listener for another kind',
    ({ listener }) => Object.assign(listener, { allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] } }),
    NOT_ALLOWED,
    [0],
  ],
  ['a Gateway that is not there', ({ parent }) => Object.assign(parent, { name: 'king' }), [], [0]],
  ['a parent without namespace', ({ parent }) => Reflect.deleteProperty(parent, 'namespace'), [], [0]],
  ['a GatewayClass that is not there', ({ gateway }) => Object.assign(gateway, { gatewayClassName: 'king' }), [], []],
  [
    'two backends, one of them granted',
    ({ rule, backend, to }) => [
      Object.assign(to, { name: 'echo' }),
      Object.assign(rule, { backendRefs: [backend, { ...backend, name: 'other' }] }),
    ],
    NOT_PERMITTED,
    [1],
  ],
  [
    'two rules, the second not granted',
    ({ route, rule, backend, to }) => [
      Object.assign(to, { name: 'echo' }),
      Object.assign(route, { rules: [rule, { ...rule, backendRefs: [{ ...backend, name: 'other' }] }] }),
    ],
    NOT_PERMITTED,
    [1],
  ],
  [
    'two listeners, of which the second admits',
    ({ gateway, listener }) =>
      gateway.listeners.unshift({ ...listener, name: 'closed', port: 8080, allowedRoutes: { namespaces: { from: 'Same' } } }),
    YES,
    [0, 1],
  ],
])('three controllers agree on %s', (_, change, route, attached) => {
  const how = walkthrough();
  change(how);
  expect(verdictOf(manifests(how))).toEqual({ route, attached });
});
