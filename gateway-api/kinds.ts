import type { Since } from './releases';

/** The API group of every kind here. */
export const GROUP = 'gateway.networking.k8s.io';

/** The kinds of the Gateway API. */
export type Kind = keyof typeof VERSIONS;

/** The kinds that bring requests from a listener to a backend. */
export type RouteKind = 'GRPCRoute' | 'HTTPRoute' | 'TCPRoute' | 'TLSRoute' | 'UDPRoute';

export interface Version extends Since {
  readonly name: string;
}

const ALWAYS = { experimental: '1.3', standard: '1.3' } as const;

/**
 * Versions that the CRDs serve, the one to write first. ReferenceGrant is written as v1beta1, since every release serves it and
 * controllers look for it.
 */
export const VERSIONS = {
  BackendTLSPolicy: [
    { name: 'v1', experimental: '1.4', standard: '1.4' },
    { name: 'v1alpha3', experimental: '1.3' },
  ],
  GRPCRoute: [{ name: 'v1', ...ALWAYS }],
  Gateway: [
    { name: 'v1', ...ALWAYS },
    { name: 'v1beta1', ...ALWAYS },
  ],
  GatewayClass: [
    { name: 'v1', ...ALWAYS },
    { name: 'v1beta1', ...ALWAYS },
  ],
  HTTPRoute: [
    { name: 'v1', ...ALWAYS },
    { name: 'v1beta1', ...ALWAYS },
  ],
  ListenerSet: [{ name: 'v1', experimental: '1.5', standard: '1.5' }],
  ReferenceGrant: [
    { name: 'v1beta1', ...ALWAYS },
    { name: 'v1', experimental: '1.5', standard: '1.5' },
  ],
  TCPRoute: [
    { name: 'v1', experimental: '1.6', standard: '1.6' },
    { name: 'v1alpha2', experimental: '1.3' },
  ],
  TLSRoute: [
    { name: 'v1', experimental: '1.5', standard: '1.5' },
    { name: 'v1alpha2', experimental: '1.3' },
    { name: 'v1alpha3', experimental: '1.4' },
  ],
  UDPRoute: [
    { name: 'v1', experimental: '1.6', standard: '1.6' },
    { name: 'v1alpha2', experimental: '1.3' },
  ],
} as const satisfies Record<string, readonly Version[]>;
