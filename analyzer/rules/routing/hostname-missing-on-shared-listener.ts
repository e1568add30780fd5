import type { Manifest } from '../../model/manifest';
import type { ListenerPrediction } from '../../status/conditions/prediction';
import { list, quoted } from '../../text/words';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly hostname: string;
  readonly others: readonly string[];
  readonly more: number;
}

/** How many of the other namespaces are named. */
const SHOWN = 3;

/** Whether a route could name some of the listener's hosts, and names none. */
function takesEveryHost({ listener, owner }: ListenerPrediction, route: ListenerPrediction['routes'][number]): boolean {
  const { hostname = '' } = listener;
  const byHost = route.model === 'HTTPRoute' || route.model === 'GRPCRoute' || route.model === 'TLSRoute';
  const several = hostname === '' || hostname.startsWith('*.');
  return byHost && several && route.namespace !== owner.namespace && (route.object.spec.hostnames ?? []).length === 0;
}

/**
 * A route without hostname on a listener that also serves another namespace; routes of the
 * listener's owner may claim every host.
 */
export const hostnameMissingOnSharedListener = defineRule('hostname-missing-on-shared-listener', {
  reads: [],
  title: 'a route claims every host of a listener that several namespaces share',
  why: 'Without hostnames a route answers for every host that no other route claims, including the hosts of other teams and paths that they do not serve.',
  *find({ prediction }): Iterable<Found<Params>> {
    const reported = new Set<Manifest>();
    for (const { listeners } of [...prediction.gateways, ...prediction.listenerSets]) {
      for (const listener of listeners) {
        const namespaces = [...new Set(listener.routes.map(({ namespace }) => namespace))].sort();
        if (namespaces.length < 2) {
          continue;
        }
        for (const route of listener.routes) {
          if (reported.has(route) || !takesEveryHost(listener, route)) {
            continue;
          }
          reported.add(route);
          const others = namespaces
            .slice(0, SHOWN + 1)
            .filter((namespace) => namespace !== route.namespace)
            .slice(0, SHOWN);
          const { name, hostname = '' } = listener.listener;
          const params = { listener: name, hostname, others, more: namespaces.length - 1 - others.length };
          yield { at: route, path: ['spec'], severity: 'warning', params };
        }
      }
    }
  },
  message: (subject, { listener, hostname, others, more }) =>
    `${subject} claims ${hostname === '' ? 'every host' : `every host of ${quoted(hostname)}`} on listener ${quoted(listener)}, which also serves namespace ${list([...others.map(quoted), ...(more > 0 ? [`${more} more`] : [])])}`,
  fix: () => 'list the hosts of the route in spec.hostnames',
});
