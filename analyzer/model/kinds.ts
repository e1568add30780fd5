import { GROUP } from '../../gateway-api';
import type { Kind } from './objects';

const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';
const CLUSTER_WIDE: ReadonlySet<Kind> = new Set<Kind>(['Namespace', 'GatewayClass']);

const GATEWAY_API = [
  'GatewayClass',
  'Gateway',
  'ListenerSet',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
  'ReferenceGrant',
  'BackendTLSPolicy',
] as const satisfies readonly Kind[];
const CORE = ['Namespace', 'Service', 'Secret', 'ConfigMap'] as const satisfies readonly Kind[];

/** Every kind that is read. */
export const KINDS: readonly Kind[] = [...GATEWAY_API, ...CORE];

const MODELS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...GATEWAY_API.map((kind) => [`${GROUP}/${kind}`, kind] as const),
  ...CORE.map((kind) => [`/${kind}`, kind] as const),
  [`${EXPERIMENTAL_GROUP}/XListenerSet`, 'ListenerSet'],
]);

/** The kind that a group and kind are read as, whatever the version. */
export function modelOf(group: string, kind: string): Kind | undefined {
  return MODELS.get(`${group}/${kind}`);
}

/** The kind that is meant where no apiVersion tells, if there can be no doubt. */
export function modelOfBareKind(kind: string): Kind | undefined {
  return modelOf(GROUP, kind) ?? modelOf(EXPERIMENTAL_GROUP, kind);
}

/** The group that a kind has today. */
export function presentGroup(kind: Kind): string {
  return (CORE as readonly Kind[]).includes(kind) ? '' : GROUP;
}

export function isClusterWide(kind: Kind): boolean {
  return CLUSTER_WIDE.has(kind);
}
