import type { Target } from '../../constructs/checks/target';
import { TlsRoute, type TlsRouteProps } from '../../constructs/routes/tls-route';
import { everything, least, listener, many, objectOf, service, source, specOf, standard } from './routes';

function route(props: Partial<TlsRouteProps> = {}, target: Partial<Target> = everything): TlsRoute {
  return new TlsRoute(source(target), 'echo', {
    parents: [listener('proxy', 'TLS')],
    hostnames: ['example.com'],
    backends: [service()],
    ...props,
  });
}

test('defaults', () => {
  expect(objectOf(least.TLSRoute(source()))).toMatchInlineSnapshot(`
{
  "apiVersion": "gateway.networking.k8s.io/v1alpha2",
  "kind": "TLSRoute",
  "metadata": {
    "name": "echo",
    "namespace": "test-source",
  },
  "spec": {
    "hostnames": [
      "example.com",
    ],
    "parentRefs": [
      {
        "group": "gateway.networking.k8s.io",
        "kind": "Gateway",
        "name": "kong",
        "namespace": "kong",
        "sectionName": "proxy",
      },
    ],
    "rules": [
      {
        "backendRefs": [
          {
            "group": "",
            "kind": "Service",
            "name": "echo",
            "namespace": "test-destination",
            "port": 1027,
            "weight": 1,
          },
        ],
      },
    ],
  },
}
`);
});

test('hostnames are written in one order, whatever the order in which they are given', () => {
  const hosts = route({ hostnames: ['b.example.com', '*.example.com'] });
  hosts.addHostnames('a.example.com');
  expect(specOf(hosts).hostnames).toEqual(['*.example.com', 'a.example.com', 'b.example.com']);
});

test.each([
  ['10.0.0.1', 'an IP address is not a hostname'],
  ['2001:db8::1', 'an IP address is not a hostname'],
  ['example.com:443', 'a hostname has no port; did you mean "example.com"?'],
  ['a.*.com', 'a wildcard is the first label only'],
  ['Example.com', 'did you mean "example.com"?'],
])('fails if a hostname is %s', (name, why) => {
  expect(() => route({ hostnames: [name] })).toThrow(`TLSRoute test-source/echo: hostnames[0] is ${JSON.stringify(name)}: `);
  expect(() => route({ hostnames: [name] })).toThrow(why);
});

test('fails if there is no hostname, which one version of the API server asks for', () => {
  expect(() => route({ hostnames: [] })).toThrow('TLSRoute test-source/echo: hostnames has 0 items: expected 1 to 1024');
});

test('fails if there are more hostnames than the release takes', () => {
  const hostnames = many(17, (index) => `h${index}.example.com`);
  expect(() => objectOf(route({ hostnames }))).not.toThrow();
  expect(() => route({ hostnames }, standard('1.5'))).toThrow('hostnames has 17 items: expected 1 to 16');
  expect(() => route({ hostnames }, { gatewayApi: '1.3' })).toThrow('hostnames has 17 items: expected 1 to 16');
});

test('fails if the listener answers for none of the hostnames', () => {
  const parents = [listener('proxy', 'TLS', { hostname: '*.example.com' })];
  expect(() => route({ parents })).toThrow(
    'TLSRoute test-source/echo: hostnames is ["example.com"]: listener "proxy" of Gateway kong/kong answers for "*.example.com" only',
  );
});
