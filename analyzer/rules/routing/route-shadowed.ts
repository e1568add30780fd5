import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import { ROUTE_KINDS, type RouteKind } from '../../model/objects';
import { quoted } from '../../text/words';
import { breadthOf, claimsOf, holdersOf, type ListenerHost, overlaps } from '../facts/route-precedence';
import { defineRule, type Found } from '../rule';
import { orderOfRivals, orderText, type RivalRoute, requestsText } from './rival-route';

export type Params =
  | { readonly by: 'rule'; readonly rule: number; readonly first: number }
  /** The route of the narrower hostname claims more; `certain` if controllers compare hostnames. */
  | (Omit<RivalRoute, 'narrower' | 'older' | 'order'> & { readonly by: 'hostname'; readonly path: string; readonly certain: boolean })
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

/**
 * Claims to a part of what a route of the same namespace claims, whose own hostname is narrower: if
 * the controller compares these, the longer path does not help.
 */
function* byHostname(listenerHost: ListenerHost): Iterable<Shadowed> {
  for (const part of listenerHost.claims) {
    for (const { holder } of holdersOf(part, listenerHost)) {
      const breadth = breadthOf(listenerHost, holder, part);
      if (breadth === 'narrower path' || holder.key.text === part.key.text) {
        continue;
      }
      if (holder.route.namespace === part.route.namespace) {
        const { kind, namespace, name } = holder.route;
        const place = { listener: listenerHost.listener.listener.name, host: listenerHost.host, path: part.key.path?.value || '/' };
        const certain = breadth === 'narrower hostname';
        const params = { by: 'hostname', kind, namespace, name, ...place, certain } as const;
        yield { at: part.route, path: part.path, severity: certain ? 'warning' : 'note', params };
      }
      break;
    }
  }
}

function shadowedText(subject: string, shadowed: Params): string {
  if (shadowed.by === 'rule') {
    return `${subject} never reaches rule ${shadowed.rule}: rule ${shadowed.first} matches the same requests and comes first`;
  }
  const other = formatRef(shadowed);
  if (shadowed.by === 'hostname') {
    const requests = `${subject} gets none of the ${requestsText(shadowed)}`;
    const feature = 'if the controller has feature GatewayRouteHostnameIntersectionPrecedence';
    return `${requests}${shadowed.certain ? '' : ` ${feature}`}: ${other} claims more, and its own hostname is narrower`;
  }
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
    for (const listenerHost of facts.listenerHosts) {
      yield* byHostname(listenerHost);
    }
  },
  message: shadowedText,
  fix: ({ by }) =>
    by === 'hostname'
      ? 'give both routes the same hostnames, or the paths to the route with the narrower one'
      : by === 'rule'
        ? 'remove one of the two rules, or make their matches differ'
        : 'remove one of the two, or make what they match differ',
});
