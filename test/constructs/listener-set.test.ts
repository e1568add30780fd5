import { ApiObject, App } from 'cdk8s';
import {
  Gateway,
  type GatewayProps,
  HttpRoute,
  ListenerSet,
  type ListenerSetProps,
  NamespaceChart,
  TARGET_CONTEXT,
} from '../../constructs';
import type { Target } from '../../constructs/checks/target';
import { manifests } from '../../jest';
import { everything, standard } from './routes';

const http = { name: 'http', port: 80, protocol: 'HTTP' } as const;

function app(target: Target = everything): App {
  const it = new App();
  it.node.setContext(TARGET_CONTEXT, target);
  return it;
}

const gateway = (scope: App, props: Partial<GatewayProps> = {}) =>
  new Gateway(scope, 'public', { namespace: 'edge', gatewayClassName: 'example', listeners: [http], ...props });
const set = (scope: App, props: Partial<ListenerSetProps> = {}, id = 'web') =>
  new ListenerSet(scope, id, {
    namespace: 'web',
    ...('parent' in props ? {} : { parent: gateway(scope) }),
    listeners: [{ ...http, port: 8080 }],
    ...props,
  } as ListenerSetProps);
const specOf = (it: Gateway | ListenerSet) => ApiObject.of(it).toJson().spec;

test('defaults', () => {
  expect(ApiObject.of(set(app())).toJson()).toMatchInlineSnapshot(`
{
  "apiVersion": "gateway.networking.k8s.io/v1",
  "kind": "ListenerSet",
  "metadata": {
    "name": "web",
    "namespace": "web",
  },
  "spec": {
    "listeners": [
      {
        "allowedRoutes": {
          "namespaces": {
            "from": "Same",
          },
        },
        "name": "http",
        "port": 8080,
        "protocol": "HTTP",
      },
    ],
    "parentRef": {
      "group": "gateway.networking.k8s.io",
      "kind": "Gateway",
      "name": "public",
      "namespace": "edge",
    },
  },
}
`);
});

test('a Gateway of ours allows the ListenerSets of this App, by their namespaces', () => {
  const it = app();
  const parent = gateway(it);
  for (const namespace of ['web', 'api']) {
    set(it, { parent, namespace }, namespace);
  }
  expect(specOf(parent).allowedListeners).toEqual({
    namespaces: {
      from: 'Selector',
      selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['api', 'web'] }] },
    },
  });
  const own = app();
  const beside = gateway(own);
  set(own, { parent: beside, namespace: 'edge' });
  expect(specOf(beside).allowedListeners).toEqual({ namespaces: { from: 'Same' } });
});

test('an external Gateway is not changed', () => {
  const it = app();
  set(it, { parent: Gateway.external({ namespace: 'edge', name: 'public' }) });
  expect(manifests(it).map(({ kind }) => kind)).toEqual(['Namespace', 'ListenerSet']);
});

test('its listeners are opened for routes, which name it as their parent', () => {
  const it = app();
  const sections = set(it);
  const backends = [{ name: 'shop', port: 80, metadata: { namespace: 'shop' } }];
  const route = new HttpRoute(it, 'shop', { namespace: 'shop', parents: [sections.listener('http')], rules: [{ backends }] });
  expect(ApiObject.of(route).toJson().spec.parentRefs).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'ListenerSet', name: 'web', namespace: 'web', sectionName: 'http' },
  ]);
  manifests(it);
  expect(JSON.stringify(specOf(sections).listeners[0].allowedRoutes)).toContain('"values":["shop"]');
});

test('a certificate of another namespace needs a grant for ListenerSets', () => {
  const it = app();
  const tls = { certificateRefs: [{ name: 'example-com', namespace: 'certificates' }] };
  set(it, { listeners: [{ name: 'https', port: 443, protocol: 'HTTPS', tls }] });
  expect(manifests(it).find(({ kind }) => kind === 'ReferenceGrant')).toMatchObject({
    metadata: { name: 'web-listenerset', namespace: 'certificates' },
    spec: { from: [{ kind: 'ListenerSet', namespace: 'web' }], to: [{ kind: 'Secret', name: 'example-com' }] },
  });
});

test('it lands in the chart of its namespace, and says what it is', () => {
  const it = set(app());
  expect(ApiObject.of(it).chart).toBe(NamespaceChart.ensure(it, 'web'));
  expect(`${it}`).toBe('ListenerSet web/web');
});

test('fails if allowedListeners of a Gateway of ours, written by hand, does not allow it', () => {
  const it = app();
  set(it, { parent: gateway(it, { allowedListeners: { namespaces: { from: 'Same' } } }) });
  expect(() => manifests(it)).toThrow(
    '[web] Gateway edge/public does not allow ListenerSet web/web: its allowedListeners has {"from":"Same"}; change allowedListeners, or leave it out',
  );
});

test.each<[string, object, string]>([
  ['the parent is missing', { parent: undefined }, 'parent is missing: give a Gateway'],
  [
    'the parent is a name',
    { parent: 'edge/public' },
    'parent is "edge/public": give a Gateway, such as Gateway.external({ namespace, name })',
  ],
  ['the parent is called as the API does', { parentRef: {} }, 'parentRef is not known: write parent: gateway'],
  ['two listeners conflict', { listeners: [http, { ...http, name: 'other' }] }, 'listeners "http" and "other" conflict on port 80'],
  ['it has no listeners', { listeners: [] }, 'listeners has 0 items: expected 1 to 64'],
])('fails if %s', (_, props, why) => {
  expect(() => set(app(), props)).toThrow(why);
});

test('fails if the target does not serve it', () => {
  expect(() => set(app(standard('1.3')))).toThrow(/^ListenerSet web\/web: target generic .* does not serve ListenerSet/);
});
