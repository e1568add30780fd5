import type { Manifest } from '../../model/manifest';
import type { GatewayPrediction, ListenerSetPrediction, RoutePrediction } from '../conditions/prediction';

/** Which Gateways send to a Service, by `namespace/name`. */
export type Reach = ReadonlyMap<string, ReadonlySet<GatewayPrediction>>;

/**
 * Which Gateways reach which Service: through a route that one of their listeners, or of their
 * ListenerSets', accepts and that may refer to the Service.
 *
 * @see Gateway API v1.6.1, apis/v1/policy_types.go, PolicyAncestorStatus
 */
export function reachOf(
  routes: readonly RoutePrediction[],
  gateways: ReadonlyMap<Manifest, GatewayPrediction>,
  listenerSets: ReadonlyMap<Manifest, ListenerSetPrediction>,
): Reach {
  const reach = new Map<string, Set<GatewayPrediction>>();
  for (const { parents, references } of routes) {
    const attached = parents.flatMap(({ parent, listeners }) => {
      const gateway = parent && listeners.length > 0 ? (gateways.get(parent) ?? listenerSets.get(parent)?.gateway) : undefined;
      return gateway ?? [];
    });
    for (const { role, target, cause } of references) {
      if (role === 'external-auth' || target.kind !== 'Service' || (cause !== undefined && CLOSED.has(cause.why))) {
        continue;
      }
      const key = `${target.namespace}/${target.name}`;
      const known = reach.get(key) ?? new Set();
      reach.set(key, known);
      for (const gateway of attached) {
        known.add(gateway);
      }
    }
  }
  return reach;
}

const CLOSED: ReadonlySet<string> = new Set(['ref-not-permitted', 'invalid-kind']);
