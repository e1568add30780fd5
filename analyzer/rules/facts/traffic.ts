import type { Manifest } from '../../model/manifest';
import type { BackendRef } from '../../model/objects';
import { valueAt } from '../../model/path';
import type { Reference } from '../../status/conditions/prediction';

/** What clients of a route get, by the kind of the route. */
interface Outcome {
  readonly unattached: string;
  readonly unresolved: string;
}

const HTTP: Outcome = { unattached: 'requests get 404', unresolved: 'requests get 500' };
const STREAM: Outcome = { unattached: 'connections are refused', unresolved: 'connections are rejected' };
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  HTTPRoute: HTTP,
  GRPCRoute: { unattached: 'calls get UNIMPLEMENTED', unresolved: 'calls get UNAVAILABLE' },
  TLSRoute: STREAM,
  TCPRoute: STREAM,
  UDPRoute: { unattached: 'datagrams are dropped', unresolved: 'datagrams are dropped' },
  Gateway: { unattached: 'connections are refused', unresolved: 'TLS handshakes fail' },
  ListenerSet: { unattached: 'connections are refused', unresolved: 'TLS handshakes fail' },
};

/** What a client gets if no listener allows the route. */
export function unattached(kind: string): string | undefined {
  return OUTCOMES[kind]?.unattached;
}

/** What a failing reference costs. */
export interface Loss {
  readonly role: Reference['role'];
  /** Of the traffic of its rule, in percent. */
  readonly share: number;
}

/** How much of a rule's traffic a reference carries: its weight among its rule's. */
export function lossOf({ object }: Manifest, { path, role }: Reference): Loss {
  const backends = role === 'backend' ? valueAt(object, path.slice(0, -1)) : undefined;
  if (!Array.isArray(backends)) {
    return { role, share: 100 };
  }
  const weights = (backends as BackendRef[]).map(({ weight }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { role, share: total === 0 ? 0 : ((weights[Number(path.at(-1))] ?? 0) / total) * 100 };
}

/** What a client gets if a reference does not resolve. */
export function unresolved(kind: string, { role, share }: Loss): string | undefined {
  // What clients get where a listener's filter does not work, the API does not say.
  if (role === 'external-auth' && (kind === 'Gateway' || kind === 'ListenerSet')) {
    return undefined;
  }
  if (role === 'mirror') {
    return 'requests are answered, but not mirrored';
  }
  const outcome = OUTCOMES[kind]?.unresolved;
  if (share === 0) {
    return 'no traffic is lost while its weight is 0';
  }
  if (outcome === undefined || share === 100) {
    return outcome;
  }
  return `${share < 1 ? 'less than 1' : Math.round(share)} % of the ${outcome}`;
}
