import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  CrossingApp,
  CrossNamespaceRoute,
  type CrossNamespaceRouteProps,
  EchoService,
  Gateway,
  grpc,
  HttpPathMatch,
  HttpRouteFilter,
  http,
  NamespaceChart,
  type Protocol,
  type RouteSpec,
  tcp,
  tls,
  udp,
} from '../../constructs';
import { type KubernetesObject, manifests } from '../../jest';

const listener = (name = 'proxy', protocol: Protocol = 'HTTP') =>
  Gateway.external({ namespace: 'kong', name: 'kong' }).listener(name, { protocol });
const service = (name: string, namespace: string, port = 80) => ({ name, port, metadata: { namespace } });

function crossing(props: Partial<CrossNamespaceRouteProps> = {}, scope: Construct = Testing.app(), id = 'echo') {
  const ends = { listener: listener(), source: 'test-source', route: http() };
  return new CrossNamespaceRoute(scope, id, { ...ends, ...(props.backend === undefined && { destination: 'test-destination' }), ...props });
}

/** Each object of the app as `Kind namespace/name`. */
const names = (app: App) => manifests(app).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
const all = (it: CrossNamespaceRoute, kind: string) => manifests(it.node.root as App).filter((object) => object.kind === kind);
const grants = (it: CrossNamespaceRoute) =>
  all(it, 'ReferenceGrant').map((grant) => `${grant.metadata.namespace}/${grant.metadata.name} ${targets(grant)}`);
const targets = ({ spec }: KubernetesObject) =>
  (spec as { to: { kind: string; name: string }[] }).to.map(({ kind, name }) => `${kind} ${name}`);
const routeSpec = (it: CrossNamespaceRoute) => ApiObject.of(it.route).toJson().spec;
const backendRefs = (it: CrossNamespaceRoute) => routeSpec(it).rules[0].backendRefs;

test('defaults', () => {
  const it = crossing();
  expect(names(it.node.root as App)).toMatchInlineSnapshot(`
[
  "Gateway kong/kong",
  "Namespace /test-destination",
  "Deployment test-destination/echo",
  "Service test-destination/echo",
  "ReferenceGrant test-destination/test-source-httproute",
  "Namespace /test-source",
  "HTTPRoute test-source/echo",
]
`);
  expect(routeSpec(it)).toMatchInlineSnapshot(`
{
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
      "matches": [
        {
          "path": {
            "type": "PathPrefix",
            "value": "/",
          },
        },
      ],
    },
  ],
}
`);
});

describe.each<[RouteSpec, Protocol, number]>([
  [http({ pathPrefix: '/echo' }), 'HTTP', 1027],
  [grpc({ service: 'echo.Echo' }), 'HTTPS', 1027],
  [tls({ hostnames: ['echo.example.com'] }), 'TLS', 1030],
  [tcp(), 'TCP', 1025],
  [udp(), 'UDP', 1026],
])('%j', (route, protocol, port) => {
  const whole = () => crossing({ route, listener: listener(protocol.toLowerCase(), protocol), name: 'all' });

  test('sends to the echo server at the port that speaks it', () => {
    expect(backendRefs(whole())).toEqual([{ group: '', kind: 'Service', name: 'all', namespace: 'test-destination', port, weight: 1 }]);
  });

  test('has the consent of both others', () => {
    const it = whole();
    expect(grants(it)).toEqual([`test-destination/test-source-${route.kind.toLowerCase()} Service all`]);
    expect(all(it, 'Gateway')[0]?.spec).toMatchObject({
      listeners: [
        {
          name: protocol.toLowerCase(),
          allowedRoutes: { namespaces: { selector: { matchExpressions: [{ values: ['kong', 'test-source'] }] } } },
        },
      ],
    });
    expect(routeSpec(it).parentRefs).toMatchObject([{ name: 'kong', namespace: 'kong', sectionName: protocol.toLowerCase() }]);
  });
});

describe('where it stands', () => {
  const everywhere = (make: (app: App) => Construct) => {
    const app = new CrossingApp();
    crossing({}, make(app));
    return app.synthYaml();
  };

  test.each<[string, (app: App) => Construct]>([
    ['a chart', (app) => new Chart(app, 'mine')],
    ['a chart of another namespace', (app) => new Chart(app, 'mine', { namespace: 'other' })],
    ['the chart of the source', (app) => NamespaceChart.ensure(app, 'test-source')],
    ['the chart of the destination', (app) => NamespaceChart.ensure(app, 'test-destination')],
  ])('%s makes no difference to what is written', (_, make) => {
    expect(everywhere(make)).toBe(everywhere((app) => app));
  });

  test('under a plain App each object lies in the chart of its namespace', () => {
    const app = new App();
    crossing({}, app);
    expect(app.charts.map((chart) => [chart.node.id, Testing.synth(chart).map(({ kind }) => kind)])).toEqual([
      ['test-source', ['Namespace', 'HTTPRoute']],
      ['test-destination', ['Namespace', 'Deployment', 'Service', 'ReferenceGrant']],
      ['kong', ['Gateway']],
    ]);
  });

  test('it may be called as a namespace, whichever comes first', () => {
    const app = (...ids: string[]) => {
      const it = new CrossingApp();
      for (const id of ids) {
        crossing({ source: 'web', destination: id === 'shop' ? 'shop' : 'other', name: id }, it, id);
      }
      NamespaceChart.ensure(it, 'web');
      return it.synthYaml();
    };
    expect(app('shop', 'web')).toBe(app('web', 'shop'));
  });
});

describe('its ends', () => {
  const conforming = () => new CrossingApp({ target: { controller: 'generic' } });

  test('may be charts, a Gateway of ours and a Service of cdk8s-plus', () => {
    const app = Testing.app();
    const destination = NamespaceChart.ensure(app, 'shop');
    const backend = new Service(destination, 'Service', { metadata: { name: 'shop' }, ports: [{ port: 8080 }] });
    const gateway = new Gateway(NamespaceChart.ensure(app, 'edge'), 'public', {
      gatewayClassName: 'kong',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    });
    const it = crossing(
      { source: NamespaceChart.ensure(app, 'web', { owner: 'team-web' }), destination, backend, listener: gateway.listener('http') },
      app,
    );
    expect(backendRefs(it)).toMatchObject([{ name: 'shop', namespace: 'shop', port: 8080 }]);
    expect(grants(it)).toEqual(['shop/web-httproute Service shop']);
    expect(all(it, 'Gateway')).toHaveLength(1);
    expect(JSON.stringify(all(it, 'Gateway')[0]?.spec)).toContain('"kinds":[{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]');
  });

  test('may be an echo server of its own, at another of its ports', () => {
    const app = Testing.app();
    const backend = new EchoService(app, 'Shared', { name: 'shared', namespace: 'echo' });
    expect(backendRefs(crossing({ backend: { backend, port: 1025 } }, app))).toMatchObject([
      { name: 'shared', namespace: 'echo', port: 1025 },
    ]);
  });

  test('may be several Services with weights, in several namespaces, also its own', () => {
    const it = crossing({
      backend: [
        { backend: service('a', 'shop'), weight: 9 },
        { backend: service('b', 'bank', 8080), weight: 0 },
        service('c', 'test-source'),
      ],
    });
    expect(backendRefs(it).map(({ name, namespace, port, weight }: Record<string, unknown>) => [name, namespace, port, weight])).toEqual([
      ['a', 'shop', 80, 9],
      ['b', 'bank', 8080, 0],
      ['c', undefined, 80, 1],
    ]);
    expect(grants(it)).toEqual(['bank/test-source-httproute Service b', 'shop/test-source-httproute Service a']);
    expect(it.backends.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(all(it, 'Deployment')).toEqual([]);
  });

  test('may be of another kind than Service', () => {
    const backend = { ...service('shop', 'shop'), kind: 'ServiceImport', apiVersion: 'multicluster.x-k8s.io/v1alpha1' };
    expect(all(crossing({ backend }, conforming()), 'ReferenceGrant')[0]?.spec).toMatchObject({
      to: [{ group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'shop' }],
    });
  });

  test('may be mirrors, which need consent as well', () => {
    const filters = [HttpRouteFilter.requestMirror(service('spy', 'audit'))];
    expect(grants(crossing({ route: http({ filters }) }, conforming()))).toEqual([
      'audit/test-source-httproute Service spy',
      'test-destination/test-source-httproute Service echo',
    ]);
  });

  test('may be backends of single rules', () => {
    const rules = [{ matches: [{ path: HttpPathMatch.prefix('/bank') }], backends: [service('b', 'bank')] }, {}];
    expect(grants(crossing({ route: http({ rules }) }))).toEqual([
      'bank/test-source-httproute Service b',
      'test-destination/test-source-httproute Service echo',
    ]);
  });

  test('is there already where only a backend says it, unless something else makes it, before or after', () => {
    const app = Testing.app();
    crossing({ backend: [service('a', 'shop'), service('b', 'bank')] }, app);
    expect(names(app)).not.toContain('Namespace /shop');
    expect(names(app)).toContain('ReferenceGrant shop/test-source-httproute');
    crossing({ backend: service('a', 'shop'), destination: 'shop', name: 'another' }, app, 'another');
    new EchoService(app, 'bank-echo', { namespace: 'bank' });
    expect(names(app)).toEqual(expect.arrayContaining(['Namespace /shop', 'Namespace /bank']));
  });

  test('may be a namespace that somebody else makes', () => {
    const app = Testing.app();
    crossing({ destination: NamespaceChart.external(app, 'test-destination') }, app);
    expect(names(app)).not.toContain('Namespace /test-destination');
    expect(names(app)).toContain('ReferenceGrant test-destination/test-source-httproute');
  });
});

describe('what several share', () => {
  test('is one object: namespaces, the patch of a Gateway and a grant', () => {
    const app = Testing.app();
    for (const name of ['b', 'a']) {
      crossing({ name, grantName: 'test-grant' }, app, name);
    }
    expect(names(app)).toEqual([
      'Gateway kong/kong',
      'Namespace /test-destination',
      'Deployment test-destination/b',
      'Service test-destination/b',
      'Deployment test-destination/a',
      'Service test-destination/a',
      'ReferenceGrant test-destination/test-grant',
      'Namespace /test-source',
      'HTTPRoute test-source/b',
      'HTTPRoute test-source/a',
    ]);
  });

  test('fails if they name one grant differently, and names both', () => {
    const app = Testing.app();
    crossing({ grantName: 'one' }, app, 'a');
    expect(() => crossing({ grantName: 'two' }, app, 'b')).toThrow(/^grantName is "two" in b\/Route and "one" in a\/Route: /);
  });
});

describe('admission', () => {
  test.each(['All', 'Selector'] as const)('is %s on request', (from) => {
    expect(all(crossing({ admission: { from } }), 'Gateway')[0]?.spec).toMatchObject({
      listeners: [{ allowedRoutes: { namespaces: { from } } }],
    });
  });

  test('is Same where the route lies beside the Gateway', () => {
    const it = crossing({ source: 'kong', admission: { from: 'Same' } });
    expect(all(it, 'Gateway')[0]?.spec).toMatchObject({ listeners: [{ allowedRoutes: { namespaces: { from: 'Same' } } }] });
    expect(routeSpec(it).parentRefs[0]).not.toHaveProperty('namespace');
  });
});

test('a dependency on it is one on its route and its backend', () => {
  const app = Testing.app();
  const it = crossing({}, app);
  const after = new Chart(app, 'after');
  after.node.addDependency(it);
  expect(after.node.dependencies.map((object) => (object as ApiObject).kind).sort()).toEqual(['Deployment', 'HTTPRoute', 'Service']);
});

test('dependencies order objects within a file, however many share a grant, and number no files', () => {
  const { outdir } = Testing.app();
  const app = new CrossingApp({ outdir });
  const [a, b, c] = ['a', 'b', 'c'].map((id) => crossing({}, app, id)) as [CrossNamespaceRoute, CrossNamespaceRoute, CrossNamespaceRoute];
  a.node.addDependency(b);
  b.node.addDependency(c);
  app.synth();
  expect(readdirSync(outdir).sort()).toEqual(['kong.k8s.yaml', 'test-destination.k8s.yaml', 'test-source.k8s.yaml']);
  const routes = readFileSync(join(outdir, 'test-source.k8s.yaml'), 'utf8');
  expect(routes.match(/(?<=metadata:\n {2}name: ).*/g)).toEqual(['test-source', 'c', 'b', 'a']);
});

test.each<[string, Partial<CrossNamespaceRouteProps>, string]>([
  [
    'all is in one namespace',
    { source: 'kong', destination: 'kong' },
    'listener, source and backend are all in "kong": CrossNamespaceRoute needs two namespaces; use HttpRoute',
  ],
  ['all of a gRPC route is in one namespace', { source: 'kong', destination: 'kong', route: grpc() }, 'use GrpcRoute'],
  ['every backend is beside the listener', { source: 'kong', backend: [service('a', 'kong')] }, 'are all in "kong"'],
  [
    'no backend is in the destination',
    { destination: 'test-destination', backend: service('a', 'shop') },
    'destination is "test-destination": the backend is in "shop"; leave destination out',
  ],
  ['the source is no DNS label', { source: '../x' }, 'source is "../x": expected 1 to 63 lower-case letters'],
  [
    'the destination is no DNS label',
    { destination: 'A' },
    'destination is "A": expected 1 to 63 lower-case letters, digits and "-", beginning and ending with a letter or digit; did you mean "a"?',
  ],
  ['the name is no DNS label', { name: 'Echo' }, 'name is "Echo": expected'],
  ['the echo server cannot have the name', { name: 'a.b' }, 'name is "a.b": expected 1 to 63'],
  ['the name of the grant is none', { grantName: '../x' }, 'grantName is "../x": expected 1 to 253'],
  ['there is no backend', { backend: [] }, 'backend has 0 items: expected 1 to 16'],
  ['there are 17 backends', { backend: Array(17).fill(service('a', 'shop')) }, 'backend has 17 items: expected 1 to 16'],
  [
    'a backend has no namespace',
    { backend: { name: 'a', port: 80, metadata: {} } },
    'backend: Service a has no namespace: give its chart one, or set metadata.namespace',
  ],
  [
    'the port of a backend is out of range',
    { backend: service('a', 'shop', 65536) },
    'backend.port is 65536: expected whole numbers from 1 to 65535',
  ],
  [
    'a weight is out of range',
    { backend: [service('a', 'shop'), { backend: service('b', 'shop'), weight: -1 }] },
    'backend[1].weight is -1: expected whole numbers from 0 to 1000000',
  ],
  ['the name of a backend is none', { backend: service('A', 'shop') }, 'backend.name is "A": expected 1 to 63'],
  [
    'the Service does not have the port',
    { backend: { ...service('a', 'shop', 81), ports: [{ port: 80 }, { port: 443 }] } },
    'backend.port is 81: Service shop/a does not have it; expected 80, 443',
  ],
  [
    'the listener cannot carry the route',
    { route: tcp() },
    'listener "proxy" of Gateway kong/kong speaks HTTP, which carries no TCPRoute; it carries GRPCRoute and HTTPRoute',
  ],
  [
    'the admission does not let in the route',
    { admission: { from: 'Same' } },
    'from is "Same": listener "proxy" of Gateway kong/kong then allows "kong" only and not "test-source"; use "Selector"',
  ],
])('fails if %s', (_, props, why) => {
  expect(() => crossing(props)).toThrow(why);
});

test('fails if neither a destination nor a backend is given', () => {
  expect(() => new CrossNamespaceRoute(Testing.app(), 'echo', { listener: listener(), source: 'test-source', route: http() })).toThrow(
    'destination is missing: name the namespace, or give a backend that has one',
  );
});

test.each<[string, object, string]>([
  ['the id is taken for the name and is none', { name: undefined }, 'name (the id, as none is given) is "Echo": expected 1 to 253'],
  [
    'the listener is missing',
    { name: 'a', listener: undefined },
    'listener is missing: give a listener, such as Gateway.external({ namespace, name }).listener(name)',
  ],
  [
    'a Gateway stands in place of its listener',
    { listener: Gateway.external({ namespace: 'kong', name: 'kong' }) },
    'listener is Gateway kong/kong: a route is attached to a listener; write gateway.listener(name)',
  ],
  ['the route is missing', { route: undefined }, 'route is missing: give http({ … })'],
  ['the route is none', { route: { hostnames: [] } }, 'route is {"hostnames":[]}: give http({ … })'],
  ['the source is missing', { name: 'a', source: undefined }, 'source is missing: expected 1 to 63 lower-case letters'],
  ['a backend is a name', { name: 'a', backend: 'a' }, 'backend is "a": give an object such as { name, port, metadata: { namespace } }'],
  ['a backend has no metadata', { name: 'a', backend: { name: 'a', port: 80 } }, 'backend: Service a has no namespace'],
])('fails if %s, also where nobody checks types', (_, props, why) => {
  expect(() => crossing(props, Testing.app(), 'Echo')).toThrow(why);
});

test('fails if no rule sends to the backends of the crossing', () => {
  expect(() => crossing({ route: http({ rules: [{ backends: [service('b', 'bank')] }] }) })).toThrow(
    'no rule sends to backend: each has backends of its own, or redirects; remove them from one, or leave backend and destination out',
  );
});

test('fails if a path has no slash', () => {
  expect(() => crossing({ route: http({ pathPrefix: 'echo' }) })).toThrow(
    'pathPrefix is "echo": a path starts with "/"; did you mean "/echo"?',
  );
});

test('fails if the target does not serve the kind of route', () => {
  const app = new CrossingApp({ target: { controller: 'generic', gatewayApi: '1.3', channel: 'standard' } });
  expect(() => crossing({ route: tcp(), listener: listener('tcp', 'TCP') }, app)).toThrow(
    /^TCPRoute test-source\/echo: target generic \(Gateway API 1\.3, standard channel\) does not serve TCPRoute/,
  );
});

test('fails if two crossings write one route', () => {
  const app = Testing.app();
  crossing({}, app, 'a');
  expect(() => crossing({ name: 'a', backend: service('other', 'shop') }, app, 'b')).toThrow(
    /^HTTPRoute test-source\/a is made twice: b\/Route makes what/,
  );
});
