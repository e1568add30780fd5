import { GROUP, versionsOf } from '../../gateway-api';
import type { Manifest } from './api-server';

const BACKEND = { name: 'echo', port: 80 };
const HEADERS = { set: [{ name: 'x-a', value: 'b' }], add: [{ name: 'x-c', value: 'd e' }], remove: ['x-f'] };
const PARENTS = [
  { name: 'g', sectionName: 'a' },
  { name: 'g', sectionName: 'b' },
  { name: 'h', namespace: 'other' },
];
const SECRET = { name: 'cert' };
const NAMESPACES = {
  from: 'Selector',
  selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
};
const LISTENERS = [
  {
    name: 'a',
    port: 80,
    protocol: 'HTTP',
    hostname: 'a.example.com',
    allowedRoutes: { namespaces: NAMESPACES, kinds: [{ kind: 'HTTPRoute' }] },
  },
  { name: 'b', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [SECRET], options: { 'example.com/a': 'b' } } },
  { name: 'c', port: 8443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
  { name: 'd', port: 90, protocol: 'TCP' },
];
const CORS = { allowOrigins: ['https://a.b'], allowMethods: ['GET'], allowHeaders: ['a'], exposeHeaders: ['b'], maxAge: 1 };
const AUTH = { protocol: 'HTTP', http: { path: '/a', allowedHeaders: ['a'] }, backendRef: BACKEND };
const MIRROR = { backendRef: BACKEND, fraction: { numerator: 1, denominator: 2 } };
const RULES = { rules: [{ backendRefs: [{ ...BACKEND, weight: 1 }] }] };
const VALIDATION = {
  hostname: 'a.b',
  caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }],
  subjectAltNames: [
    { type: 'URI', uri: 'spiffe://a/b' },
    { type: 'Hostname', hostname: 'a.b' },
  ],
};

const FILTERS = [
  { type: 'RequestHeaderModifier', requestHeaderModifier: HEADERS },
  { type: 'RequestMirror', requestMirror: MIRROR },
];

/** Specs that every release takes, and some that only newer ones do; by kind. */
const SPECS: Readonly<Record<string, readonly object[]>> = {
  BackendTLSPolicy: [
    { targetRefs: [{ group: '', kind: 'Service', name: 'a', sectionName: 'b' }], validation: VALIDATION },
    {
      targetRefs: [{ group: '', kind: 'Service', name: 'a' }],
      validation: { hostname: 'a.b', wellKnownCACertificates: 'System' },
      options: { a: 'b' },
    },
  ],
  GRPCRoute: [
    {
      parentRefs: PARENTS,
      hostnames: ['a.example.com', '*.b.c'],
      rules: [
        {
          name: 'one',
          matches: [{ method: { service: 'a.B', method: 'C' }, headers: [{ name: 'x', value: 'y' }] }],
          filters: [...FILTERS, { type: 'ResponseHeaderModifier', responseHeaderModifier: HEADERS }],
          backendRefs: [{ ...BACKEND, filters: FILTERS }],
          sessionPersistence: { type: 'Cookie', absoluteTimeout: '1h', cookie: {} },
        },
        { name: 'two', backendRefs: [BACKEND] },
      ],
    },
  ],
  Gateway: [
    {
      gatewayClassName: 'class',
      listeners: LISTENERS,
      addresses: [{ value: '1.2.3.4' }, { type: 'Hostname', value: 'a.b' }],
      infrastructure: { labels: { a: 'b' }, annotations: { 'a/b': 'c' }, parametersRef: { group: 'a.b', kind: 'C', name: 'd' } },
    },
    {
      gatewayClassName: 'class',
      listeners: [
        {
          ...LISTENERS[0],
          filters: {
            requests: [
              { type: 'ExternalAuth', externalAuth: AUTH },
              { type: 'ExtensionRef', extensionRef: { group: 'a.b', kind: 'C', name: 'd' } },
            ],
          },
        },
      ],
      allowedListeners: { namespaces: NAMESPACES },
      addresses: [{ value: '::1', routability: 'Cluster' }],
      tls: {
        backend: { clientCertificateRef: SECRET },
        frontend: {
          default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] } },
          perPort: [
            {
              port: 443,
              tls: { validation: { caCertificateRefs: [{ group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'ca' }] } },
            },
          ],
        },
      },
    },
  ],
  GatewayClass: [
    { controllerName: 'example.com/controller', description: 'a', parametersRef: { group: 'a.b', kind: 'C', name: 'd', namespace: 'e' } },
  ],
  HTTPRoute: [
    {
      parentRefs: PARENTS,
      hostnames: ['a.example.com', '*.b.c'],
      rules: [
        {
          name: 'one',
          matches: [
            { path: { value: '/a' }, headers: [{ name: 'x', value: 'y' }], queryParams: [{ name: 'q', value: 'r' }], method: 'GET' },
          ],
          filters: [
            ...FILTERS,
            { type: 'URLRewrite', urlRewrite: { hostname: 'b.c', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' } } },
          ],
          backendRefs: [{ ...BACKEND, weight: 2, filters: [{ type: 'CORS', cors: CORS }] }],
          timeouts: { request: '10s', backendRequest: '5s' },
          retry: { attempts: 2, codes: [500, 503], backoff: '100ms' },
          sessionPersistence: { type: 'Header', header: { name: 'a' } },
        },
        {
          name: 'two',
          matches: [{ path: { type: 'Exact', value: '/old' } }, { path: { type: 'RegularExpression', value: '.*' } }],
          filters: [
            {
              type: 'RequestRedirect',
              requestRedirect: {
                scheme: 'https',
                hostname: 'a.b',
                port: 443,
                statusCode: 301,
                path: { type: 'ReplaceFullPath', replaceFullPath: '/n' },
              },
            },
          ],
        },
        { filters: [{ type: 'ExternalAuth', externalAuth: AUTH }], backendRefs: [BACKEND] },
      ],
    },
    {
      rules: [
        {
          matches: [{ path: { value: '/a' } }],
          filters: [{ type: 'RequestRedirect', requestRedirect: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/n' } } }],
          sessionPersistence: { type: 'Cookie', absoluteTimeout: '1h', cookieConfig: { lifetimeType: 'Permanent' }, sessionName: 'a' },
        },
      ],
    },
  ],
  ListenerSet: [{ parentRef: { name: 'g' }, listeners: LISTENERS }],
  ReferenceGrant: [
    {
      from: [{ group: GROUP, kind: 'HTTPRoute', namespace: 'a' }],
      to: [
        { group: '', kind: 'Service', name: 'b' },
        { group: '', kind: 'Secret' },
      ],
    },
  ],
  TCPRoute: [{ parentRefs: PARENTS, ...RULES }],
  TLSRoute: [{ parentRefs: PARENTS, hostnames: ['a.b.c', '*.d.e'], ...RULES }],
  UDPRoute: [{ parentRefs: PARENTS, ...RULES }],
  XBackend: [
    { type: 'ExternalHostname', externalHostname: { hostname: 'a.b' }, port: { number: 80 }, protocol: 'HTTP' },
    {
      type: 'EndpointSelector',
      endpointSelector: { matchLabels: { a: 'b' } },
      port: { number: 80 },
      protocol: 'HTTP2',
      tls: { mode: 'ServerOnly', validation: VALIDATION },
    },
  ],
  XBackendTrafficPolicy: [
    {
      targetRefs: [{ group: '', kind: 'Service', name: 'a' }],
      retryConstraint: { budget: { percent: 20, interval: '10s' }, minRetryRate: { count: 10, interval: '1s' } },
    },
  ],
  XListenerSet: [{ parentRef: { name: 'g' }, listeners: LISTENERS }],
  XMesh: [{ controllerName: 'example.com/mesh', description: 'a' }],
  XTelemetryPolicy: [
    {
      targetRefs: [{ group: GROUP, kind: 'Gateway', name: 'a' }],
      tracing: {
        mode: 'Enabled',
        provider: { backendRef: BACKEND },
        samplingRate: { numerator: 1 },
        parentBasedSampling: { mode: 'Enabled', samplingRate: { numerator: 1, denominator: 2 } },
        attributes: [
          { name: 'a', sourceType: 'Literal', literalValue: 'b' },
          { name: 'c', sourceType: 'Header', headerName: 'd' },
        ],
      },
    },
  ],
};

const CLUSTER_WIDE = ['GatewayClass', 'XMesh'];

/** Objects of every kind in every version. */
export const seeds: readonly Manifest[] = Object.entries(SPECS).flatMap(([kind, specs]) => {
  const group = kind.startsWith('X') ? 'gateway.networking.x-k8s.io' : GROUP;
  const metadata = { name: 'a', ...(!CLUSTER_WIDE.includes(kind) && { namespace: 'default' }) };
  return versionsOf(group, kind).flatMap((version) => specs.map((spec) => ({ apiVersion: `${group}/${version}`, kind, metadata, spec })));
});
