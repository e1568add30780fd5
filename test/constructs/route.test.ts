import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { Gateway } from '../../constructs';
import { TARGET_CONTEXT } from '../../constructs/checks/target';
import type { AdmittingListener } from '../../constructs/gateways/admitting-listener';
import type { Protocol } from '../../constructs/gateways/listener';
import { HttpRoute } from '../../constructs/routes/http-route';
import { TcpRoute } from '../../constructs/routes/tcp-route';
import type { RouteKind } from '../../gateway-api';
import { manifests } from '../../jest';
import { everything, least, listener, many, objectOf, service, source, specOf, standard } from './routes';

const kinds = Object.keys(least) as RouteKind[];

test.each<[string, (scope: Construct) => unknown, string]>([
  [
    'parents is one',
    (it) => least.HTTPRoute(it, { parents: listener() as never }),
    'HTTPRoute test-source/echo: parents is an instance of ExternalListener: give a list',
  ],
  ['rules is missing', (it) => new HttpRoute(it, 'echo', { parents: [listener()] } as never), 'rules is missing: give a list'],
  ['hostnames is one', (it) => least.HTTPRoute(it, { hostnames: 'a.com' } as never), 'hostnames is "a.com": give a list'],
  ['hostnames is missing', (it) => least.TLSRoute(it, { hostnames: undefined } as never), 'hostnames is missing: give a list'],
  ['backends is missing', (it) => least.TCPRoute(it, { backends: undefined } as never), 'backends is missing: give a list'],
  ['backends of a rule is one', (it) => least.HTTPRoute(it, { rules: [{ backends: service() }] } as never), 'backends is {"name":"echo",'],
  ['backends of a rule is missing', (it) => least.GRPCRoute(it, { rules: [{}] } as never), 'rules[0].backends is missing: give a list'],
  [
    'a method is none',
    (it) => least.HTTPRoute(it, { rules: [{ matches: [{ method: 'get' }], backends: [service()] }] } as never),
    'rules[0].matches[0].method is "get": expected one of CONNECT, DELETE, GET,',
  ],
  [
    'useDefaultGateways is none',
    (it) => least.HTTPRoute(it, { useDefaultGateways: true as never }),
    'useDefaultGateways is true: expected one of All, None',
  ],
])('fails if %s, also where nobody checks types', (_, make, why) => {
  expect(() => make(source(everything))).toThrow(why);
});

describe.each(kinds)('%s', (kind) => {
  const make = least[kind];
  const protocol: Protocol = kind === 'HTTPRoute' || kind === 'GRPCRoute' ? 'HTTP' : (kind.replace('Route', '') as Protocol);
  const proxy = listener('proxy', protocol);

  test('its object is the default child, for patches of the user', () => {
    const route = make(source(everything));
    const object = ApiObject.of(route);
    expect(route.node.defaultChild).toBe(object);
    object.addJsonPatch(JsonPatch.add('/metadata/annotations', { 'example.com/by-hand': 'yes' }));
    object.addJsonPatch(JsonPatch.replace('/spec/rules/0/backendRefs/0/weight', 7));
    expect(objectOf(route).metadata.annotations).toEqual({ 'example.com/by-hand': 'yes' });
    expect(specOf(route).rules[0].backendRefs[0].weight).toBe(7);
  });

  test('has no status, no null and no empty metadata', () => {
    const text = JSON.stringify(objectOf(make(source(everything))));
    expect(text).not.toMatch(/status|null|labels|annotations|\{\}|\[\]/);
  });

  test('names listeners in one order, whatever the order in which they are given', () => {
    const edge = { namespace: 'platform', name: 'edge' };
    const listeners = [listener('b', protocol, {}, edge), listener('a', protocol, {}, edge), proxy];
    const route = make(source(everything), { parents: listeners.slice(0, 1) });
    route.addParents(...listeners.slice(1));
    const sections = specOf(route).parentRefs.map(({ namespace, name, sectionName }: Record<string, string>) => [
      namespace,
      name,
      sectionName,
    ]);
    expect(sections).toEqual([
      ['kong', 'kong', 'proxy'],
      ['platform', 'edge', 'a'],
      ['platform', 'edge', 'b'],
    ]);
    expect(route.parents).toEqual(listeners);
  });

  test('leaves the namespace out of references into its own', () => {
    const { parentRefs, rules } = specOf(
      least[kind](source(everything), {
        namespace: 'kong',
        parents: [proxy, listener('proxy', protocol, {}, { namespace: 'platform', name: 'kong' })],
      }),
    );
    expect(parentRefs).toMatchObject([{ name: 'kong', sectionName: 'proxy' }, { namespace: 'platform' }]);
    expect(parentRefs[0]).not.toHaveProperty('namespace');
    expect(rules[0].backendRefs[0]).toHaveProperty('namespace', 'test-destination');

    const { rules: own } = specOf(least[kind](source(everything), { namespace: 'test-destination' }));
    expect(own[0].backendRefs[0]).not.toHaveProperty('namespace');
  });

  test('fails if it is attached to one listener twice', () => {
    expect(() => make(source(everything), { parents: [proxy, listener('proxy', protocol)] })).toThrow(
      `${kind} test-source/echo: parents holds "Gateway kong/kong, listener proxy" twice: a route is attached to a listener once`,
    );
    expect(() => make(source(everything)).addParents(proxy)).toThrow('a route is attached to a listener once');
  });

  test('fails if it has no listener, or more than 32', () => {
    const listeners = many(33, (index) => listener(`l${index}`, protocol));
    expect(() => make(source(everything), { parents: [] })).toThrow(`${kind} test-source/echo: parents has 0 items: expected 1 to 32`);
    expect(() => make(source(everything), { parents: listeners })).toThrow('parents has 33 items: expected 1 to 32');
    expect(() => objectOf(make(source(everything), { parents: listeners.slice(1) }))).not.toThrow();
  });

  test('is attached to default Gateways on request, and needs no listener then', () => {
    const route = make(source(everything), { parents: [], useDefaultGateways: 'All' });
    expect(specOf(route)).toMatchObject({ useDefaultGateways: 'All' });
    expect(specOf(route)).not.toHaveProperty('parentRefs');
    expect(() => make(source(everything), { parents: [], useDefaultGateways: 'None' })).toThrow('parents has 0 items');
  });

  test('fails if the target has no default Gateways', () => {
    for (const target of [{ controller: 'kong' }, standard('1.6'), { ...everything, gatewayApi: '1.3' }] as const) {
      expect(() => make(source(target), { useDefaultGateways: 'All' })).toThrow(/useDefaultGateways|does not serve/);
    }
  });

  test.each<Protocol>(['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP'])('is carried by a listener that speaks %s, or fails', (spoken) => {
    const carries = protocol === 'HTTP' ? spoken.startsWith('HTTP') : spoken === protocol;
    const attach = () => objectOf(make(source(everything), { parents: [listener('proxy', spoken)] }));
    if (carries) {
      expect(attach).not.toThrow();
    } else {
      expect(attach).toThrow(
        `${kind} test-source/echo: parents: listener "proxy" of Gateway kong/kong speaks ${spoken}, which carries no ${kind}; it carries `,
      );
    }
  });

  test('takes a listener of which nothing is known', () => {
    const unknown = Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy');
    expect(() => objectOf(make(source(everything), { parents: [unknown] }))).not.toThrow();
  });

  test.each(['Echo', '../x', 'a_b', 'x'.repeat(254)])('fails if its name is %s', (name) => {
    expect(() => make(source(everything), { name })).toThrow(`name is ${JSON.stringify(name)}: expected 1 to 253`);
  });

  test.each(['Test', 'a.b', '../x', 'x'.repeat(64)])('fails if its namespace is %s', (namespace) => {
    expect(() => make(source(everything), { namespace })).toThrow(`namespace is ${JSON.stringify(namespace)}: expected 1 to 63`);
  });

  test('fails if a label or an annotation is none', () => {
    expect(() => make(source(everything), { labels: { team: 'a b' } })).toThrow(`${kind} test-source/echo: labels["team"] is "a b"`);
    expect(() => make(source(everything), { annotations: { 'a b': '' } })).toThrow('annotations: a key is "a b"');
  });

  test('has the labels and annotations that it is given', () => {
    const { metadata } = objectOf(make(source(everything), { labels: { team: 'a' }, annotations: { 'example.com/note': 'b' } }));
    expect(metadata).toMatchObject({ labels: { team: 'a' }, annotations: { 'example.com/note': 'b' } });
  });

  const grantsOf = (scope: Construct) =>
    manifests(scope.node.root as App)
      .filter((object) => object.kind === 'ReferenceGrant')
      .map(({ metadata, spec }) => {
        const { from, to } = spec as { from: [{ kind: string }]; to: { name: string }[] };
        return [metadata.namespace, metadata.name, from[0].kind, to.map(({ name }) => name)];
      });

  test('is granted its backends in other namespaces, also those that come later', () => {
    const scope = source(everything);
    const route = make(scope, { admission: false });
    const grant = ['test-destination', `test-source-${kind.toLowerCase()}`, kind];
    expect(grantsOf(scope)).toEqual([[...grant, ['echo']]]);
    if (route instanceof HttpRoute) {
      route.addRules({ matches: [{ method: 'POST' }], backends: [service('other')] });
      expect(grantsOf(scope)).toEqual([[...grant, ['echo', 'other']]]);
    }
  });

  test('has a grant with a name of its own, or none, on request', () => {
    const [named, later, without] = [source(everything), source(everything), source(everything)];
    make(named, { admission: false, grants: { name: 'test-grant' } });
    make(later, { admission: false, grants: false }).grantBackends('test-grant');
    make(without, { admission: false, grants: false });
    expect(grantsOf(named)).toEqual([['test-destination', 'test-grant', kind, ['echo']]]);
    expect(grantsOf(later)).toEqual(grantsOf(named));
    expect(grantsOf(without)).toEqual([]);
  });

  test('says of itself what and where it is', () => {
    expect(`${make(source(everything), { name: 'web' })}`).toBe(`${kind} test-source/web`);
  });
});

test.each<[RouteKind, string]>([
  ['TCPRoute', 'v1 is in both channels since 1.6, v1alpha2 is in the experimental channel since 1.3 only'],
  ['TLSRoute', 'v1 is in both channels since 1.5, v1alpha2 is in the experimental channel since 1.3 only'],
  ['UDPRoute', 'v1 is in both channels since 1.6'],
])('fails if the target does not serve %s', (kind, why) => {
  expect(() => least[kind](source(standard('1.3')))).toThrow(
    `${kind} test-source/echo: target generic (Gateway API 1.3, standard channel) does not serve ${kind}; ${why}`,
  );
});

test.each<[RouteKind, string, string]>([
  ['TCPRoute', 'gateway.networking.k8s.io/v1alpha2', 'gateway.networking.k8s.io/v1'],
  ['TLSRoute', 'gateway.networking.k8s.io/v1alpha2', 'gateway.networking.k8s.io/v1'],
  ['UDPRoute', 'gateway.networking.k8s.io/v1alpha2', 'gateway.networking.k8s.io/v1'],
])('%s is written in the version that the target reads', (kind, forKong, newest) => {
  expect(objectOf(least[kind](source())).apiVersion).toBe(forKong);
  expect(objectOf(least[kind](source({ gatewayApi: '1.6' }))).apiVersion).toBe(forKong);
  expect(objectOf(least[kind](source(standard('1.6')))).apiVersion).toBe(newest);
});

describe('namespace', () => {
  const props = { parents: [listener()], rules: [{ backends: [service()] }] };

  test('is that of the chart around the route', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'shop' });
    expect(objectOf(new HttpRoute(chart, 'echo', props)).metadata.namespace).toBe('shop');
  });

  test('has a chart, in which the route lands wherever it was made', () => {
    const app = new App();
    new HttpRoute(new Chart(app, 'chart', { namespace: 'shop' }), 'echo', { ...props, namespace: 'web' });
    expect(app.charts.map(({ namespace, node }) => [node.id, namespace, node.findAll().filter(ApiObject.isApiObject).length])).toEqual([
      ['chart', 'shop', 0],
      ['web', 'web', 2],
      ['test-destination', 'test-destination', 0],
    ]);
  });

  test('fails if it is neither given nor that of a chart', () => {
    expect(() => new HttpRoute(new Chart(new App(), 'chart'), 'echo', props)).toThrow(
      'namespace is missing: chart/echo is in no chart that has one; give the namespace',
    );
  });
});

describe('hostnames', () => {
  const make = (host: string, hostnames: string[]) =>
    new HttpRoute(source(everything), 'echo', {
      parents: [listener('proxy', 'HTTP', { hostname: host })],
      hostnames,
      rules: [{ backends: [service()] }],
    });

  test.each([
    ['example.com', ['example.com']],
    ['example.com', ['other.com', 'example.com']],
    ['*.example.com', ['a.example.com']],
    ['*.example.com', ['a.b.example.com']],
    ['a.example.com', ['*.example.com']],
    ['*.example.com', ['*.a.example.com']],
    ['*.example.com', []],
  ])('a listener for %s answers for one of %j', (host, hostnames) => {
    expect(() => objectOf(make(host, hostnames))).not.toThrow();
  });

  test.each([
    ['example.com', ['other.com']],
    ['*.example.com', ['example.com']],
    ['*.example.com', ['aexample.com']],
    ['example.com', ['*.example.com']],
  ])('fails if a listener for %s answers for none of %j', (host, hostnames) => {
    expect(() => make(host, hostnames)).toThrow(
      `HTTPRoute test-source/echo: hostnames is ${JSON.stringify(hostnames)}: listener "proxy" of Gateway kong/kong answers for "${host}" only`,
    );
  });

  test('fails if a listener that comes later answers for none', () => {
    const other = listener('other', 'HTTP', { hostname: 'other.com' });
    expect(() => make('example.com', ['example.com']).addParents(other)).toThrow('answers for "other.com" only');
  });

  describe('that only another handle of the Gateway states', () => {
    const kong = Gateway.external({ namespace: 'kong', name: 'kong' });
    const web = (app: App, id: string, parent: AdmittingListener, hostnames: string[]) =>
      new HttpRoute(app, id, {
        namespace: 'web',
        parents: [parent],
        hostnames,
        admission: {},
        rules: [{ backends: [{ name: 'web', port: 80, metadata: { namespace: 'web' } }] }],
      });
    const why = 'HTTPRoute web/other: hostnames is ["a.org"]: listener "proxy" of Gateway kong/kong answers for "*.example.com" only';

    test('are refused where the route is written', () => {
      const app = new App();
      web(app, 'first', kong.listener('proxy', { hostname: '*.example.com' }), ['a.example.com']);
      expect(() => web(app, 'other', kong.listener('proxy'), ['a.org'])).toThrow(why);
    });

    test('are refused if the handle comes after the route', () => {
      const app = new App();
      web(app, 'other', kong.listener('proxy'), ['a.org']);
      web(app, 'first', kong.listener('proxy', { hostname: '*.example.com' }), ['a.example.com']);
      expect(() => manifests(app)).toThrow(why);
    });

    test('and so is a protocol that does not carry the route', () => {
      const app = new App();
      web(app, 'other', kong.listener('proxy'), []);
      new TcpRoute(app, 'tcp', {
        namespace: 'web',
        parents: [kong.listener('proxy', { protocol: 'TCP' })],
        admission: {},
        backends: [{ name: 'web', port: 80, metadata: { namespace: 'web' } }],
      });
      expect(() => manifests(app)).toThrow('speaks TCP, which carries no HTTPRoute; it carries TCPRoute');
    });
  });
});

test('the target that stands above the route counts', () => {
  const scope = source({ controller: 'generic', gatewayApi: '1.6' });
  const route = least.TCPRoute(scope);
  expect(scope.node.tryGetContext(TARGET_CONTEXT)).toBeDefined();
  expect(objectOf(route).apiVersion).toBe('gateway.networking.k8s.io/v1');
});
