import { App } from 'cdk8s';
import fc from 'fast-check';
import {
  BackendTlsPolicy,
  CrossNamespaceRoute,
  EchoService,
  Gateway,
  GrpcMethodMatch,
  GrpcRoute,
  GrpcRouteFilter,
  grantReference,
  grpc,
  HeaderMatch,
  HttpPathMatch,
  HttpPathModifier,
  HttpRoute,
  HttpRouteFilter,
  http,
  ListenerSet,
  NamespaceChart,
  QueryParamMatch,
  ReferenceGrant,
  SessionPersistence,
  TARGET_CONTEXT,
  TcpRoute,
  TlsRoute,
  tcp,
  tls,
  UdpRoute,
  udp,
} from '../../constructs';
import { manifests } from '../../jest';
import { everything } from './routes';

// biome-ignore lint/suspicious/noExplicitAny: arbitrary values are given where types would refuse them.
type Any = any;

/** Props with a value in each place where somebody may write one. */
const selector = { matchLabels: { team: 'web' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] };
const tlsOfListener = { mode: 'Terminate', certificateRefs: [{ name: 'a', namespace: 'b' }], options: { a: 'b' } };
const allowedRoutes = { from: 'Selector', selector, kinds: ['HTTPRoute'] };
const listenerProps = { name: 'https', port: 443, protocol: 'HTTPS', hostname: 'a.com', tls: tlsOfListener, allowedRoutes };
const backend = {
  name: 'a',
  port: 80,
  metadata: { namespace: 'shop' },
  kind: 'Service',
  apiVersion: 'v1',
  ports: [{ port: 80 }],
  weight: 1,
};
const metadata = { labels: { a: 'b' }, annotations: { a: 'b' } };
const edge = () => Gateway.external({ namespace: 'edge', name: 'public' });
const common = {
  name: 'a',
  namespace: 'web',
  parents: [edge().listener('a')],
  admission: { from: 'Selector', restrictKinds: false },
  grants: { name: 'a' },
  ...metadata,
};
const external = {
  namespace: 'edge',
  name: 'public',
  admits: { namespaces: ['a'], kinds: ['HTTPRoute'] },
  includeGatewayNamespace: true,
  mutable: true,
};
const rule = {
  name: 'a',
  matches: [
    {
      path: HttpPathMatch.prefix('/'),
      headers: [HeaderMatch.exact('a', 'b')],
      queryParams: [QueryParamMatch.exact('a', 'b')],
      method: 'GET',
    },
  ],
  filters: [HttpRouteFilter.cors({})],
  backends: [{ backend, port: 80, weight: 1, filters: [] }],
  stripPrefix: false,
  timeouts: { request: '2s', backendRequest: '1s' },
  retry: { attempts: 1, backoff: '1s', codes: [500] },
  sessionPersistence: SessionPersistence.header(),
};
const spec = { hostnames: ['a.com'], kong: { plugins: ['a'], protocols: ['http'], preserveHost: true, stripPath: true }, ...metadata };

const makers: Record<string, [(app: App, props: Any) => unknown, object]> = {
  CrossNamespaceRoute: [
    (app, props) => new CrossNamespaceRoute(app, 'a', props),
    {
      listener: edge().listener('a'),
      source: 'web',
      destination: 'shop',
      backend: [backend],
      route: http(),
      name: 'a',
      grantName: 'a',
      admission: {},
    },
  ],
  HttpRoute: [(app, props) => new HttpRoute(app, 'a', props), { ...common, rules: [rule], hostnames: ['a.com'] }],
  GrpcRoute: [
    (app, props) => new GrpcRoute(app, 'a', props),
    {
      ...common,
      rules: [
        {
          backends: [backend],
          matches: [{ method: GrpcMethodMatch.exact({ service: 'a' }) }],
          filters: [GrpcRouteFilter.requestHeaderModifier({ set: { a: 'b' } })],
        },
      ],
    },
  ],
  TcpRoute: [(app, props) => new TcpRoute(app, 'a', props), { ...common, backends: [backend], ruleName: 'a' }],
  TlsRoute: [(app, props) => new TlsRoute(app, 'a', props), { ...common, hostnames: ['a.com'], backends: [{ backend, port: 80 }] }],
  UdpRoute: [(app, props) => new UdpRoute(app, 'a', props), { ...common, backends: [backend] }],
  Gateway: [
    (app, props) => new Gateway(app, 'a', props),
    {
      gatewayClassName: 'a',
      listeners: [listenerProps],
      name: 'a',
      namespace: 'edge',
      addresses: [{ type: 'IPAddress', value: '10.0.0.1' }],
      infrastructure: { ...metadata, parametersRef: { group: 'a.com', kind: 'A', name: 'a' } },
      tls: {
        backend: { clientCertificateRef: { name: 'a', namespace: 'b' } },
        frontend: {
          default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'a' }], mode: 'AllowValidOnly' } },
          perPort: [{ port: 443, tls: { validation: { caCertificateRefs: [] } } }],
        },
      },
      allowedListeners: { namespaces: { from: 'Selector', selector } },
      ...metadata,
      grantName: 'a',
    },
  ],
  ListenerSet: [
    (app, props) => new ListenerSet(app, 'a', props),
    { parent: edge(), listeners: [listenerProps], namespace: 'web', ...metadata },
  ],
  external: [(_, props) => Gateway.external(props), external],
  'external listener': [
    (_, props) => edge().listener('a', props),
    { port: 80, protocol: 'HTTP', hostname: 'a.com', admits: { namespaces: selector }, mutable: true },
  ],
  admit: [
    (app, props) =>
      edge()
        .listener('a')
        .admit(new TcpRoute(app, 'a', { namespace: 'web', parents: [edge().listener('b')], backends: [{ ...backend } as Any] }), props),
    { from: 'Selector', selector, restrictKinds: true },
  ],
  ReferenceGrant: [
    (app, props) => new ReferenceGrant(app, 'a', props),
    {
      namespace: 'shop',
      name: 'a',
      from: [{ group: '', kind: 'A', namespace: 'web' }],
      to: [{ group: '', kind: 'Service', name: 'a' }],
      ...metadata,
    },
  ],
  grantReference: [
    (app, props) =>
      grantReference(
        new Gateway(app, 'a', { namespace: 'edge', gatewayClassName: 'a', listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] }),
        props,
      ),
    { group: '', kind: 'Secret', name: 'a', namespace: 'b' },
  ],
  EchoService: [(app, props) => new EchoService(app, 'a', props), { name: 'a', namespace: 'echo', image: 'a:1', port: 1027 }],
  BackendTlsPolicy: [
    (app, props) => new BackendTlsPolicy(app, 'a', props),
    {
      backends: [backend],
      portName: 'a',
      hostname: 'a.com',
      caCertificates: [{ name: 'a', kind: 'ConfigMap', group: '' }],
      options: { a: 'b' },
      name: 'a',
      ...metadata,
    },
  ],
  ensure: [(app, props) => NamespaceChart.ensure(app, 'shop', props), { owner: 'a', ...metadata, protect: true }],
  'external namespace': [(app, props) => NamespaceChart.external(app, 'shop', props), { owner: 'a', mutable: false }],
  http: [(_, props) => http(props), { ...spec, pathPrefix: '/a', stripPrefix: true, timeouts: rule.timeouts, retry: rule.retry }],
  'http rules': [(_, props) => http(props), { ...spec, rules: [rule] }],
  grpc: [(_, props) => grpc(props), { hostnames: ['a.com'], service: 'a', method: 'b', rules: [] }],
  tls: [(_, props) => tls(props), { hostnames: ['a.com'], ruleName: 'a' }],
  tcp: [(_, props) => tcp(props), { ruleName: 'a' }],
  udp: [(_, props) => udp(props), { ruleName: 'a' }],
  requestRedirect: [
    (_, props) => HttpRouteFilter.requestRedirect(props),
    { scheme: 'https', hostname: 'a.com', path: HttpPathModifier.replaceFullPath('/'), port: 443, statusCode: 301 },
  ],
  urlRewrite: [(_, props) => HttpRouteFilter.urlRewrite(props), { hostname: 'a.com', path: HttpPathModifier.replaceFullPath('/') }],
  cors: [
    (_, props) => HttpRouteFilter.cors(props),
    { allowOrigins: ['*'], allowMethods: ['GET'], allowHeaders: ['a'], exposeHeaders: ['a'], allowCredentials: true, maxAge: '5s' },
  ],
  headers: [(_, props) => HttpRouteFilter.requestHeaderModifier(props), { set: { a: 'b' }, add: { b: 'c' }, remove: ['c'] }],
  requestMirror: [
    (_, props) => HttpRouteFilter.requestMirror(props?.backend, props?.options),
    { backend, options: { port: 80, fraction: { numerator: 1, denominator: 2 } } },
  ],
  externalAuth: [
    (_, props) => HttpRouteFilter.externalAuthOverHttp(props?.backend, props?.auth),
    { backend, auth: { path: '/', allowedHeaders: ['a'], allowedResponseHeaders: ['a'], forwardBody: 1 } },
  ],
  extensionRef: [(_, props) => HttpRouteFilter.extensionRef(props), { group: 'a.com', kind: 'A', name: 'a' }],
  cookie: [(_, props) => SessionPersistence.cookie(props), { sessionName: 'a', absoluteTimeout: '1h', lifetimeType: 'Permanent' }],
  matches: [
    (_, props) => [
      HttpPathMatch.prefix(props?.path),
      HeaderMatch.exact(props?.name, props?.value),
      QueryParamMatch.exact(props?.name, props?.value),
      GrpcMethodMatch.exact(props?.method),
    ],
    { path: '/', name: 'a', value: 'b', method: { service: 'a' } },
  ],
};

type Path = readonly (string | number)[];

/** Every place in props, the whole of them first. */
function* paths(value: unknown, at: Path = []): Generator<Path> {
  yield at;
  if (typeof value === 'object' && value !== null && [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))) {
    // A specification of a route is made by http and the like, and not by hand.
    for (const [key, inner] of Object.entries(value)) {
      yield* key === 'route' ? [[...at, key]] : paths(inner, [...at, key]);
    }
  }
}

function put(value: Any, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) {
    return other;
  }
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = put(copy[key], rest, other);
  return copy;
}

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    undefined,
    null,
    0,
    -1,
    Number.NaN,
    1n,
    '',
    'a',
    [],
    [null],
    [undefined],
    {},
    { name: 'a' },
    { backend: {} },
    { metadata: 1 },
    () => 'a',
    Symbol('a'),
  ),
  fc.constantFrom<unknown>(new Map(), new Date(0), edge(), edge().listener('a'), HttpRouteFilter.cors({}), Object.create(null)),
);

test.each(Object.entries(makers))('%s takes any value in place of any prop, or refuses it with a sentence', (_, [make, props]) => {
  const places = [...paths(props)];
  fc.assert(
    fc.property(fc.constantFrom(...places), strange, (place, value) => {
      const app = new App();
      app.node.setContext(TARGET_CONTEXT, everything);
      try {
        make(app, put(props, place, value));
        manifests(app);
      } catch (error) {
        expect((error as Error).constructor).toBe(Error);
        expect((error as Error).message).not.toMatch(/Cannot |is not a function|is not iterable|\[object |of undefined|of null/);
        expect((error as Error).message).toMatch(/[:;]/);
      }
    }),
    { numRuns: 300 },
  );
});
