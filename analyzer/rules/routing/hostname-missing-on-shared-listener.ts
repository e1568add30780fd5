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
export const hostnameMissingOnSharedListener = defineRule('hostname-missing-on-shared-listener', {
  reads: [],
  title: 'a route takes every host of a listener that several teams share',
  why: 'Without hostnames a route answers for every host that nobody else claims, also for the hosts of others and for paths that they have not thought of.',
  *find({ prediction }): Iterable<Found<Params>> {
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
  message: (subject, { listener, hostname, others, more }) =>
    `${subject} claims ${hostname === '' ? 'every host' : `every host of ${quoted(hostname)}`} on listener ${quoted(listener)}, which serves namespace ${list([...others.map(quoted), ...(more > 0 ? [`${more} more`] : [])])} too`,
  fix: () => 'write in spec.hostnames which hosts the route is for',
});
