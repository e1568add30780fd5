import type { Manifest } from '../../model/manifest';
import { ROUTE_KINDS, type RouteKind } from '../../model/objects';
import { claimsOf, contests, isSettled } from '../facts/route-precedence';
import type { Found, Rule } from '../rule';

type Shadowed = Found<'route-shadowed'>;

/** Rules of one route that take what an earlier one has taken; they never match, wherever the route is attached. */
function* within(route: Manifest<RouteKind>): Iterable<Shadowed> {
  if ((route.object.spec.rules ?? []).length < 2) return;
  const first = new Map<string, number>();
  const told = new Set<number>();
  for (const { rule, path, key } of claimsOf(route)) {
    const winner = first.get(key.text);
    if (winner === undefined) first.set(key.text, rule);
    if (winner === undefined || winner === rule || told.has(rule)) continue;
    told.add(rule);
    yield { at: route, path, severity: 'warning', params: { by: 'rule', rule, first: winner } };
  }
}

/** A rule or route that never gets a request since another takes all that it asks for. */
export const routeShadowed: Rule<'route-shadowed'> = {
  reads: ROUTE_KINDS,
  *find({ world, prediction }) {
    for (const kind of ROUTE_KINDS) for (const route of world.all(kind)) yield* within(route);
    for (const contest of contests(prediction)) {
      const { loser, winner, ground } = contest;
      const stream = loser.route.model === 'TCPRoute' || loser.route.model === 'UDPRoute';
      if (loser.route === winner.route || (loser.route.namespace !== winner.route.namespace && !stream)) continue;
      const [at, other] = loser.route.context ? [winner, loser] : [loser, winner];
      const { kind, namespace, name } = other.route;
      const place = { listener: ground.listener.listener.name, host: ground.host, stream };
      const params = { by: 'route', kind, namespace, name, ...place, settled: isSettled(contest) } as const;
      yield { at: at.route, path: at.path, severity: 'warning', params };
    }
  },
};
