const LISTENER = { name: 'a', port: 80, protocol: 'HTTP' };
const SERVICE = { group: '', kind: 'Service', name: 'a', port: 80 };
export const PARENT = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g' };
const PREFIX = { path: { type: 'PathPrefix', value: '/a' } };

const listeners = (...items: object[]) => ({ listeners: items.map((item) => ({ ...LISTENER, ...item })) });
const rule = (fields: object) => ({ rules: [{ matches: [PREFIX], ...fields }] });
const filter = (fields: object) => rule({ filters: [fields] });
const path = (value: string) => rule({ matches: [{ path: { type: 'Exact', value } }] });
const tracing = (fields: object) => ({ tracing: { mode: 'ImplementationDefault', ...fields } });

/** For each rule what breaks it alone, in the form that the API server has it after defaulting. */
export const BROKEN: readonly (readonly [rule: string, kind: string, spec: object, version?: string])[] = [
  ['tls-on-plain-protocol', 'Gateway', listeners({ tls: { mode: 'Passthrough' } })],
  ['https-not-terminated', 'Gateway', listeners({ protocol: 'HTTPS', tls: { mode: 'Passthrough' } })],
  ['tls-mode-missing', 'ListenerSet', listeners({ protocol: 'TLS' })],
  ['hostname-on-stream', 'ListenerSet', listeners({ protocol: 'TCP', hostname: 'a.b' })],
  ['listener-repeated', 'Gateway', listeners({}, { name: 'b' })],
  ['certificate-missing', 'Gateway', listeners({ protocol: 'HTTPS', tls: { mode: 'Terminate' } })],
  ['filters-on-stream', 'Gateway', listeners({ protocol: 'TCP', filters: {} })],
  ['address-repeated', 'Gateway', { addresses: [1, 2].map(() => ({ type: 'IPAddress', value: '1.2.3.4' })) }],
  ['address-without-value', 'Gateway', { addresses: [{ type: 'IPAddress' }] }],
  ['address-not-an-ip', 'Gateway', { addresses: [{ type: 'IPAddress', value: '1.2.3.256' }] }],
  ['address-not-a-host', 'Gateway', { addresses: [{ type: 'Hostname', value: 'A.b' }] }],
  ['routability-unknown', 'Gateway', { addresses: [{ type: 'NamedAddress', value: 'a', routability: 'k8s.io/a' }] }],
  ['infrastructure-key', 'Gateway', { infrastructure: { labels: { 'a b': 'c' } } }],
  [
    'trust-bundle-with-namespace',
    'Gateway',
    {
      tls: {
        frontend: {
          default: {
            validation: { caCertificateRefs: [{ group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'a', namespace: 'b' }] },
          },
        },
      },
    },
  ],
  ['parent-not-distinguished', 'TCPRoute', { parentRefs: [{ ...PARENT, sectionName: 'a' }, PARENT] }],
  ['parent-repeated', 'UDPRoute', { parentRefs: [PARENT, PARENT] }],
  ['target-not-distinguished', 'BackendTLSPolicy', { targetRefs: [{ ...SERVICE, sectionName: 'a' }, SERVICE] }],
  ['target-repeated', 'BackendTLSPolicy', { targetRefs: [SERVICE, SERVICE] }],
  ['service-without-port', 'TLSRoute', { rules: [{ backendRefs: [{ ...SERVICE, port: undefined }] }] }],
  [
    'backend-with-port',
    'HTTPRoute',
    rule({ backendRefs: [{ group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'a', port: 80 }] }),
  ],
  ['filter-member-of-another-type', 'HTTPRoute', filter({ type: 'CORS', cors: {}, urlRewrite: {} })],
  ['filter-member-missing', 'GRPCRoute', filter({ type: 'RequestMirror' })],
  ['filter-repeated', 'HTTPRoute', rule({ filters: [1, 2].map(() => ({ type: 'URLRewrite', urlRewrite: {} })) })],
  [
    'redirect-with-rewrite',
    'HTTPRoute',
    rule({
      filters: [
        { type: 'URLRewrite', urlRewrite: {} },
        { type: 'RequestRedirect', requestRedirect: {} },
      ],
    }),
  ],
  ['mirror-share-twice', 'HTTPRoute', filter({ type: 'RequestMirror', requestMirror: { backendRef: SERVICE, percent: 1, fraction: {} } })],
  [
    'fraction-above-one',
    'GRPCRoute',
    filter({ type: 'RequestMirror', requestMirror: { backendRef: SERVICE, fraction: { numerator: 3, denominator: 2 } } }),
  ],
  ['path-replacement-missing', 'HTTPRoute', filter({ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath' } } })],
  [
    'path-replacement-of-another-type',
    'HTTPRoute',
    filter({ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/', replacePrefixMatch: '/' } } }),
  ],
  ['star-with-others', 'HTTPRoute', filter({ type: 'CORS', cors: { allowMethods: ['*', 'GET'] } })],
  ['auth-protocol-missing', 'HTTPRoute', filter({ type: 'ExternalAuth', externalAuth: { protocol: 'GRPC', backendRef: SERVICE } })],
  [
    'auth-of-another-protocol',
    'HTTPRoute',
    filter({ type: 'ExternalAuth', externalAuth: { protocol: 'GRPC', grpc: {}, http: {}, backendRef: SERVICE } }),
  ],
  ['matches-of-all-rules', 'HTTPRoute', { rules: [64, 64, 1].map((length) => ({ matches: Array(length).fill(PREFIX) })) }],
  ['rule-name-repeated', 'TLSRoute', { rules: [{ name: 'a' }, { name: 'a' }] }, 'v1alpha2'],
  ['redirect-with-backends', 'HTTPRoute', rule({ filters: [{ type: 'RequestRedirect', requestRedirect: {} }], backendRefs: [SERVICE] })],
  [
    'prefix-replaced-without-prefix',
    'HTTPRoute',
    rule({
      matches: [PREFIX, PREFIX],
      filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
    }),
  ],
  ['path-with-empty-segment', 'HTTPRoute', path('/a//b')],
  ['path-with-dots', 'HTTPRoute', path('/a/../b')],
  ['path-with-encoded-slash', 'HTTPRoute', path('/a%2Fb')],
  ['path-not-absolute', 'HTTPRoute', path('a')],
  ['path-with-fragment', 'HTTPRoute', path('/a#b')],
  ['path-letters', 'HTTPRoute', path('/a b')],
  ['backend-timeout-longer', 'HTTPRoute', rule({ timeouts: { request: '1m', backendRequest: '61s' } })],
  ['method-match-empty', 'GRPCRoute', { rules: [{ matches: [{ method: { type: 'Exact' } }] }] }],
  ['service-name-invalid', 'GRPCRoute', { rules: [{ matches: [{ method: { type: 'Exact', service: 'a/b' } }] }] }],
  ['method-name-invalid', 'GRPCRoute', { rules: [{ matches: [{ method: { type: 'Exact', method: 'a.b' } }] }] }],
  ['hostname-is-an-address', 'TLSRoute', { hostnames: ['1.2.3.4'] }],
  ['hostname-invalid', 'TLSRoute', { hostnames: ['a.*.b'] }],
  ['trust-twice', 'BackendTLSPolicy', { validation: { caCertificateRefs: [{}], wellKnownCACertificates: 'System' } }],
  ['trust-missing', 'BackendTLSPolicy', { validation: {} }],
  ['alt-name-missing', 'BackendTLSPolicy', { validation: { caCertificateRefs: [{}], subjectAltNames: [{ type: 'URI' }] } }],
  [
    'alt-name-of-another-type',
    'BackendTLSPolicy',
    { validation: { caCertificateRefs: [{}], subjectAltNames: [{ type: 'URI', uri: 'a', hostname: 'b' }] } },
  ],
  ['cluster-local-host', 'XBackend', { type: 'ExternalHostname', externalHostname: { hostname: 'a.b.svc.cluster.local' } }],
  ['port-name', 'XBackend', { type: 'ExternalHostname', externalHostname: {}, port: { name: 'A' } }],
  ['match-label-key', 'XBackend', { type: 'EndpointSelector', endpointSelector: { matchLabels: { 'a b': 'c' } } }],
  ['member-by-type', 'XBackend', { type: 'ExternalHostname' }],
  ['backend-protocol-and-tls', 'XBackend', { type: 'ExternalHostname', externalHostname: {}, protocol: 'WSS', tls: { mode: 'None' } }],
  ['backend-tls-validation', 'XBackend', { type: 'ExternalHostname', externalHostname: {}, tls: { mode: 'ServerOnly' } }],
  ['budget-interval', 'XBackendTrafficPolicy', { retryConstraint: { budget: { interval: '61m' } } }],
  ['rate-interval', 'XBackendTrafficPolicy', { retryConstraint: { minRetryRate: { interval: '0s' } } }],
  ['telemetry-empty', 'XTelemetryPolicy', {}],
  ['member-by-type', 'XTelemetryPolicy', tracing({ spanName: 'a' })],
  [
    'permanent-cookie-without-timeout',
    'HTTPRoute',
    rule({ sessionPersistence: { type: 'Cookie', cookie: { lifetimeType: 'Permanent' } } }),
  ],
  ['cookie-config-of-another-type', 'GRPCRoute', rule({ sessionPersistence: { type: 'Header', header: {}, cookieConfig: {} } })],
  ['session-member-of-another-type', 'HTTPRoute', rule({ sessionPersistence: { type: 'Cookie', cookie: {}, header: { name: 'a' } } })],
  ['session-member-missing', 'HTTPRoute', rule({ sessionPersistence: { type: 'Header' } })],
];
