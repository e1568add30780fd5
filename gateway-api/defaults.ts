import { GROUP, type Kind } from './kinds';

/** The value that the API server puts at a path below `spec`, where the object around it is there and the field is not. */
export type Default = readonly [path: string, value: unknown];

const PATH_MATCH = { type: 'PathPrefix', value: '/' } as const;
const SAME = { from: 'Same' } as const;

const PARENTS: readonly Default[] = [
  ['parentRefs[].group', GROUP],
  ['parentRefs[].kind', 'Gateway'],
];

const SESSION: readonly Default[] = [
  ['rules[].sessionPersistence.type', 'Cookie'],
  ['rules[].sessionPersistence.cookieConfig.lifetimeType', 'Session'],
];

const L4_ROUTE: readonly Default[] = [...PARENTS, ...backend('rules[].backendRefs[]'), ['rules[].backendRefs[].weight', 1]];

const LISTENERS: readonly Default[] = [
  ['listeners[].allowedRoutes', { namespaces: SAME }],
  ['listeners[].allowedRoutes.namespaces', SAME],
  ['listeners[].allowedRoutes.namespaces.from', 'Same'],
  ['listeners[].allowedRoutes.kinds[].group', GROUP],
  ['listeners[].tls.mode', 'Terminate'],
  ...secret('listeners[].tls.certificateRefs[]'),
];

/**
 * The defaults of the CRDs, an enclosing one before what it encloses. They are the same in every release and channel that serves the
 * field; a kind that is not named has none.
 */
export const DEFAULTS: Partial<Record<Kind, readonly Default[]>> = {
  GRPCRoute: [
    ...L4_ROUTE,
    ['rules[].matches[].method.type', 'Exact'],
    ['rules[].matches[].headers[].type', 'Exact'],
    ...SESSION,
    ...filters(mirror),
  ],
  Gateway: [
    ['addresses[].type', 'IPAddress'],
    ['allowedListeners.namespaces', { from: 'None' }],
    ['allowedListeners.namespaces.from', 'None'],
    ...LISTENERS,
    ...secret('tls.backend.clientCertificateRef'),
    ['tls.frontend.default.validation.mode', 'AllowValidOnly'],
    ['tls.frontend.perPort[].tls.validation.mode', 'AllowValidOnly'],
  ],
  HTTPRoute: [
    ...L4_ROUTE,
    ['rules', [{ matches: [{ path: PATH_MATCH }] }]],
    ['rules[].matches', [{ path: PATH_MATCH }]],
    ['rules[].matches[].path', PATH_MATCH],
    ['rules[].matches[].path.type', PATH_MATCH.type],
    ['rules[].matches[].path.value', PATH_MATCH.value],
    ['rules[].matches[].headers[].type', 'Exact'],
    ['rules[].matches[].queryParams[].type', 'Exact'],
    ...SESSION,
    ...filters((filter) => [
      ...mirror(filter),
      ...backend(`${filter}.externalAuth.backendRef`),
      [`${filter}.cors.maxAge`, 5],
      [`${filter}.requestRedirect.statusCode`, 302],
    ]),
  ],
  ListenerSet: [['parentRef.group', GROUP], ['parentRef.kind', 'Gateway'], ...LISTENERS],
  TCPRoute: L4_ROUTE,
  TLSRoute: L4_ROUTE,
  UDPRoute: L4_ROUTE,
};

function backend(path: string): Default[] {
  return [
    [`${path}.group`, ''],
    [`${path}.kind`, 'Service'],
  ];
}

function secret(path: string): Default[] {
  return [
    [`${path}.group`, ''],
    [`${path}.kind`, 'Secret'],
  ];
}

function mirror(filter: string): Default[] {
  return [...backend(`${filter}.requestMirror.backendRef`), [`${filter}.requestMirror.fraction.denominator`, 100]];
}

function filters(defaults: (filter: string) => Default[]): Default[] {
  return ['rules[].filters[]', 'rules[].backendRefs[].filters[]'].flatMap(defaults);
}
