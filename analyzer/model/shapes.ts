import type { Kind } from './objects';
import { atomic, expected, INTEGER, list, listBy, map, required, type Shape, STRING, STRINGS } from './shape';

const GROUP_KIND = { group: STRING, kind: STRING };
const LOCAL_REFERENCE = map({ group: required(STRING), kind: required(STRING), name: required(STRING) });
const OBJECT = { ...GROUP_KIND, namespace: STRING, name: required(STRING) };
const FULL_REFERENCE = map({ group: required(STRING), kind: required(STRING), namespace: STRING, name: required(STRING) });
const PARENT = map({ ...OBJECT, sectionName: STRING, port: INTEGER });
const BACKEND_FIELDS = { ...OBJECT, port: INTEGER };
const BACKEND = map(BACKEND_FIELDS);

const HEADERS = list(map({ name: expected(STRING), value: expected(STRING) }));
const HEADER_MODIFIER = map({ set: HEADERS, add: HEADERS, remove: list(STRING) });
const PATH_MODIFIER = map({ type: expected(STRING), replaceFullPath: STRING, replacePrefixMatch: STRING });

const FILTERS = list(
  map({
    type: expected(STRING),
    requestHeaderModifier: HEADER_MODIFIER,
    responseHeaderModifier: HEADER_MODIFIER,
    requestMirror: map({ backendRef: expected(BACKEND), percent: INTEGER }),
    requestRedirect: map({ scheme: STRING, hostname: STRING, port: INTEGER, statusCode: INTEGER, path: PATH_MODIFIER }),
    urlRewrite: map({ hostname: STRING, path: PATH_MODIFIER }),
    extensionRef: LOCAL_REFERENCE,
    externalAuth: map({ backendRef: expected(BACKEND) }),
  }),
);

const BACKENDS = list(map({ ...BACKEND_FIELDS, weight: INTEGER }));
const BACKENDS_WITH_FILTERS = list(map({ ...BACKEND_FIELDS, weight: INTEGER, filters: FILTERS }));
const VALUES = list(map({ type: STRING, name: expected(STRING), value: expected(STRING) }));

const HTTP_MATCH = map({ path: map({ type: STRING, value: STRING }), headers: VALUES, queryParams: VALUES, method: STRING });
const GRPC_MATCH = map({ method: map({ type: STRING, service: STRING, method: STRING }), headers: VALUES });

function route(rule: Readonly<Record<string, Shape>>): Shape {
  return map({ parentRefs: list(PARENT), hostnames: list(STRING), rules: list(map({ name: STRING, ...rule })) });
}

const L4_ROUTE = map({
  parentRefs: list(PARENT),
  hostnames: list(STRING),
  rules: expected(list(map({ name: STRING, backendRefs: BACKENDS }))),
});

const SELECTOR = atomic({
  matchLabels: STRINGS,
  matchExpressions: list(map({ key: expected(STRING), operator: expected(STRING), values: list(STRING) })),
});
const NAMESPACES = map({ from: STRING, selector: SELECTOR });
const CERTIFICATES = list(map(OBJECT));

const LISTENERS = listBy(
  'name',
  map({
    name: required(STRING),
    hostname: STRING,
    port: expected(INTEGER),
    protocol: expected(STRING),
    tls: map({ mode: STRING, certificateRefs: CERTIFICATES, options: STRINGS }),
    allowedRoutes: map({ namespaces: NAMESPACES, kinds: list(map({ group: STRING, kind: required(STRING) })) }),
  }),
);

const VALIDATION = map({ caCertificateRefs: expected(list(FULL_REFERENCE)), mode: STRING });

const GATEWAY = map({
  gatewayClassName: STRING,
  listeners: expected(LISTENERS),
  addresses: list(map({ type: STRING, value: STRING })),
  infrastructure: map({ parametersRef: LOCAL_REFERENCE }),
  allowedListeners: map({ namespaces: NAMESPACES }),
  tls: map({
    backend: map({ clientCertificateRef: map(OBJECT) }),
    frontend: map({
      default: expected(map({ validation: VALIDATION })),
      perPort: listBy('port', map({ port: expected(INTEGER), tls: expected(map({ validation: VALIDATION })) })),
    }),
  }),
});

const GRANT = map({
  from: expected(list(map({ group: required(STRING), kind: required(STRING), namespace: required(STRING) }))),
  to: expected(list(map({ group: required(STRING), kind: required(STRING), name: STRING }))),
});

const POLICY = map({
  targetRefs: expected(list(map({ group: required(STRING), kind: required(STRING), name: required(STRING), sectionName: STRING }))),
  validation: expected(map({ caCertificateRefs: list(LOCAL_REFERENCE), wellKnownCACertificates: STRING, hostname: expected(STRING) })),
});

const SERVICE = map({
  type: STRING,
  externalName: STRING,
  ports: list(map({ name: STRING, port: expected(INTEGER), protocol: STRING, appProtocol: STRING })),
});

function withSpec(spec: Shape): Shape {
  return map({ metadata: METADATA, spec });
}

const METADATA = map({
  labels: STRINGS,
  annotations: STRINGS,
  creationTimestamp: STRING,
  deletionTimestamp: STRING,
});

/** What is read of each kind: the types of `Kinds`, for use while reading. */
export const SHAPES: { readonly [K in Kind]: Shape } = {
  Namespace: map({ metadata: METADATA }),
  GatewayClass: withSpec(map({ controllerName: expected(STRING), parametersRef: FULL_REFERENCE })),
  Gateway: withSpec(GATEWAY),
  ListenerSet: withSpec(map({ parentRef: expected(PARENT), listeners: expected(LISTENERS) })),
  HTTPRoute: withSpec(route({ matches: list(HTTP_MATCH), filters: FILTERS, backendRefs: BACKENDS_WITH_FILTERS })),
  GRPCRoute: withSpec(route({ matches: list(GRPC_MATCH), filters: FILTERS, backendRefs: BACKENDS_WITH_FILTERS })),
  TLSRoute: withSpec(L4_ROUTE),
  TCPRoute: withSpec(L4_ROUTE),
  UDPRoute: withSpec(L4_ROUTE),
  ReferenceGrant: withSpec(GRANT),
  BackendTLSPolicy: withSpec(POLICY),
  Service: withSpec(SERVICE),
  Secret: map({ metadata: METADATA, type: STRING, data: STRINGS, stringData: STRINGS }),
  ConfigMap: map({ metadata: METADATA, data: STRINGS, binaryData: STRINGS }),
};
