/** The API group of every kind here. */
export const GROUP = 'gateway.networking.k8s.io';

/** The kinds of the Gateway API. */
export type Kind = keyof typeof VERSIONS;

/** The kinds that bring requests from a listener to a backend. */
export type RouteKind = 'GRPCRoute' | 'HTTPRoute' | 'TCPRoute' | 'TLSRoute' | 'UDPRoute';

/**
 * The versions of each kind, the one to write first; which bundles serve them is in the schemas.
 * ReferenceGrant is written as v1beta1, since every release serves it and controllers look for it.
 */
export const VERSIONS = {
  BackendTLSPolicy: ['v1', 'v1alpha3'],
  GRPCRoute: ['v1'],
  Gateway: ['v1', 'v1beta1'],
  GatewayClass: ['v1', 'v1beta1'],
  HTTPRoute: ['v1', 'v1beta1'],
  ListenerSet: ['v1'],
  ReferenceGrant: ['v1beta1', 'v1'],
  TCPRoute: ['v1', 'v1alpha2'],
  TLSRoute: ['v1', 'v1alpha2', 'v1alpha3'],
  UDPRoute: ['v1', 'v1alpha2'],
} as const satisfies Record<string, readonly string[]>;
