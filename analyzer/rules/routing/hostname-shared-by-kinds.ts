import type { Manifest } from '../../model/manifest';
import type { ListenerPrediction } from '../../status/conditions/prediction';
import { hostsOn } from '../facts/route-precedence';
import type { Rule } from '../rule';

/** The first HTTPRoute for each host of a listener. */
function webHosts(listener: ListenerPrediction): ReadonlyMap<string, Manifest> {
  const hosts = new Map<string, Manifest>();
  for (const route of listener.routes)
    if (route.model === 'HTTPRoute') for (const host of hostsOn(listener, route)) if (!hosts.has(host)) hosts.set(host, route);
  return hosts;
}

/**
 * A GRPCRoute for a host that an HTTPRoute of the same listener is for as well. The API is of two minds about it.
 *
 * @see Gateway API v1.6.1, apis/v1/grpcroute_types.go, GRPCRoute
 */
export const hostnameSharedByKinds: Rule<'hostname-shared-by-kinds'> = {
  reads: [],
  *find({ prediction }) {
    const told = new Set<Manifest>();
    for (const { listeners } of [...prediction.gateways, ...prediction.listenerSets])
      for (const listener of listeners) {
        const calls = listener.routes.filter(({ model }) => model === 'GRPCRoute');
        if (calls.length === 0) continue;
        const hosts = webHosts(listener);
        for (const route of calls) {
          const host = hostsOn(listener, route).find((one) => hosts.has(one));
          const other = host === undefined ? undefined : hosts.get(host);
          if (host === undefined || other === undefined || told.has(route)) continue;
          told.add(route);
          const params = { namespace: other.namespace, name: other.name, host, listener: listener.listener.name };
          yield { at: route, path: ['spec', 'hostnames'], severity: 'note', params };
        }
      }
  },
};
