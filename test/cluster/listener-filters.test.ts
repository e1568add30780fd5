import { judge } from '../../analyzer/report/judge';
import type { Condition } from '../../analyzer/status/conditions/condition';
import { CrossingApp, Gateway, HttpRouteFilter, ListenerSet, NamespaceChart } from '../../constructs';
import { manifests } from '../../jest';
import type { Target } from '../../targets';
import { ApiServer, type Manifest } from './api-server';

const server = ApiServer.of('experimental-v1.7.0');

const auth = HttpRouteFilter.externalAuthOverGrpc({ name: 'authz', port: 9000, metadata: { namespace: 'auth' } });
const AROUND = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: class }
spec: { controllerName: example.com/controller }
---
apiVersion: v1
kind: Service
metadata: { name: authz, namespace: auth }
spec: { ports: [{ port: 9000, appProtocol: kubernetes.io/h2c }] }
`;

/**
 * A Gateway that asks a server in another namespace about each request, and with it a ListenerSet
 * that does if the controller knows the kind.
 */
function written(target: Partial<Target>): Manifest[] {
  const app = new CrossingApp({ target });
  const infra = NamespaceChart.ensure(app, 'infra');
  NamespaceChart.ensure(app, 'auth');
  const gateway = new Gateway(infra, 'edge', {
    gatewayClassName: 'class',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', filters: [auth] }],
  });
  if (target.controller === 'generic') {
    new ListenerSet(NamespaceChart.ensure(app, 'shop'), 'shop', {
      parent: gateway,
      listeners: [{ name: 'shop', port: 8080, protocol: 'HTTP', hostname: 'shop.example.com', filters: [auth] }],
    });
  }
  return manifests(app) as Manifest[];
}

test.each<[Partial<Target>, string[]]>([
  [{ gatewayApi: '1.7' }, ['Gateway infra/edge', 'Namespace /auth', 'Namespace /infra', 'ReferenceGrant auth/infra-gateway']],
  [
    { gatewayApi: '1.7', controller: 'generic' },
    [
      'Gateway infra/edge',
      'ListenerSet shop/shop',
      'Namespace /auth',
      'Namespace /infra',
      'Namespace /shop',
      'ReferenceGrant auth/infra-gateway',
      'ReferenceGrant auth/shop-listenerset',
    ],
  ],
])('an authorization server in another namespace is accepted by the API server, by check and by status: %j', async (target, expected) => {
  const objects = written(target);
  expect(objects.map(({ kind, metadata: { name, namespace = '' } }) => `${kind} ${namespace}/${name}`).sort()).toEqual(expected);
  for (const manifest of objects) {
    const { status, body } = await server.apply(manifest, { force: 'true' });
    expect({ manifest, stored: status < 300, message: body.message }).toEqual({ manifest, stored: true, message: undefined });
    expect(body.spec).toEqual(manifest.spec ?? { finalizers: ['kubernetes'] });
  }
  const { prediction, report } = judge(
    [
      { path: 'dist', text: objects.map((object) => JSON.stringify(object)).join('\n---\n') },
      { path: 'context', text: AROUND, context: true },
    ],
    { target: { gatewayApi: '1.7', channel: 'experimental' } },
  );
  expect(report.findings).toEqual([]);
  expect(prediction.gateways.map(({ conditions }) => truths(conditions))).toEqual([{ Accepted: 'True', Programmed: 'True' }]);
  for (const { conditions } of [...prediction.gateways, ...prediction.listenerSets].flatMap(({ listeners }) => listeners)) {
    expect(truths(conditions)).toMatchObject({ Accepted: 'True', ResolvedRefs: 'True' });
  }
});

function truths(conditions: readonly Condition[]): object {
  return Object.fromEntries(conditions.map(({ type, status }) => [type, status]));
}
