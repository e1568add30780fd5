import { App, Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import type { Backend } from '../../constructs/routes/backend';
import type { RouteBackend } from '../../constructs/routes/backend-ref';
import { HttpRoute } from '../../constructs/routes/http-route';
import { everything, listener, service, source, specOf } from './routes';

function refOf(backend: Backend | RouteBackend) {
  return specOf(new HttpRoute(source(everything), 'echo', { parents: [listener()], rules: [{ backends: [backend] }] })).rules[0]
    .backendRefs[0];
}

const where = 'HTTPRoute test-source/echo: rules[0].backends[0]';

test('a Service of cdk8s-plus is a backend, with any of its ports', () => {
  const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
  const web = new Service(chart, 'web', {
    metadata: { name: 'web' },
    ports: [
      { name: 'http', port: 80 },
      { name: 'admin', port: 8001 },
    ],
  });
  expect(refOf(web)).toEqual({ group: '', kind: 'Service', name: 'web', namespace: 'shop', port: 80, weight: 1 });
  expect(refOf({ backend: web, port: 8001 })).toHaveProperty('port', 8001);
  expect(() => refOf({ backend: web, port: 8080 })).toThrow(`${where}.port is 8080: Service shop/web does not have it; expected 80, 8001`);
});

test('fails if a Service of cdk8s-plus has no namespace', () => {
  const web = new Service(new Chart(new App(), 'chart'), 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  expect(() => refOf(web)).toThrow(`${where}: Service web has no namespace: give its chart one, or set metadata.namespace`);
});

test('an object of another kind may have no port', () => {
  const metadata = { namespace: 'shop' };
  expect(refOf({ name: 'web', kind: 'ServiceImport', apiVersion: 'multicluster.x-k8s.io/v1alpha1', metadata })).toEqual({
    group: 'multicluster.x-k8s.io',
    kind: 'ServiceImport',
    name: 'web',
    namespace: 'shop',
    weight: 1,
  });
});

test('fails if a Service has no port', () => {
  expect(() => refOf({ name: 'web', metadata: { namespace: 'shop' } })).toThrow(
    `${where}.port is missing: a route names the port of a Service; give it here or to the backend`,
  );
});

test.each([0, 65_536, 80.5])('fails if the port is %d', (port) => {
  expect(() => refOf(service('web', port))).toThrow(`${where}.port is ${port}: expected whole numbers from 1 to 65535`);
});

test.each<[Partial<Backend>, string]>([
  [{ name: 'a.b' }, '.name is "a.b": expected 1 to 63'],
  [{ name: '../x' }, '.name is "../x": expected 1 to 63'],
  [{ metadata: { namespace: 'Shop' } }, '.metadata.namespace is "Shop": expected 1 to 63'],
  [{ kind: 'a b' }, '.kind is "a b": expected 1 to 63 letters'],
])('fails if a backend has %j', (part, why) => {
  expect(() => refOf({ ...service(), ...part })).toThrow(`${where}${why}`);
});
