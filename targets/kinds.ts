import { type Controller, has, type Since, type Target } from './target';

/** The API group of every kind here. */
export const GROUP = 'gateway.networking.k8s.io';

/** The kinds of the Gateway API. */
export type Kind = keyof typeof VERSIONS;

/** The kinds that bring requests from a listener to a backend. */
export type RouteKind = 'GRPCRoute' | 'HTTPRoute' | 'TCPRoute' | 'TLSRoute' | 'UDPRoute';

interface Version extends Since {
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

/**
 * Versions that a controller reads, where it does not read whatever the CRDs serve. Kong looks for v1beta1 of ReferenceGrant when it
 * starts, has no ListenerSet, and reads v1alpha2 of the three others if its feature gate GatewayAlpha is on.
 */
export const READS = {
  generic: {},
  kong: {
    ListenerSet: [],
    ReferenceGrant: ['v1beta1'],
    TCPRoute: ['v1alpha2'],
    TLSRoute: ['v1alpha2'],
    UDPRoute: ['v1alpha2'],
  },
} as const satisfies Record<Controller, Partial<Record<Kind, readonly string[]>>>;

/** The apiVersions of a kind that the CRDs of a target serve. */
export function servedApiVersions(target: Target, kind: Kind): string[] {
  const versions: readonly Version[] = VERSIONS[kind];
  return versions.filter((version) => has(target, version)).map(({ name }) => `${GROUP}/${name}`);
}

/** The apiVersion in which a kind is written for a target; undefined where the target does not serve the kind. */
export function apiVersion(target: Target, kind: Kind): string | undefined {
  const reads: Partial<Record<Kind, readonly string[]>> = READS[target.controller];
  const read = reads[kind]?.map((name) => `${GROUP}/${name}`);
  return servedApiVersions(target, kind).find((version) => read?.includes(version) ?? true);
}
