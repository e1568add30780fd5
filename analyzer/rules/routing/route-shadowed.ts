import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import { ROUTE_KINDS, type RouteKind } from '../../model/objects';
import { quoted } from '../../text/words';
import { claimsOf, overlaps } from '../facts/route-precedence';
import { defineRule, type Found } from '../rule';
import { orderOfRivals, orderText, type RivalRoute, requestsText } from './rival-route';

export type Params =
  | { readonly by: 'rule'; readonly rule: number; readonly first: number }
  | (RivalRoute & { readonly by: 'route'; readonly stream: boolean });

type Shadowed = Found<Params>;

/**
 * Rules of one route that match what an earlier one matches; they never get a request, wherever the
 * route is attached.
 */
function* within(route: Manifest<RouteKind>): Iterable<Shadowed> {
  if ((route.object.spec.rules ?? []).length < 2) {
    return;
  }
  const first = new Map<string, number>();
  const reported = new Set<number>();
  for (const { rule, path, key } of claimsOf(route)) {
    const winner = first.get(key.text);
    if (winner === undefined) {
      first.set(key.text, rule);
    }
    if (winner === undefined || winner === rule || reported.has(rule)) {
      continue;
    }
    reported.add(rule);
    yield { at: route, path, severity: 'warning', params: { by: 'rule', rule, first: winner } };
  }
}

function shadowedText(subject: string, shadowed: Params): string {
  if (shadowed.by === 'rule') {
    return `${subject} never reaches rule ${shadowed.rule}: rule ${shadowed.first} matches the same requests and comes first`;
  }
  const other = formatRef(shadowed);
  const what = shadowed.stream ? `all traffic of listener ${quoted(shadowed.listener)}` : `the same ${requestsText(shadowed)}`;
  if (shadowed.order === 'age' || shadowed.order === 'hostname') {
    return `${subject} gets nothing here: ${other} claims ${what}, and ${orderText(shadowed)}`;
  }
  return `${subject} and ${other} claim ${what}: ${orderText(shadowed)}`;
}

/**
 * A rule or route that never gets a request because another one matches the same and comes first.
 */
export const routeShadowed = defineRule('route-shadowed', {
  reads: ROUTE_KINDS,
  title: 'a rule or a route never gets a request',
  why: 'Of equal matches the first wins: the older route, then the first by namespace and name, then the first rule. Where the controller compares the own hostnames of routes, the narrower one comes before all of that. The others never get a request, and no status reports it.',
  *find({ world, facts }): Iterable<Found<Params>> {
    for (const kind of ROUTE_KINDS) {
      for (const route of world.all(kind)) {
        yield* within(route);
      }
    }
    for (const overlap of overlaps(facts.listenerHosts)) {
      const { loser, winner, listenerHost } = overlap;
      const stream = loser.route.model === 'TCPRoute' || loser.route.model === 'UDPRoute';
      if (loser.route === winner.route || (loser.route.namespace !== winner.route.namespace && !stream)) {
        continue;
      }
      const [at, other] = loser.route.context ? [winner, loser] : [loser, winner];
      const { kind, namespace, name } = other.route;
      const place = { listener: listenerHost.listener.listener.name, host: listenerHost.host, stream };
      const params = { by: 'route', kind, namespace, name, ...place, ...orderOfRivals(overlap) } as const;
      yield { at: at.route, path: at.path, severity: 'warning', params };
    }
  },
  message: shadowedText,
  fix: ({ by }) =>
    by === 'rule' ? 'remove one of the two rules, or make their matches differ' : 'remove one of the two, or make what they match differ',
});
