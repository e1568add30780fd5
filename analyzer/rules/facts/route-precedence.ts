import type { Manifest } from '../../model/manifest';
import type { GrpcRouteMatch, HttpRouteMatch, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import type { ListenerPrediction, Prediction, RoutePrediction } from '../../status/conditions/prediction';
import { covers, intersect } from '../../status/matching/hostnames';
import { grpcKey, httpKey, type MatchKey } from './match-key';
import { oncePer } from './once-per';

/** What one match of a route asks for, whatever the host. */
export interface Claim {
  readonly route: Manifest<RouteKind>;
  readonly rule: number;
  /** Of the match in the route; of the rule or the whole route where it has none. */
  readonly path: Path;
  readonly key: MatchKey;
}

/** The claims of one kind to one host of a listener. */
export interface Ground {
  readonly listener: ListenerPrediction;
  /** Empty for every host. */
  readonly host: string;
  readonly claims: readonly Claim[];
}

/** Comes after every timestamp. */
const UNBORN = '~';
const EVERYTHING: MatchKey = { text: '', pathOnly: false };

function keyOf(kind: RouteKind, match: HttpRouteMatch | GrpcRouteMatch): MatchKey {
  return kind === 'HTTPRoute' ? httpKey(match as HttpRouteMatch) : grpcKey(match as GrpcRouteMatch);
}

/** What the matches of a route ask for, one claim each. */
export function claimsOf(route: Manifest<RouteKind>): readonly Claim[] {
  if (route.model !== 'HTTPRoute' && route.model !== 'GRPCRoute') return [{ route, rule: 0, path: ['spec'], key: EVERYTHING }];
  return (route.object.spec.rules ?? []).flatMap((rule, index): Claim[] => {
    const path = ['spec', 'rules', index];
    const matches: readonly (HttpRouteMatch | GrpcRouteMatch)[] = rule.matches ?? [];
    if (matches.length === 0) return [{ route, rule: index, path, key: keyOf(route.model, { path: { type: 'PathPrefix', value: '/' } }) }];
    return matches.map((match, at) => ({ route, rule: index, path: [...path, 'matches', at], key: keyOf(route.model, match) }));
  });
}

/** The hosts for which a route is asked on a listener: of each pair of hostnames that meet, the narrower one. */
export function hostsOn({ listener }: ListenerPrediction, { model, object }: Manifest<RouteKind>): string[] {
  if (model === 'TCPRoute' || model === 'UDPRoute') return [''];
  const offered = listener.hostname ?? '';
  const asked = object.spec.hostnames ?? [];
  if (asked.length === 0) return [offered];
  return [...new Set(asked.filter((host) => intersect(offered, host)).map((host) => (covers(offered, host) ? host : offered)))].sort();
}

/**
 * The older route comes first, and of one age the first by namespace and name; within a route, the first rule.
 *
 * @see Gateway API v1.6.1, apis/v1/httproute_types.go, HTTPRouteRule.Matches
 */
function byPrecedence(left: Claim, right: Claim): number {
  const [one, other] = [left.route, right.route];
  return one === other
    ? left.rule - right.rule
    : compare(born(one), born(other)) || compare(one.namespace, other.namespace) || compare(one.name, other.name);
}

function byPlace(left: Ground, right: Ground): number {
  const [one, other] = [left.listener, right.listener];
  return (
    compare(one.owner.namespace, other.owner.namespace) ||
    compare(one.owner.name, other.owner.name) ||
    compare(one.listener.name, other.listener.name) ||
    compare(left.host, right.host)
  );
}

function born({ object }: Manifest<RouteKind>): string {
  return object.metadata.creationTimestamp ?? UNBORN;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function attachments({ parents }: RoutePrediction): Iterable<ListenerPrediction> {
  const [first, ...others] = parents;
  return first !== undefined && others.length === 0 ? first.listeners : new Set(parents.flatMap(({ listeners }) => listeners));
}

/** Where there is more than one claim: who claims what, in the order in which a controller decides between equal claims. */
export const grounds = oncePer((prediction: Prediction): readonly Ground[] => {
  const held = new Map<ListenerPrediction, Map<string, Ground & { claims: Claim[] }>>();
  for (const route of prediction.routes) {
    const claims = claimsOf(route.manifest);
    for (const listener of attachments(route)) {
      const hosts = held.get(listener) ?? new Map<string, Ground & { claims: Claim[] }>();
      held.set(listener, hosts);
      for (const host of hostsOn(listener, route.manifest)) {
        const key = `${route.manifest.model} ${host}`;
        const ground = hosts.get(key) ?? { listener, host, claims: [] };
        hosts.set(key, ground);
        ground.claims.push(...claims);
      }
    }
  }
  const contested = [...held.values()].flatMap((hosts) => [...hosts.values()].filter(({ claims }) => claims.length > 1));
  for (const { claims } of contested) claims.sort(byPrecedence);
  return contested.sort(byPlace);
});

/** A claim that another one, which takes the same requests, comes before. */
export interface Contest {
  readonly loser: Claim;
  readonly winner: Claim;
  readonly ground: Ground;
}

/** Every lost claim, the first time that each rule loses to each route. */
export function* contests(prediction: Prediction): Iterable<Contest> {
  const told = new Map<Manifest, Set<string>>();
  for (const ground of grounds(prediction)) {
    const first = new Map<string, Claim>();
    for (const loser of ground.claims) {
      const winner = first.get(loser.key.text);
      if (winner === undefined) first.set(loser.key.text, loser);
      if (winner === undefined || (winner.route === loser.route && winner.rule === loser.rule)) continue;
      const known = told.get(loser.route) ?? new Set<string>();
      told.set(loser.route, known);
      const pair = `${loser.rule} ${winner.route === loser.route ? 'own' : `${winner.route.namespace}/${winner.route.name}`}`;
      if (known.has(pair)) continue;
      known.add(pair);
      yield { loser, winner, ground };
    }
  }
}

/** Whether the input tells which of two claims comes first. */
export function isSettled({ loser, winner }: Contest): boolean {
  return loser.route === winner.route || (born(winner.route) !== UNBORN && born(loser.route) !== UNBORN);
}
