import type { Manifest } from '../../model/manifest';
import type { ListenerPrediction } from '../../status/conditions/prediction';
import { quoted } from '../../text/words';
import { hostsOn } from '../facts/route-precedence';
import { defineRule, type Found } from '../rule';
import { hostText } from './rival-route';

export interface Params {
  readonly namespace: string;
  readonly name: string;
  readonly host: string;
  readonly listener: string;
}

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
export const hostnameSharedByKinds = defineRule('hostname-shared-by-kinds', {
  reads: [],
  title: 'an HTTPRoute and a GRPCRoute are for one host',
  why: 'The API asks controllers to accept only the older kind on one hostname, and says elsewhere that they may take both. Most take both.',
  *find({ prediction }): Iterable<Found<Params>> {
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
  message: (subject, { namespace, name, host, listener }) =>
    `${subject} and HTTPRoute ${namespace}/${name} are both for ${hostText(host)} on listener ${quoted(listener)}: controllers differ on whether they take both`,
  fix: () => 'give each kind a hostname of its own, or make sure that the controller takes both',
});
