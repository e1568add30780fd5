import type { Kind } from '../objects';
import {
  ANY,
  atomic,
  BOOLEAN,
  expected,
  type Fields,
  INTEGER,
  list,
  listBy,
  map,
  open,
  required,
  type Shape,
  STRING,
  STRINGS,
} from './shape';

const GROUP_KIND = { group: STRING, kind: STRING };
const LOCAL_REFERENCE = map({ group: required(STRING), kind: required(STRING), name: required(STRING) });
const OBJECT = { ...GROUP_KIND, namespace: STRING, name: required(STRING) };
const FULL_REFERENCE = map({ group: required(STRING), kind: required(STRING), namespace: STRING, name: required(STRING) });
const PARENT = map({ ...OBJECT, sectionName: STRING, port: INTEGER });
const LISTENER_SET_PARENT = map(OBJECT);
const BACKEND_FIELDS = { ...OBJECT, port: INTEGER };
const BACKEND = map(BACKEND_FIELDS);

const HEADERS = list(map({ name: expected(STRING), value: expected(STRING) }));
const HEADER_MODIFIER = map({ set: HEADERS, add: HEADERS, remove: list(STRING) });
const PATH_MODIFIER = map({ type: expected(STRING), replaceFullPath: STRING, replacePrefixMatch: STRING });

const CORS = map({
  allowCredentials: BOOLEAN,
  allowHeaders: list(STRING),
  allowMethods: list(STRING),
  allowOrigins: list(STRING),
  exposeHeaders: list(STRING),
  maxAge: INTEGER,
});

const EXTERNAL_AUTH = map({
  backendRef: expected(BACKEND),
  protocol: expected(STRING),
  forwardBody: map({ maxSize: INTEGER }),
  grpc: map({ allowedHeaders: list(STRING) }),
  http: map({ allowedHeaders: list(STRING), allowedResponseHeaders: list(STRING), path: STRING }),
});

const GRPC_FILTER = {
  type: expected(STRING),
  requestHeaderModifier: HEADER_MODIFIER,
  responseHeaderModifier: HEADER_MODIFIER,
  requestMirror: map({
    backendRef: expected(BACKEND),
    percent: INTEGER,
    fraction: map({ numerator: expected(INTEGER), denominator: INTEGER }),
  }),
  extensionRef: LOCAL_REFERENCE,
};
const HTTP_FILTER = {
  ...GRPC_FILTER,
  cors: CORS,
  requestRedirect: map({ scheme: STRING, hostname: STRING, port: INTEGER, statusCode: INTEGER, path: PATH_MODIFIER }),
  urlRewrite: map({ hostname: STRING, path: PATH_MODIFIER }),
  externalAuth: EXTERNAL_AUTH,
};

const WEIGHTED = { ...BACKEND_FIELDS, weight: INTEGER };
const VALUES = list(map({ type: STRING, name: expected(STRING), value: expected(STRING) }));

const HTTP_MATCH = map({ path: map({ type: STRING, value: STRING }), headers: VALUES, queryParams: VALUES, method: STRING });
const GRPC_MATCH = map({ method: map({ type: STRING, service: STRING, method: STRING }), headers: VALUES });

const SESSION = map({
  absoluteTimeout: STRING,
  cookieConfig: map({ lifetimeType: STRING }),
  idleTimeout: STRING,
  sessionName: STRING,
  type: STRING,
});
const ROUTE = { parentRefs: list(PARENT), useDefaultGateways: STRING };
const L4_RULES = expected(list(map({ name: STRING, backendRefs: list(map(WEIGHTED)) })));

function webRoute(filter: Fields, rule: Fields): Shape {
  const filters = list(map(filter));
  const backendRefs = list(map({ ...WEIGHTED, filters }));
  return map({
    ...ROUTE,
    hostnames: list(STRING),
    rules: list(map({ name: STRING, filters, backendRefs, sessionPersistence: SESSION, ...rule })),
  });
}

const HTTP_ROUTE = webRoute(HTTP_FILTER, {
  matches: list(HTTP_MATCH),
  retry: map({ attempts: INTEGER, backoff: STRING, codes: list(INTEGER) }),
  timeouts: map({ backendRequest: STRING, request: STRING }),
});
const GRPC_ROUTE = webRoute(GRPC_FILTER, { matches: list(GRPC_MATCH) });
const TLS_ROUTE = map({ ...ROUTE, hostnames: list(STRING), rules: L4_RULES });
const L4_ROUTE = map({ ...ROUTE, rules: L4_RULES });

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
    tls: map({ mode: STRING, certificateRefs: CERTIFICATES, frontendValidation: ANY, options: STRINGS }),
    allowedRoutes: map({ namespaces: NAMESPACES, kinds: list(map({ group: STRING, kind: required(STRING) })) }),
  }),
);

const VALIDATION = map({ caCertificateRefs: expected(list(FULL_REFERENCE)), mode: STRING });

const GATEWAY = map({
  gatewayClassName: STRING,
  listeners: expected(LISTENERS),
  addresses: list(map({ type: STRING, value: STRING })),
  backendTLS: ANY,
  defaultScope: STRING,
  infrastructure: map({ annotations: STRINGS, labels: STRINGS, parametersRef: LOCAL_REFERENCE }),
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
  options: STRINGS,
  targetRefs: expected(list(map({ group: required(STRING), kind: required(STRING), name: required(STRING), sectionName: STRING }))),
  validation: expected(
    map({
      caCertificateRefs: list(LOCAL_REFERENCE),
      wellKnownCACertificates: STRING,
      hostname: expected(STRING),
      subjectAltNames: list(map({ type: expected(STRING), hostname: STRING, uri: STRING })),
    }),
  ),
});

const SERVICE = open({
  type: STRING,
  externalName: STRING,
  ports: list(open({ name: STRING, port: expected(INTEGER), protocol: STRING, appProtocol: STRING })),
});

const METADATA = map({
  annotations: STRINGS,
  creationTimestamp: STRING,
  deletionGracePeriodSeconds: INTEGER,
  deletionTimestamp: STRING,
  finalizers: list(STRING),
  generateName: STRING,
  generation: INTEGER,
  labels: STRINGS,
  managedFields: ANY,
  name: STRING,
  namespace: STRING,
  ownerReferences: ANY,
  resourceVersion: STRING,
  selfLink: STRING,
  uid: STRING,
});

const OBJECT_FIELDS = { apiVersion: STRING, kind: STRING, metadata: METADATA };

function withStatus(spec: Shape): Shape {
  return map({ ...OBJECT_FIELDS, spec, status: ANY });
}

/** What may stand in each kind: all releases and channels of the Gateway API together, and of the core kinds what is read. */
export const SHAPES: { readonly [K in Kind]: Shape } = {
  Namespace: open({ metadata: METADATA }),
  GatewayClass: withStatus(map({ controllerName: expected(STRING), description: STRING, parametersRef: FULL_REFERENCE })),
  Gateway: withStatus(GATEWAY),
  ListenerSet: withStatus(map({ parentRef: expected(LISTENER_SET_PARENT), listeners: expected(LISTENERS) })),
  HTTPRoute: withStatus(HTTP_ROUTE),
  GRPCRoute: withStatus(GRPC_ROUTE),
  TLSRoute: withStatus(TLS_ROUTE),
  TCPRoute: withStatus(L4_ROUTE),
  UDPRoute: withStatus(L4_ROUTE),
  ReferenceGrant: map({ ...OBJECT_FIELDS, spec: GRANT }),
  BackendTLSPolicy: withStatus(POLICY),
  Service: open({ metadata: METADATA, spec: SERVICE }),
  Secret: open({ metadata: METADATA, type: STRING, data: STRINGS, stringData: STRINGS }),
  ConfigMap: open({ metadata: METADATA, data: STRINGS, binaryData: STRINGS }),
};
