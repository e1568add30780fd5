import type { Manifest } from '../../model/manifest';
import type { ListenerPrediction } from '../../status/conditions/prediction';
import type { Rule } from '../rule';

/** How many of the other namespaces are worth naming. */
const SHOWN = 3;

/** Whether a route could say for which of the listener's hosts it is, and does not. */
function takesEveryHost({ listener, owner }: ListenerPrediction, route: ListenerPrediction['routes'][number]): boolean {
  const { hostname = '' } = listener;
  const byHost = route.model === 'HTTPRoute' || route.model === 'GRPCRoute' || route.model === 'TLSRoute';
  const several = hostname === '' || hostname.startsWith('*.');
  return byHost && several && route.namespace !== owner.namespace && (route.object.spec.hostnames ?? []).length === 0;
}

/** A route without hostname on a listener that serves routes of another namespace too; the listener's owner may take every host. */
export const hostnameMissingOnSharedListener: Rule<'hostname-missing-on-shared-listener'> = {
  reads: [],
  *find({ prediction }) {
    const told = new Set<Manifest>();
    for (const { listeners } of [...prediction.gateways, ...prediction.listenerSets])
      for (const listener of listeners) {
        const namespaces = [...new Set(listener.routes.map(({ namespace }) => namespace))].sort();
        if (namespaces.length < 2) continue;
        for (const route of listener.routes) {
          if (told.has(route) || !takesEveryHost(listener, route)) continue;
          told.add(route);
          const others = namespaces
            .slice(0, SHOWN + 1)
            .filter((namespace) => namespace !== route.namespace)
            .slice(0, SHOWN);
          const { name, hostname = '' } = listener.listener;
          const params = { listener: name, hostname, others, more: namespaces.length - 1 - others.length };
          yield { at: route, path: ['spec'], severity: 'warning', params };
        }
      }
  },
};
