import { only, releases } from '../../../gateway-api';
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
  /** Whether the release leaves it to the controller whether it accepts both. */
  readonly free: boolean;
}

/** The first HTTPRoute for each host of a listener. */
function webHosts(listener: ListenerPrediction): ReadonlyMap<string, Manifest> {
  const hosts = new Map<string, Manifest>();
  for (const route of listener.routes) {
    if (route.model === 'HTTPRoute') {
      for (const host of hostsOn(listener, route)) {
        if (!hosts.has(host)) {
          hosts.set(host, route);
        }
      }
    }
  }
  return hosts;
}

/**
 * A GRPCRoute with a host that an HTTPRoute of the same listener has as well. Until release 1.6 the
 * API contradicts itself about it; since 1.7 a controller may accept both or refuse the younger
 * one.
 *
 * @see Gateway API v1.6.1 and v1.7.0, apis/v1/grpcroute_types.go, GRPCRoute
 */
export const hostnameSharedByKinds = defineRule('hostname-shared-by-kinds', {
  reads: [],
  title: 'an HTTPRoute and a GRPCRoute have one hostname',
  why: 'Until release 1.6, one part of the API asks controllers to accept only the older of the two on a hostname, another lets them accept both. Since 1.7 they may refuse the younger one. Most accept both.',
  *find({ prediction, target }): Iterable<Found<Params>> {
    const free = target !== undefined && (only(target) & releases('1.7')) !== 0;
    const reported = new Set<Manifest>();
    for (const { listeners } of [...prediction.gateways, ...prediction.listenerSets]) {
      for (const listener of listeners) {
        const calls = listener.routes.filter(({ model }) => model === 'GRPCRoute');
        if (calls.length === 0) {
          continue;
        }
        const hosts = webHosts(listener);
        for (const route of calls) {
          const host = hostsOn(listener, route).find((one) => hosts.has(one));
          const other = host === undefined ? undefined : hosts.get(host);
          if (host === undefined || other === undefined || reported.has(route)) {
            continue;
          }
          reported.add(route);
          const params = { namespace: other.namespace, name: other.name, host, listener: listener.listener.name, free };
          yield { at: route, path: ['spec', 'hostnames'], severity: 'note', params };
        }
      }
    }
  },
  message: (subject, { namespace, name, host, listener, free }) => {
    const both = `${subject} and HTTPRoute ${namespace}/${name} both claim ${hostText(host)} on listener ${quoted(listener)}`;
    return `${both}: ${free ? 'a controller may accept both, or refuse the younger one' : 'controllers differ on whether they accept both'}`;
  },
  fix: () => 'give each kind its own hostname, or make sure that the controller accepts both',
});
