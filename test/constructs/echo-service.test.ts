import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { EchoService, type EchoServiceProps, NamespaceChart } from '../../constructs';

function echo(props: EchoServiceProps = {}, id = 'echo') {
  const chart = NamespaceChart.ensure(Testing.app(), 'test-destination');
  const construct = new EchoService(chart, id, props);
  const objects = Testing.synth(chart);
  const of = (kind: string) => objects.find((object) => object.kind === kind);
  return { construct, service: of('Service'), deployment: of('Deployment'), pod: of('Deployment').spec.template };
}

test('defaults of the Service', () => {
  expect(echo().service).toMatchInlineSnapshot(`
{
  "apiVersion": "v1",
  "kind": "Service",
  "metadata": {
    "labels": {
      "app": "echo",
    },
    "name": "echo",
    "namespace": "test-destination",
  },
  "spec": {
    "ports": [
      {
        "name": "tcp",
        "port": 1025,
        "protocol": "TCP",
        "targetPort": 1025,
      },
      {
        "name": "udp",
        "port": 1026,
        "protocol": "UDP",
        "targetPort": 1026,
      },
      {
        "name": "http",
        "port": 1027,
        "protocol": "TCP",
        "targetPort": 1027,
      },
      {
        "name": "tls",
        "port": 1030,
        "protocol": "TCP",
        "targetPort": 1030,
      },
    ],
    "selector": {
      "app": "echo",
    },
    "type": "ClusterIP",
  },
}
`);
});

test('the primary child is the Service, which a JSON patch changes', () => {
  const chart = NamespaceChart.ensure(Testing.app(), 'test-destination');
  const it = new EchoService(chart, 'echo');
  expect(it.node.defaultChild).toBe(it.node.findChild('Resource'));
  ApiObject.of(it).addJsonPatch(JsonPatch.add('/spec/type', 'NodePort'));
  expect(ApiObject.of(it).toJson().spec.type).toBe('NodePort');
});

test('the server is told where it runs', () => {
  expect(echo().pod.spec.containers[0].env).toEqual(
    Object.entries({
      NODE_NAME: 'spec.nodeName',
      POD_NAME: 'metadata.name',
      POD_NAMESPACE: 'metadata.namespace',
      POD_IP: 'status.podIP',
    }).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
  );
});

test('each port of the Service leads to the same port of the server', () => {
  const { pod, service } = echo();
  const ports = [
    { name: 'tcp', port: 1025, protocol: 'TCP' },
    { name: 'udp', port: 1026, protocol: 'UDP' },
    { name: 'http', port: 1027, protocol: 'TCP' },
    { name: 'tls', port: 1030, protocol: 'TCP' },
  ];
  expect(pod.spec.containers[0].ports).toEqual(ports.map(({ name, port, protocol }) => ({ containerPort: port, name, protocol })));
  expect(service.spec.ports).toEqual(ports.map((it) => ({ ...it, targetPort: it.port })));
});

test('it asks for little and has no limits', () => {
  expect(echo().pod.spec.containers[0].resources).toEqual({ requests: { cpu: '10m', memory: '32Mi' } });
});

test('it gets requests once it listens', () => {
  expect(echo().pod.spec.containers[0].readinessProbe).toMatchObject({ tcpSocket: { port: 1027 } });
});

test('it may do nothing that it does not need', () => {
  const { spec } = echo().pod;
  expect(spec.containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsGroup: 1000,
    runAsNonRoot: true,
    runAsUser: 1000,
  });
  expect(spec.automountServiceAccountToken).toBe(false);
});

test('its labels are its name, and the same wherever it stands', () => {
  const { deployment, pod, service } = echo({ name: 'web' }, 'Echo');
  const labels = { app: 'web' };
  expect([deployment.metadata.labels, deployment.spec.selector.matchLabels, pod.metadata.labels]).toEqual([labels, labels, labels]);
  expect([service.metadata.labels, service.spec.selector]).toEqual([labels, labels]);
});

test('it lands in the chart of its namespace, wherever it stands', () => {
  const app = new App();
  const it = new EchoService(new Chart(app, 'mine'), 'echo', { namespace: 'shop' });
  expect(it.metadata.namespace).toBe('shop');
  expect(Testing.synth(NamespaceChart.ensure(app, 'shop')).map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
    ['Namespace', 'shop'],
    ['Deployment', 'echo'],
    ['Service', 'echo'],
  ]);
});

test('image and port can be chosen', () => {
  const { construct, pod } = echo({ image: 'registry.example.com/echo:1', port: 1025 });
  expect(pod.spec.containers[0].image).toBe('registry.example.com/echo:1');
  expect(echo().pod.spec.containers[0].image).toBe('kong/go-echo:0.3.0');
  expect([construct.port, echo().construct.port]).toEqual([1025, 1027]);
});

test('a dependency on it is one on both of its objects', () => {
  const app = new App();
  const it = new EchoService(app, 'echo', { namespace: 'shop' });
  const after = new Chart(app, 'after');
  after.node.addDependency(it);
  expect(after.node.dependencies.map((object) => (object as ApiObject).kind).sort()).toEqual(['Deployment', 'Service']);
});

test.each<[string, EchoServiceProps, string]>([
  ['the name is no DNS label', { name: 'a.b' }, 'name is "a.b": expected 1 to 63'],
  ['the namespace is none', { namespace: '../x' }, 'namespace is "../x": expected 1 to 63'],
  ['the server does not have the port', { port: 80 }, 'port is 80: expected 1025 (tcp), 1026 (udp), 1027 (http), 1030 (tls)'],
  ['the image is empty', { image: '' }, 'image is "": name an image, such as kong/go-echo:0.3.0'],
])('fails if %s', (_, props, why) => {
  expect(() => echo(props)).toThrow(why);
});

test('fails if two are one', () => {
  const app = new App();
  new EchoService(app, 'echo', { namespace: 'shop' });
  expect(() => new EchoService(new Chart(app, 'other'), 'echo', { namespace: 'shop' })).toThrow(
    'Deployment shop/echo is made twice: other/echo makes what shop/Deployment-echo is; give one of them another name',
  );
});
