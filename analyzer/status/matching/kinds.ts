import { type Listener, ROUTE_KINDS, type RouteKind } from '../../model/objects';
import type { RouteGroupKind } from '../conditions/prediction';
import type { Supports } from './features';

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

const BY_PROTOCOL: ReadonlyMap<string, readonly RouteKind[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute'] as const],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute'] as const],
  ['TLS', ['TLSRoute'] as const],
  ['TCP', ['TCPRoute'] as const],
  ['UDP', ['UDPRoute'] as const],
]);

/**
 * Whether an API group, or what stands before the name of a protocol, is a domain that belongs to
 * somebody.
 */
export function isDomain(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io');
}

/**
 * Protocols that some controllers know although no domain stands before their names: the one of
 * Istio's ambient mesh, those of STUNner.
 */
const KNOWN_TO_SOME: ReadonlySet<string> = new Set(['HBONE', 'TURN-UDP', 'TURN-TCP', 'TURN-TLS', 'TURN-DTLS']);

/**
 * Whether a protocol is a controller's own, so that only that controller can tell whether it takes
 * it.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ProtocolType
 */
export function isForeignProtocol(protocol: string): boolean {
  return protocol.includes('/') || KNOWN_TO_SOME.has(protocol);
}

/**
 * Whether some controllers take a kind of route that the API does not name for a listener:
 * TCPRoutes on one that terminates TLS, which the API had until 1.5.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ProtocolType; GEP-2643
 */
export function isTakenBySome({ protocol, tls }: Pick<Listener, 'protocol' | 'tls'>, kind: string): boolean {
  return kind === 'TCPRoute' && protocol === 'TLS' && tls?.mode !== 'Passthrough';
}

/**
 * The kinds of route that a protocol carries; none where the controller does not have the protocol.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ProtocolType and AllowedRoutes.Kinds;
 * conformance, tlsroute-listener-passthrough-supported-kinds
 */
export function kindsOf(protocol: string, supports: Supports): readonly RouteKind[] {
  return BY_PROTOCOL.get(protocol)?.filter(supports) ?? [];
}

/**
 * Whether the controller has the mode in which a listener treats TLS. HTTPS only ever terminates;
 * TLS is terminated by controllers that say so.
 *
 * @see Gateway API v1.6.1, conformance, tlsroute-listener-terminate-not-supported
 */
export function supportsTlsMode({ protocol, tls }: Listener, supports: Supports): boolean {
  return protocol !== 'TLS' || tls?.mode === 'Passthrough' || supports('TLSRouteModeTerminate');
}

/** An entry of `allowedRoutes.kinds` that the listener cannot take. */
export interface BadKind {
  readonly index: number;
  readonly entry: string;
  /**
   * Whether it is somebody's own kind, or one that some controllers take, so that the API does not
   * settle it.
   */
  readonly open: boolean;
}

/**
 * What a listener takes of the kinds that its protocol carries, and which entries are not among
 * them. An empty list of kinds allows all.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, AllowedRoutes.Kinds; conformance,
 * gateway-invalid-route-kind
 */
export function allowedKinds(listener: Listener, carried: readonly RouteKind[]): { kinds: RouteGroupKind[]; bad: BadKind[] } {
  const entries = listener.allowedRoutes?.kinds ?? [];
  if (entries.length === 0) {
    return { kinds: carried.map((kind) => ({ group: GATEWAY_GROUP, kind })), bad: [] };
  }
  const bad = [...entries.entries()].filter(([, entry]) => !isAmong(entry, carried));
  const kinds = carried.filter((kind) => entries.some((entry) => entry.kind === kind && isAmong(entry, carried)));
  return {
    kinds: kinds.map((kind) => ({ group: GATEWAY_GROUP, kind })),
    bad: bad.map(([index, { group, kind }]) => ({
      index,
      entry: group === GATEWAY_GROUP ? kind : `${kind} of group ${JSON.stringify(group)}`,
      open: group === GATEWAY_GROUP ? isTakenBySome(listener, kind) : isDomain(group) && !ROUTE_KINDS.some((route) => route === kind),
    })),
  };
}

function isAmong({ group, kind }: RouteGroupKind, carried: readonly RouteKind[]): boolean {
  return group === GATEWAY_GROUP && (carried as readonly string[]).includes(kind);
}
