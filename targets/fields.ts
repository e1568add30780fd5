import type { Kind } from './kinds';
import { type Controller, has, type Since, type Target } from './target';

/** A field below `spec` that not every release of the Gateway API serves; `[]` stands for every item of a list. */
interface Field extends Since {
  readonly path: string;

  /** Given where the field is old and only these values of it are new. */
  readonly values?: readonly (number | string)[];
}

const FILTERS = ['rules[].filters[]', 'rules[].backendRefs[].filters[]'] as const;

const RULE_NAME = { path: 'rules[].name', experimental: '1.3', standard: '1.4' } as const;
const SESSION_PERSISTENCE = { path: 'rules[].sessionPersistence', experimental: '1.3' } as const;
const USE_DEFAULT_GATEWAYS = { path: 'useDefaultGateways', experimental: '1.4' } as const;

/** What came to the kinds after release 1.3 of the standard channel, by comparison of the CRDs. */
export const FIELDS: Partial<Record<Kind, readonly Field[]>> = {
  GRPCRoute: [RULE_NAME, SESSION_PERSISTENCE, USE_DEFAULT_GATEWAYS],
  Gateway: [
    { path: 'allowedListeners', experimental: '1.3', standard: '1.5' },
    { path: 'defaultScope', experimental: '1.4' },
    { path: 'tls', experimental: '1.4', standard: '1.5' },
  ],
  HTTPRoute: [
    RULE_NAME,
    SESSION_PERSISTENCE,
    USE_DEFAULT_GATEWAYS,
    { path: 'rules[].retry', experimental: '1.3' },
    ...FILTERS.flatMap((filter) => [
      { path: `${filter}.cors`, experimental: '1.3', standard: '1.5' } as const,
      { path: `${filter}.cors.allowOrigins[]`, values: ['*'], experimental: '1.5', standard: '1.5' } as const,
      { path: `${filter}.externalAuth`, experimental: '1.4' } as const,
      { path: `${filter}.requestRedirect.statusCode`, values: [303, 307, 308], experimental: '1.5', standard: '1.5' } as const,
    ]),
  ],
  TCPRoute: [USE_DEFAULT_GATEWAYS],
  TLSRoute: [USE_DEFAULT_GATEWAYS],
  UDPRoute: [USE_DEFAULT_GATEWAYS],
};

/**
 * Fields that a controller does not honour although the CRDs serve them. Kong refuses the filters at admission, a parentRef with a port
 * makes its status flap without end, it has no ListenerSet to allow, and the rest is younger than the release that it is built on.
 */
export const NOT_HONOURED: Record<Controller, Partial<Record<Kind, readonly string[]>>> = {
  generic: {},
  kong: {
    GRPCRoute: ['parentRefs[].port', 'rules[].filters[].requestMirror', 'useDefaultGateways'],
    Gateway: ['allowedListeners', 'defaultScope', 'tls'],
    HTTPRoute: [
      'parentRefs[].port',
      'rules[].filters[].cors',
      'rules[].filters[].externalAuth',
      'rules[].filters[].requestMirror',
      'rules[].backendRefs[].filters',
      'useDefaultGateways',
    ],
    TCPRoute: ['parentRefs[].port', 'useDefaultGateways'],
    TLSRoute: ['parentRefs[].port', 'useDefaultGateways'],
    UDPRoute: ['parentRefs[].port', 'useDefaultGateways'],
  },
};

/** The one kind of backend that a controller takes, where it does not take any. */
export const BACKEND_KINDS: Record<Controller, readonly string[] | undefined> = { generic: undefined, kong: ['Service'] };

/** A field of an object that its target does not serve. */
export interface Unserved {
  /** Where it stands below `spec`, such as `rules[0].filters[1].cors`. */
  readonly path: string;

  /** Set where the field is served and this value of it is not. */
  readonly value?: number | string;

  /** What would serve it; undefined where the controller is what does not. */
  readonly since?: Since;
}

/** The fields of a `spec` that a target does not serve, in the order of this catalogue. */
export function unservedFields(target: Target, kind: Kind, spec: unknown): Unserved[] {
  const missing = (FIELDS[kind] ?? []).filter((field) => !has(target, field));
  return [
    ...missing.flatMap(({ path, values, ...since }) =>
      fieldsAt(spec, path.split('.'))
        .filter(({ value }) => values === undefined || values.some((it) => it === value))
        .map((found) => ({ path: found.path, since, ...(values && { value: found.value as number | string }) })),
    ),
    ...(NOT_HONOURED[target.controller][kind] ?? []).flatMap((path) =>
      fieldsAt(spec, path.split('.')).map((found) => ({ path: found.path })),
    ),
  ];
}

/** Every value of an object at a path; what is absent has none. */
function fieldsAt(value: unknown, [segment, ...rest]: readonly string[], at = ''): { path: string; value: unknown }[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (segment === undefined) {
    return [{ path: at, value }];
  }
  const name = segment.replace('[]', '');
  const path = at === '' ? name : `${at}.${name}`;
  const field: unknown = (value as Record<string, unknown>)[name];
  if (segment === name) {
    return fieldsAt(field, rest, path);
  }
  return Array.isArray(field) ? field.flatMap((item, index) => fieldsAt(item, rest, `${path}[${index}]`)) : [];
}
