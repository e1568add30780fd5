import { readFileSync } from 'node:fs';
import { type App, Duration, Testing } from 'cdk8s';
import { Deployment, Service } from 'cdk8s-plus-28';
import {
  CrossingApp,
  CrossNamespaceRoute,
  EchoService,
  Gateway,
  GrpcMethodMatch,
  GrpcRoute,
  grpc,
  HeaderMatch,
  HttpPathMatch,
  HttpPathModifier,
  HttpRoute,
  HttpRouteFilter,
  http,
  NamespaceChart,
  ReferenceGrant,
  SessionPersistence,
  TcpRoute,
  TlsRoute,
  tcp,
  tls,
} from '../../constructs';
import { manifests } from '../../jest';

// What is written here is what types would refuse, or what they let through; `any` stands for code
// that nobody checks.
// biome-ignore lint/suspicious/noExplicitAny: the mistakes of somebody without types are tried.
type Any = any;

const service = (name: string, namespace = 'shop') => ({ name, port: 80, metadata: { namespace } });
const stable = service('stable');
const canary = service('canary');
const edge = Gateway.external({ namespace: 'edge', name: 'public' });
const listener = edge.listener('https');

const crossing = (props: Any) =>
  new CrossNamespaceRoute(Testing.app(), 'shop', { listener, source: 'web', backend: stable, route: http(), ...props });
const route = (props: Any) =>
  new HttpRoute(Testing.app(), 'shop', { namespace: 'web', parents: [listener], rules: [{ backends: [stable] }], ...props });
const rule = (props: Any) => route({ rules: [{ backends: [stable], ...props }] });
const owned = (props: Any) =>
  new Gateway(Testing.app(), 'public', {
    namespace: 'edge',
    gatewayClassName: 'a',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    ...props,
  });
const plus = () =>
  new Service(NamespaceChart.ensure(Testing.app(), 'shop'), 'Service', { metadata: { name: 'shop' }, ports: [{ port: 80 }] });

/**
 * The line of this file in which an error arose, as `crossing synth` finds it: the first call
 * outside of the constructs.
 */
function lineOf(error: Error): string {
  const [, line = '0'] =
    error.stack
      ?.split('\n')
      .find((call) => call.includes(__filename))
      ?.match(/:(\d+):\d+\)?$/) ?? [];
  return readFileSync(__filename, 'utf8').split('\n')[Number(line) - 1] ?? '';
}

const deployment = () => new Deployment(NamespaceChart.ensure(Testing.app(), 'shop'), 'shop', { containers: [{ image: 'shop' }] });
const portless = () => new Service(NamespaceChart.ensure(Testing.app(), 'shop'), 'shop', { externalName: 'shop.example.com' });
const literally = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

const weights: [string, () => unknown, string | RegExp][] = [
  [
    'backend and name',
    () => crossing({ backend: { ...stable, backend: canary, weight: 5 } }),
    'backend has backend and name: write { backend, weight } or { name, port, metadata, weight }',
  ],
  [
    'a Service that is spread',
    () => crossing({ backend: [{ ...plus(), weight: 95 }, canary] }),
    'backend[0] is the spread of a construct, which loses its name: write { backend: service, weight: 95 }',
  ],
  [
    'service',
    () => crossing({ backend: { service: stable, weight: 95 } }),
    'backend.service is not known: write { backend: service, weight: 95 }',
  ],
  [
    'namespace of a backend',
    () => crossing({ backend: { name: 'shop', port: 80, namespace: 'shop' } }),
    'backend.namespace is not known: write metadata: { namespace: "shop" }',
  ],
  [
    'filters of a backend',
    () => rule({ backends: [{ ...stable, filters: [] }] }),
    'backends[0].filters is not known: write { backend: { name, port, metadata }, filters }',
  ],
  [
    'the reference of the API',
    () => HttpRouteFilter.requestMirror({ backendRef: stable } as Any),
    'requestMirror.backendRef is not known: write { name,',
  ],
  [
    'a construct that is not a backend',
    () => crossing({ backend: ofAnotherApp }),
    'backend is an instance of NamespaceChart: give an object',
  ],
  ['a Service without ports', () => crossing({ backend: portless() }), 'backend.port is missing: a route names the port of a Service'],
  ['a name that is mistyped', () => crossing({ backend: { nmae: 'shop', port: 80 } }), 'backend.nmae is not known: did you mean name?'],
  [
    'a workload',
    () => crossing({ backend: deployment() }),
    /^backend is Deployment shop\/\S+: a route sends to a Service; give the Service that exposes it/,
  ],
  [
    'another kind of object',
    () => crossing({ backend: { ...stable, kind: 'ConfigMap' } }),
    'backend is ConfigMap shop/stable: a route sends to a Service; give a Service',
  ],
  [
    'the port of a mirror',
    () => HttpRouteFilter.requestMirror({ ...stable, port: '80' } as Any),
    'requestMirror.port is "80": expected whole',
  ],
  [
    'the server of a filter',
    () => HttpRouteFilter.externalAuthOverHttp({ name: 'auth', port: 80, metadata: {} }),
    'externalAuth: Service auth has no namespace',
  ],
  [
    'a share that is mistyped',
    () => crossing({ backend: { backend: stable, wieght: 5 } }),
    'backend.wieght is not known: did you mean weight?',
  ],
  [
    'a share that is mistyped beside what the backend is',
    () => crossing({ backend: [{ ...stable, weigth: 95 }, canary] }),
    'backend[0].weigth is not known: did you mean weight?',
  ],
];

const unknown: [string, () => unknown, string][] = [
  ['http', () => http({ hostname: 'shop.example.com' } as Any), 'hostname is not known: did you mean hostnames?'],
  ['http, undefined', () => http({ hostname: undefined } as Any), 'hostname is not known: did you mean hostnames?'],
  ['grpc', () => grpc({ methode: 'Add' } as Any), 'methode is not known: did you mean method?'],
  [
    'tls',
    () => tls({ hostnames: ['a.com'], sni: ['a.com'] } as Any),
    'sni is not known: expected annotations, hostnames, kong, labels, ruleName, useDefaultGateways',
  ],
  ['tcp', () => tcp({ hostnames: ['a.com'] } as Any), 'hostnames is not known: the route takes no hostnames; leave hostnames out'],
  ['CrossNamespaceRoute', () => crossing({ sources: 'web' }), 'sources is not known: did you mean source?'],
  [
    'CrossNamespaceRoute, of its route',
    () => crossing({ hostnames: ['a.com'] }),
    'hostnames is not known: write route: http({ hostnames })',
  ],
  ['HttpRoute', () => route({ hostname: 'a.com' }), 'HTTPRoute web/shop: hostname is not known: did you mean hostnames?'],
  ['a rule', () => rule({ filter: [] }), 'HTTPRoute web/shop: rules[0].filter is not known: did you mean filters?'],
  ['a match', () => rule({ matches: [{ header: [] }] }), 'rules[0].matches[0].header is not known: did you mean headers?'],
  ['timeouts', () => rule({ timeouts: { requests: '10s' } }), 'rules[0].timeouts.requests is not known: did you mean request?'],
  [
    'a redirect',
    () => HttpRouteFilter.requestRedirect({ scheme: 'https', status: 301 } as Any),
    'requestRedirect.status is not known: did you mean statusCode?',
  ],
  [
    'headers',
    () => HttpRouteFilter.requestHeaderModifier({ sets: {} } as Any),
    'requestHeaderModifier.sets is not known: did you mean set?',
  ],
  ['a mirror', () => HttpRouteFilter.requestMirror(stable, { percentage: 5 } as Any), 'requestMirror.percentage is not known'],
  ['a session', () => SessionPersistence.cookie({ name: 'a' } as Any), 'sessionPersistence.name is not known'],
  ['a Gateway', () => owned({ className: 'a' }), 'className is not known'],
  ['the beginning of a name', () => owned({ gatewayClass: 'a' }), 'gatewayClass is not known: did you mean gatewayClassName?'],
  [
    'TLS of a listener',
    () => owned({ listeners: [{ name: 'https', port: 443, protocol: 'HTTPS', certificateRefs: [{ name: 'a' }] }] }),
    'listeners[0].certificateRefs is not known: write tls: { certificateRefs: [ … ] }',
  ],
  ['CrossingApp', () => new CrossingApp({ clusters: 'dev' } as Any), 'clusters is not known: did you mean cluster?'],
  [
    'a listener',
    () => owned({ listeners: [{ name: 'http', port: 80, protocol: 'HTTP', hostnames: ['a.com'] }] }),
    'listeners[0].hostnames is not known: a listener has one hostname; write hostname',
  ],
  [
    'an external Gateway',
    () => Gateway.external({ namespace: 'edge', name: 'public', admit: {} } as Any),
    'admit is not known: did you mean admits?',
  ],
  ['an external listener', () => edge.listener('https', { prot: 'HTTPS' } as Any), 'prot is not known: did you mean port?'],
  ['an admission', () => crossing({ admission: { form: 'All' } }), 'admission.form is not known: did you mean from?'],
  ['a namespace', () => NamespaceChart.ensure(Testing.app(), 'shop', { label: {} } as Any), 'label is not known: did you mean labels?'],
  [
    'an external namespace',
    () => NamespaceChart.external(Testing.app(), 'shop', { labels: {} } as Any),
    'labels is not known: the Namespace object is made elsewhere',
  ],
  [
    'a grant',
    () =>
      new ReferenceGrant(Testing.app(), 'a', {
        namespace: 'shop',
        from: [{ kind: 'HTTPRoute', namespace: 'web', name: 'a' }],
        to: [{ kind: 'Service' }],
      } as Any),
    'from[0].name is not known: a grant permits every object of a kind in a namespace; leave name out',
  ],
  [
    'an echo server',
    () => new EchoService(Testing.app(), 'echo', { namespace: 'echo', ports: 1027 } as Any),
    'ports is not known: did you mean port?',
  ],
];

const api: [string, () => unknown, string][] = [
  [
    'a filter',
    () => rule({ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }),
    'write HttpRouteFilter.requestRedirect({ … })',
  ],
  [
    'a filter of a backend',
    () => rule({ backends: [{ backend: stable, filters: [{ type: 'URLRewrite' }] }] }),
    'rules[0].backends[0].filters[0] is {"type":"URLRewrite"}: write HttpRouteFilter.urlRewrite({ … })',
  ],
  [
    'a filter of another kind of route',
    () =>
      new GrpcRoute(Testing.app(), 'a', {
        namespace: 'web',
        parents: [listener],
        rules: [{ backends: [stable], filters: [HttpRouteFilter.requestRedirect({ scheme: 'https' })] }],
      } as Any),
    'rules[0].filters[0].type is "RequestRedirect": expected one of ExtensionRef, RequestHeaderModifier, RequestMirror, ResponseHeaderModifier',
  ],
  ['a filter that rewrites', () => rule({ filters: [{ type: 'URLRewrite' }] }), 'write HttpRouteFilter.urlRewrite({ … })'],
  [
    'a path',
    () => rule({ matches: [{ path: '/cart' }] }),
    'rules[0].matches[0].path is "/cart": write HttpPathMatch.prefix("/cart") or HttpPathMatch.exact("/cart")',
  ],
  [
    'a path match',
    () => rule({ matches: [{ path: { type: 'PathPrefix', value: '/cart' } }] }),
    'write HttpPathMatch.prefix("/cart") or HttpPathMatch.exact("/cart")',
  ],
  [
    'a header match',
    () => rule({ matches: [{ headers: [{ name: 'x-tester', value: 'yes' }] }] }),
    'write HeaderMatch.exact("x-tester", "yes")',
  ],
  [
    'header matches as a map',
    () => rule({ matches: [{ headers: { 'x-tester': 'yes' } }] }),
    'rules[0].matches[0].headers is {"x-tester":"yes"}: give a list: write HeaderMatch.exact("x-tester", "yes")',
  ],
  ['one hostname', () => route({ hostnames: 'a.com' }), 'hostnames is "a.com": give a list, such as ["a.com"]'],
  [
    'a path modifier',
    () => HttpRouteFilter.urlRewrite({ path: '/' } as Any),
    'urlRewrite.path is "/": write HttpPathModifier.replaceFullPath("/")',
  ],
  [
    'a session',
    () => rule({ sessionPersistence: { type: 'Cookie' } }),
    'write SessionPersistence.cookie({ … }) or SessionPersistence.header({ … })',
  ],
  [
    'a Gateway for its listener',
    () => route({ parents: [edge] }),
    'parents[0] is Gateway edge/public: a route is attached to a listener; write gateway.listener(name)',
  ],
  ['one parent', () => route({ parents: listener }), 'parents is an instance of ExternalListener: give a list'],
  ['parentRefs', () => route({ parentRefs: [] }), 'parentRefs is not known: write parents: [gateway.listener(name)]'],
  ['backendRefs', () => rule({ backendRefs: [] }), 'rules[0].backendRefs is not known: write backends'],
  [
    'allowedRoutes',
    () => owned({ listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }] }),
    "listeners[0].allowedRoutes.namespaces is not known: write from and selector directly: allowedRoutes: { from: 'Selector'",
  ],
  [
    'the name of an external Gateway',
    () => Gateway.external('edge/public' as Any),
    'Gateway.external is "edge/public": write Gateway.external({"namespace":"edge","name":"public"})',
  ],
  [
    'a Service as the parent',
    () => route({ parents: [{ kind: 'Service', metadata: { name: 'a' } }] }),
    'a Service as the parent of a route (mesh) is not written here',
  ],
  ['the word for an admission', () => crossing({ admission: 'All' }), 'admission is "All": give options such as { from: \'All\' }'],
  [
    'a gRPC method',
    () =>
      new GrpcRoute(Testing.app(), 'a', {
        namespace: 'web',
        parents: [listener],
        rules: [{ backends: [stable], matches: [{ method: { service: 'a.B' } }] }],
      } as Any),
    'write GrpcMethodMatch.exact({"service":"a.B"})',
  ],
];

const durations: [string, () => unknown, string][] = [
  [
    'a fraction',
    () => rule({ timeouts: { request: '1.5s' } }),
    'rules[0].timeouts.request is "1.5s": expected whole numbers, each with h, m, s or ms, such as "10s" or "1m30s"',
  ],
  [
    'a number',
    () => rule({ timeouts: { request: 10 } }),
    'rules[0].timeouts.request is 10: expected a duration, such as Duration.seconds(10) or "10s"',
  ],
  [
    'more than the request',
    () => rule({ timeouts: { request: '1s', backendRequest: '2s' } }),
    'backendRequest is "2s": it is longer than request, which is "1s"',
  ],
];

const missing: [string, () => unknown, string][] = [
  ['listener', () => crossing({ listener: undefined }), 'listener is missing: give a listener'],
  ['source', () => crossing({ source: undefined }), 'source is missing: expected'],
  ['destination', () => crossing({ destination: undefined }), 'destination is missing: name the namespace'],
  [
    'backend',
    () => crossing({ backend: undefined, destination: 'shop' }),
    'backend is missing: give one, or leave the prop out for an EchoService',
  ],
  [
    'one of several backends',
    () => crossing({ backend: [stable, undefined] }),
    'backend[1] is missing: give an object such as { name, port, metadata: { namespace } }',
  ],
  [
    'the props of a crossing',
    () => new (CrossNamespaceRoute as Any)(Testing.app(), 'a'),
    'props is missing: give props { listener, source, destination, route }',
  ],
  [
    'the props of a route',
    () => new (HttpRoute as Any)(NamespaceChart.ensure(Testing.app(), 'web'), 'a'),
    'HTTPRoute web/a: props is missing: give props { parents, rules }',
  ],
  [
    'the props of a Gateway',
    () => new (Gateway as Any)(Testing.app(), 'a'),
    'props is missing: give props { gatewayClassName, listeners }',
  ],
  [
    'the scope',
    () => new (HttpRoute as Any)('shop', { parents: [listener], rules: [] }),
    'scope is "shop": give the App, a Chart or another construct',
  ],
  [
    'the scope of a namespace',
    () => NamespaceChart.ensure('shop' as Any, 'shop'),
    'scope is "shop": give the App, a Chart or another construct',
  ],
  [
    'the id',
    () => new (HttpRoute as Any)(Testing.app(), { parents: [listener], rules: [] }),
    'id is {"parents":["an instance of ExternalListener"],"rules":[]}: expected a string; give scope, id and props',
  ],
  ['a variable', () => route({ hostnames: [`$\{HOST}.example.com`] }), 'what the variable stands for is not known here'],
];

const ofAnotherApp = NamespaceChart.ensure(Testing.app(), 'web');
const unset = (): string | undefined => undefined;
const values: [string, () => unknown, string][] = [
  ['an unset variable as a namespace', () => crossing({ source: `${unset()}` }), 'source is "undefined": it was put together from a value'],
  ['an unset variable in a name', () => crossing({ name: `shop-${unset()}` }), 'name is "shop-undefined": it was put together'],
  [
    'an unset variable in a hostname',
    () => route({ hostnames: [`${unset()}.example.com`] }),
    'hostnames[0] is "undefined.example.com": it was',
  ],
  ['an unset variable in a path', () => http({ pathPrefix: `/${unset()}/cart` }), 'pathPrefix is "/undefined/cart": it was put together'],
  [
    'a prefix with a wildcard',
    () => http({ pathPrefix: '/cart/*' }),
    'pathPrefix is "/cart/*": a prefix has no wildcard, and matches all that',
  ],
  ['a wildcard alone', () => HttpPathMatch.prefix('/*'), 'did you mean "/"?'],
  [
    'a prefix to strip that is not there',
    () => crossing({ route: http({ stripPrefix: true }) }),
    'stripPrefix is true: the rule matches every path',
  ],
  ['a number that is none', () => crossing({ backend: { ...stable, port: Number.NaN } }), 'backend.port is NaN: expected whole numbers'],
  [
    'a namespace of another App',
    () => crossing({ source: ofAnotherApp }),
    'source is NamespaceChart web of another App: make it in this one',
  ],
  ['a bigint', () => crossing({ backend: { ...stable, port: 80n } }), 'backend.port is 80n: expected whole numbers'],
  ['the name of a grant', () => crossing({ grants: { name: 'A_B' } }), 'grants.name is "A_B": expected'],
  ['every listener of an external Gateway', () => edge.everyListener(), 'mutable is not false: a patch names listeners'],
  ['every listener on a port', () => edge.everyListener(443 as Any), 'props is 443: give props such as { port: 443, mutable: false }'],
];

describe.each([
  ['a value', values],
  ['a backend', weights],
  ['a prop that is not known', unknown],
  ['what the API would write', api],
  ['a duration', durations],
  ['what is missing', missing],
])('%s', (_, mistakes) => {
  test.each(mistakes)('%s is refused in the line that writes it, with what to write', (_name, mistake, why) => {
    let error: unknown;
    try {
      mistake();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(typeof why === 'string' ? literally(why) : why);
    expect(lineOf(error as Error)).toMatch(/(new |=> \w+(\.\w+)?)[\w( )]*\(/);
  });
});

describe('what is taken', () => {
  const backendRefs = (app: App) => (manifests(app).find(({ kind }) => kind === 'HTTPRoute') as Any).spec.rules[0].backendRefs;

  test('a weight beside what a backend is', () => {
    const it = crossing({
      backend: [
        { ...stable, weight: 95 },
        { ...canary, weight: 5 },
      ],
    });
    expect(backendRefs(it.node.root as App).map(({ name, weight }: Any) => [name, weight])).toEqual([
      ['stable', 95],
      ['canary', 5],
    ]);
  });

  test('a weight beside what an echo server is', () => {
    const echo = new EchoService(Testing.app(), 'echo', { namespace: 'shop' });
    expect(backendRefs(crossing({ backend: { ...echo, weight: 5 } }).node.root as App)).toMatchObject([{ name: 'echo', weight: 5 }]);
  });

  test('what is open by nature, and class instances', () => {
    class Props {
      readonly namespace = 'edge';
      readonly name = 'public';
      readonly note = 'not a prop';
    }
    expect(Gateway.external(new Props())).toMatchObject({ namespace: 'edge', name: 'public' });
    expect(() => rule({ backends: [{ ...stable, team: 'shop' }] })).not.toThrow();
    expect(() => owned({ labels: { anything: 'goes' } })).not.toThrow();
  });

  test('a known prop that is undefined, as if it were left out', () => {
    expect(() => route({ hostnames: undefined, labels: undefined, kong: undefined })).not.toThrow();
    expect(() => http({ hostnames: undefined } as Any)).not.toThrow();
  });

  test('a duration as the API writes it, or as cdk8s does', () => {
    const request = (value: Duration | string) => {
      const it = crossing({ route: http({ timeouts: { request: value } }), admission: {} });
      return (manifests(it.node.root as App).find(({ kind }) => kind === 'HTTPRoute') as Any).spec.rules[0].timeouts.request;
    };
    expect([request('10s'), request('90s'), request('1h'), request('0s'), request(Duration.minutes(2))]).toEqual([
      '10s',
      '1m30s',
      '1h',
      '0s',
      '2m',
    ]);
  });

  test('what is made by our own methods', () => {
    expect(() =>
      rule({
        matches: [{ path: HttpPathMatch.prefix('/'), headers: [HeaderMatch.exact('a', 'b')] }],
        filters: [HttpRouteFilter.urlRewrite({ path: HttpPathModifier.replacePrefixMatch('/') })],
      }),
    ).not.toThrow();
    expect(() => GrpcMethodMatch.exact({ service: 'a.B' })).not.toThrow();
    expect(
      () => new TcpRoute(Testing.app(), 'a', { namespace: 'web', parents: [listener], backends: [{ ...stable, weight: 1 }] }),
    ).not.toThrow();
    expect(
      () => new TlsRoute(Testing.app(), 'a', { namespace: 'web', parents: [listener], hostnames: ['a.com'], backends: [stable] }),
    ).not.toThrow();
  });
});
