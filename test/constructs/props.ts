import type { App } from 'cdk8s';
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
  TcpRoute,
  TlsRoute,
  tcp,
  tls,
  UdpRoute,
  udp,
} from '../../constructs';

// biome-ignore lint/suspicious/noExplicitAny: arbitrary values are given where types would refuse them.
export type Any = any;

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
export const edge = () => Gateway.external({ namespace: 'edge', name: 'public' });
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
  sessionPersistence: SessionPersistence.header({ sessionName: 'a' }),
};
const spec = { hostnames: ['a.com'], kong: { plugins: ['a'], protocols: ['http'], preserveHost: true, stripPath: true }, ...metadata };

function routed(app: App, more: Any): HttpRoute {
  return new HttpRoute(app, 'a', {
    namespace: 'web',
    parents: [edge().listener('a')],
    admission: {},
    rules: [{ backends: [backend], ...more }],
  });
}

function filtered(app: App, filter: HttpRouteFilter, backends: Any = [backend]): HttpRoute {
  return routed(app, { filters: [filter], backends });
}

/** Makes what is written from props, and props with a value in each place. */
export const makers: Record<string, [(app: App, props: Any) => unknown, object]> = {
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
          perPort: [{ port: 443, tls: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'a' }] } } }],
        },
      },
      allowedListeners: { namespaces: { from: 'Selector', selector } },
      ...metadata,
      grantName: 'a',
    },
  ],
  'Gateway with filters': [
    (app, props) =>
      new Gateway(app, 'a', {
        namespace: 'edge',
        gatewayClassName: 'a',
        addresses: [props?.address],
        listeners: [{ ...props?.listener, filters: [HttpRouteFilter.externalAuthOverGrpc(props?.server, props?.auth)] }],
      }),
    {
      listener: { name: 'http', port: 80, protocol: 'HTTP', hostname: 'a.com' },
      server: backend,
      auth: { allowedHeaders: ['a'], forwardBody: 1 },
      address: { type: 'Hostname', value: 'a.com' },
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
  ensure: [(app, props) => NamespaceChart.ensure(app, 'shop', props), { owner: 'a', ...metadata, protect: true, open: false }],
  'external namespace': [(app, props) => NamespaceChart.external(app, 'shop', props), { owner: 'a', mutable: false }],
  http: [(_, props) => http(props), { ...spec, pathPrefix: '/a', stripPrefix: true, timeouts: rule.timeouts, retry: rule.retry }],
  'http rules': [(_, props) => http(props), { ...spec, rules: [rule] }],
  grpc: [(_, props) => grpc(props), { hostnames: ['a.com'], service: 'a', method: 'b', rules: [] }],
  tls: [(_, props) => tls(props), { hostnames: ['a.com'], ruleName: 'a' }],
  tcp: [(_, props) => tcp(props), { ruleName: 'a' }],
  udp: [(_, props) => udp(props), { ruleName: 'a' }],
  requestRedirect: [
    (app, props) => filtered(app, HttpRouteFilter.requestRedirect(props), []),
    { scheme: 'https', hostname: 'a.com', path: HttpPathModifier.replaceFullPath('/'), port: 443, statusCode: 301 },
  ],
  urlRewrite: [
    (app, props) => filtered(app, HttpRouteFilter.urlRewrite(props)),
    { hostname: 'a.com', path: HttpPathModifier.replaceFullPath('/') },
  ],
  cors: [
    (app, props) => filtered(app, HttpRouteFilter.cors(props)),
    { allowOrigins: ['*'], allowMethods: ['GET'], allowHeaders: ['a'], exposeHeaders: ['a'], allowCredentials: true, maxAge: '5s' },
  ],
  headers: [
    (app, props) => filtered(app, HttpRouteFilter.requestHeaderModifier(props)),
    { set: { a: 'b' }, add: { b: 'c' }, remove: ['c'] },
  ],
  requestMirror: [
    (app, props) => filtered(app, HttpRouteFilter.requestMirror(props?.backend, props?.options)),
    { backend, options: { port: 80, fraction: { numerator: 1, denominator: 2 } } },
  ],
  externalAuth: [
    (app, props) => filtered(app, HttpRouteFilter.externalAuthOverHttp(props?.backend, props?.auth)),
    { backend, auth: { path: '/', allowedHeaders: ['a'], allowedResponseHeaders: ['a'], forwardBody: 1 } },
  ],
  extensionRef: [(app, props) => filtered(app, HttpRouteFilter.extensionRef(props)), { group: 'a.com', kind: 'A', name: 'a' }],
  cookie: [
    (app, props) => routed(app, { sessionPersistence: SessionPersistence.cookie(props) }),
    { sessionName: 'a', absoluteTimeout: '1h', lifetimeType: 'Permanent' },
  ],
  matches: [
    (app, props) => {
      const { path, name, value, method } = props ?? {};
      routed(app, {
        matches: [
          {
            path: HttpPathMatch.prefix(path),
            headers: [HeaderMatch.exact(name, value)],
            queryParams: [QueryParamMatch.exact(name, value)],
          },
        ],
      });
      new GrpcRoute(app, 'b', {
        namespace: 'web',
        parents: [edge().listener('a')],
        admission: {},
        rules: [{ matches: [{ method: GrpcMethodMatch.exact(method) }], backends: [backend as Any] }],
      });
    },
    { path: '/', name: 'a', value: 'b', method: { service: 'a' } },
  ],
};

export type Path = readonly (string | number)[];

/** Every place in props, the whole of them first. */
export function* paths(value: unknown, at: Path = []): Generator<Path> {
  yield at;
  if (typeof value === 'object' && value !== null && [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))) {
    // A specification of a route is made by http and the like, and not by hand.
    for (const [key, inner] of Object.entries(value)) {
      yield* key === 'route' ? [[...at, key]] : paths(inner, [...at, key]);
    }
  }
}

export function put(value: Any, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) {
    return other;
  }
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = put(copy[key], rest, other);
  return copy;
}
