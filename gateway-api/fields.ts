import type { Kind } from './kinds';
import type { Since } from './releases';

/** A field below `spec` that not every release of the Gateway API serves; `[]` stands for every item of a list. */
export interface Field extends Since {
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
