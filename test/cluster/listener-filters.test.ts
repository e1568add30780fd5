import { Chart } from 'cdk8s';
import { judge } from '../../analyzer/report/judge';
import { statusList } from '../../analyzer/status/status-list';
import { CrossingApp, Gateway, HttpRouteFilter, ListenerSet, NamespaceChart } from '../../constructs';
import { manifests } from '../../jest';
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

/** A Gateway and a ListenerSet that ask a server in another namespace about each request. */
function written(): Manifest[] {
  const app = new CrossingApp({ target: { gatewayApi: '1.7' } });
  const chart = (namespace: string) => NamespaceChart.ensure(app, namespace);
  const gateway = new Gateway(chart('infra'), 'edge', {
    gatewayClassName: 'class',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', filters: [auth] }],
  });
  new ListenerSet(new Chart(app, 'shop', { namespace: 'shop' }), 'shop', {
    parent: gateway,
    listeners: [{ name: 'shop', port: 8080, protocol: 'HTTP', hostname: 'shop.example.com', filters: [auth] }],
  });
  chart('auth');
  chart('shop');
  return manifests(app) as Manifest[];
}

test('an authorization server in another namespace is accepted by the API server, by check and by status', async () => {
  const objects = written();
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`).sort()).toEqual([]);
  for (const manifest of objects) {
    const { status, body } = await server.apply(manifest, { force: 'true' });
    expect({ manifest, status, message: body.message }).toEqual({ manifest, status: 201, message: undefined });
    expect(body.spec).toEqual(manifest.kind === 'Namespace' ? expect.anything() : manifest.spec);
  }
  const sources = [
    { path: 'dist', text: objects.map((object) => JSON.stringify(object)).join('\n---\n') },
    { path: 'context', text: AROUND, context: true },
  ];
  const { prediction, report } = judge(sources, { target: { gatewayApi: '1.7', channel: 'experimental' } });
  expect(report.findings).toEqual([]);
  expect(statusList(prediction)).toEqual({});
});
