import { App, Chart } from 'cdk8s';
import { Gateway, type GatewayListenerProps, HttpRoute, HttpRouteFilter, ListenerSet } from '../../constructs';
import { TARGET_CONTEXT } from '../../constructs/checks/target';
import { manifests } from '../../jest/manifests';

const AUTHZ = { name: 'authz', port: 9000, metadata: { namespace: 'auth' } };
const FILTER = HttpRouteFilter.externalAuthOverHttp(AUTHZ);

function app(gatewayApi: string): App {
  const app = new App();
  app.node.setContext(TARGET_CONTEXT, { controller: 'generic', gatewayApi, channel: 'experimental' });
  return app;
}

function gateway(listener: Partial<GatewayListenerProps> = {}, scope = app('1.7')): App {
  new Gateway(new Chart(scope, 'infra', { namespace: 'infra' }), 'edge', {
    gatewayClassName: 'class',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', filters: [FILTER], ...listener }],
  });
  return scope;
}

// biome-ignore lint/suspicious/noExplicitAny: the spec of whatever kind
function specOf(scope: App, kind: string): any {
  return manifests(scope).find((object) => object.kind === kind)?.spec;
}

test('a listener asks a server in another namespace, which gets a grant', () => {
  const scope = gateway();
  expect(specOf(scope, 'Gateway').listeners[0].filters).toEqual({
    requests: [
      {
        type: 'ExternalAuth',
        externalAuth: {
          protocol: 'HTTP',
          http: {},
          backendRef: { group: '', kind: 'Service', name: 'authz', namespace: 'auth', port: 9000 },
        },
      },
    ],
  });
  expect(specOf(scope, 'ReferenceGrant')).toEqual({
    from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra' }],
    to: [{ group: '', kind: 'Service', name: 'authz' }],
  });
});

test('the server is asked for a ListenerSet as well', () => {
  const scope = gateway({ filters: [] });
  const parent = scope.node.findAll().find((construct) => construct instanceof Gateway) as Gateway;
  new ListenerSet(new Chart(scope, 'shop', { namespace: 'shop' }), 'shop', {
    parent,
    listeners: [{ name: 'shop', port: 8080, protocol: 'HTTP', filters: [FILTER] }],
  });
  expect(specOf(scope, 'ListenerSet').listeners[0].filters.requests).toHaveLength(1);
  expect(specOf(scope, 'ReferenceGrant').from).toEqual([{ group: 'gateway.networking.k8s.io', kind: 'ListenerSet', namespace: 'shop' }]);
});

test('fails if the target does not serve filters of listeners', () => {
  expect(() => gateway({}, app('1.6'))).toThrow(
    'Gateway infra/edge: listeners[0].filters: target generic (Gateway API 1.6, experimental channel) does not serve it; it is in the experimental channel since 1.7 only',
  );
});

test.each<[string, object, string]>([
  [
    'a protocol without requests',
    { protocol: 'TCP' },
    'filters are given: a listener that speaks TCP has no requests to filter; leave filters out',
  ],
  ['another filter of a route', { filters: [HttpRouteFilter.requestRedirect({ port: 301 })] }, 'filters[0].type is "RequestRedirect"'],
  ['seventeen filters', { filters: Array(17).fill(FILTER) }, 'filters has 17 items: expected 0 to 16'],
])('fails if a listener has %s', (_, listener, message) => {
  expect(() => gateway(listener)).toThrow(message);
});

test('a retry has the default number of attempts written out', () => {
  const scope = app('1.7');
  new HttpRoute(new Chart(scope, 'apps', { namespace: 'apps' }), 'route', {
    parents: [Gateway.external({ namespace: 'infra', name: 'edge', mutable: false }).listener('http', { port: 80, protocol: 'HTTP' })],
    admission: false,
    rules: [{ backends: [{ ...AUTHZ, metadata: { namespace: 'apps' } }], retry: { codes: [500] } }],
  });
  expect(specOf(scope, 'HTTPRoute').rules[0].retry).toEqual({ attempts: 1, codes: [500] });
});
