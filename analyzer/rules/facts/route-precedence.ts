import type { Manifest } from '../../model/manifest';
import type { GrpcRouteMatch, HttpRouteMatch, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import type { ListenerPrediction, Prediction, RoutePrediction } from '../../status/conditions/prediction';
import { ageOf } from '../../status/matching/age';
import { byBreadth, hostsServed, ownHostname } from '../../status/matching/hostnames';
import { append } from '../../text/append';
import { grpcKey, httpKey, type MatchKey, withoutLastSlashes } from './match-key';

/** What one match of a route asks for, whatever the host. */
export interface MatchClaim {
  readonly route: Manifest<RouteKind>;
  readonly rule: number;
  /** Of the match in the route; of the rule or the whole route where it has none. */
  readonly path: Path;
  readonly key: MatchKey;
  /** Of the route, as `ageOf` has it. */
  readonly age: number;
}

/** The claims of one kind to one host of a listener. */
export interface ListenerHost {
  readonly listener: ListenerPrediction;
  /** Empty for every host. */
  readonly host: string;
  readonly claims: readonly MatchClaim[];
  /**
   * Whether the controller orders routes by their own hostnames; undefined if that is not known.
   */
  readonly ownHostnamesFirst: boolean | undefined;
  /** Who takes all requests below a prefix of paths, and comes first of those that do. */
  readonly holders: ReadonlyMap<string, MatchClaim>;
}

/** One whose claims are still gathered. */
type Held = Omit<ListenerHost, 'claims' | 'holders'> & { readonly claims: MatchClaim[] };

const EVERYTHING: MatchKey = { text: '', pathOnly: false };

function keyOf(kind: RouteKind, match: HttpRouteMatch | GrpcRouteMatch): MatchKey {
  return kind === 'HTTPRoute' ? httpKey(match as HttpRouteMatch) : grpcKey(match as GrpcRouteMatch);
}

/** What the matches of a route ask for, one claim each. */
export function claimsOf(route: Manifest<RouteKind>): readonly MatchClaim[] {
  const age = ageOf(route);
  if (route.model !== 'HTTPRoute' && route.model !== 'GRPCRoute') {
    return [{ route, rule: 0, path: ['spec'], key: EVERYTHING, age }];
  }
  return (route.object.spec.rules ?? []).flatMap((rule, index): MatchClaim[] => {
    const path = ['spec', 'rules', index];
    const matches: readonly (HttpRouteMatch | GrpcRouteMatch)[] = rule.matches ?? [];
    if (matches.length === 0) {
      return [{ route, rule: index, path, key: keyOf(route.model, { path: { type: 'PathPrefix', value: '/' } }), age }];
    }
    return matches.map((match, at) => ({ route, rule: index, path: [...path, 'matches', at], key: keyOf(route.model, match), age }));
  });
}

/** The hosts for which a route is asked on a listener; the empty one stands for all. */
export function hostsOn({ listener }: ListenerPrediction, { model, object }: Manifest<RouteKind>): string[] {
  return model === 'TCPRoute' || model === 'UDPRoute' ? [''] : hostsServed(listener.hostname, object.spec.hostnames);
}

/**
 * Compares the own hostnames of two routes that have one host of a listener: below zero if that of
 * the first is narrower.
 */
export function compareOwnHostnames({ host }: Pick<ListenerHost, 'host'>, one: Manifest<RouteKind>, other: Manifest<RouteKind>): number {
  return one === other ? 0 : byBreadth(ownOn(host, one), ownOn(host, other));
}

function ownOn(host: string, { model, object }: Manifest<RouteKind>): string {
  return model === 'TCPRoute' || model === 'UDPRoute' ? '' : ownHostname(host, object.spec.hostnames);
}

/**
 * The older route comes first, and of one age the first by namespace and name; within a route, the
 * first rule.
 *
 * @see Gateway API v1.6.1, apis/v1/httproute_types.go, HTTPRouteRule.Matches
 */
function byPrecedence(left: MatchClaim, right: MatchClaim): number {
  const [one, other] = [left.route, right.route];
  return one === other
    ? left.rule - right.rule
    : compareAges(left.age, right.age) || compare(one.namespace, other.namespace) || compare(one.name, other.name);
}

function byPlace(left: Held, right: Held): number {
  const [one, other] = [left.listener, right.listener];
  return (
    compare(one.owner.namespace, other.owner.namespace) ||
    compare(one.owner.name, other.owner.name) ||
    compare(one.listener.name, other.listener.name) ||
    compare(left.host, right.host)
  );
}

/** An object without a timestamp is still to be created, so it comes last. */
function compareAges(left: number, right: number): number {
  return left === right ? 0 : left - right;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function attachments({ parents }: RoutePrediction): Iterable<ListenerPrediction> {
  const [first, ...others] = parents;
  return first !== undefined && others.length === 0 ? first.listeners : new Set(parents.flatMap(({ listeners }) => listeners));
}

/**
 * Where there is more than one claim: who claims what, in the order in which a controller decides
 * between equal claims.
 */
export function listenerHosts(prediction: Prediction): readonly ListenerHost[] {
  const orders = ownHostnamesFirst(prediction);
  const held = new Map<ListenerPrediction, Map<string, Held>>();
  for (const route of prediction.routes) {
    const claims = claimsOf(route.manifest);
    for (const listener of attachments(route)) {
      const hosts = held.get(listener) ?? new Map<string, Held>();
      held.set(listener, hosts);
      for (const host of hostsOn(listener, route.manifest)) {
        const key = `${route.manifest.model} ${host}`;
        const listenerHost = hosts.get(key) ?? { listener, host, claims: [], ownHostnamesFirst: orders.get(listener.owner) };
        hosts.set(key, listenerHost);
        append(listenerHost.claims, claims);
      }
    }
  }
  const contested = [...held.values()].flatMap((hosts) => [...hosts.values()].filter(({ claims }) => claims.length > 1));
  for (const { claims, ownHostnamesFirst, ...where } of contested) {
    claims.sort((one, other) => {
      const own = ownHostnamesFirst === true ? compareOwnHostnames(where, one.route, other.route) : 0;
      return own || byPrecedence(one, other);
    });
  }
  return contested.sort(byPlace).map((listenerHost) => ({ ...listenerHost, holders: holdersByPrefix(listenerHost.claims) }));
}

/** By the Gateway or ListenerSet that has a listener. */
function ownHostnamesFirst({ gateways, listenerSets }: Prediction): ReadonlyMap<ListenerPrediction['owner'], boolean> {
  const orders = new Map<ListenerPrediction['owner'], boolean>();
  const own = gateways.map((gateway) => ({ manifest: gateway.manifest, gateway }));
  for (const { manifest, gateway } of [...own, ...listenerSets]) {
    if (gateway?.ownHostnamesFirst !== undefined) {
      orders.set(manifest, gateway.ownHostnamesFirst);
    }
  }
  return orders;
}

/** A claim that another one, which takes the same requests, comes before. */
export interface Overlap {
  readonly loser: MatchClaim;
  readonly winner: MatchClaim;
  readonly listenerHost: ListenerHost;
}

/** Every lost claim, the first time that each rule loses to each route. */
export function* overlaps(hosts: readonly ListenerHost[]): Iterable<Overlap> {
  const reported = new Map<Manifest, Set<string>>();
  for (const listenerHost of hosts) {
    const first = new Map<string, MatchClaim>();
    for (const loser of listenerHost.claims) {
      const winner = first.get(loser.key.text);
      if (winner === undefined) {
        first.set(loser.key.text, loser);
      }
      if (winner === undefined || (winner.route === loser.route && winner.rule === loser.rule)) {
        continue;
      }
      const known = reported.get(loser.route) ?? new Set<string>();
      reported.set(loser.route, known);
      const pair = `${loser.rule} ${winner.route === loser.route ? 'own' : `${winner.route.namespace}/${winner.route.name}`}`;
      if (known.has(pair)) {
        continue;
      }
      known.add(pair);
      yield { loser, winner, listenerHost };
    }
  }
}

/** Why one of two claims comes first, or on what that hangs. */
export type Order = 'age' | 'hostname' | 'hostname or age' | 'unknown';

/**
 * What decides between two equal claims. Where the own hostnames of their routes differ and nothing
 * says whether the controller compares them, it is either these or the age.
 *
 * @see Gateway API v1.7.0, pkg/features/gateway.go, GatewayRouteHostnameIntersectionPrecedence
 */
export function orderOf({ loser, winner, listenerHost }: Overlap): Order {
  if (loser.route === winner.route) {
    return 'age';
  }
  const own = compareOwnHostnames(listenerHost, winner.route, loser.route);
  const byAge = Number.isFinite(winner.age) && Number.isFinite(loser.age);
  if (own === 0 || listenerHost.ownHostnamesFirst === false) {
    return byAge ? 'age' : 'unknown';
  }
  return listenerHost.ownHostnamesFirst === true ? 'hostname' : own < 0 && byAge ? 'age' : 'hostname or age';
}

/**
 * Whether a claim goes first to the route with the narrower own hostname, although another one
 * matches less.
 */
export type Breadth = 'narrower path' | 'narrower hostname' | 'either';

/** What decides between a claim and one that has a part of it, by a longer path. */
export function breadthOf(listenerHost: ListenerHost, holder: MatchClaim, part: MatchClaim): Breadth {
  if (compareOwnHostnames(listenerHost, holder.route, part.route) >= 0 || listenerHost.ownHostnamesFirst === false) {
    return 'narrower path';
  }
  return listenerHost.ownHostnamesFirst === true ? 'narrower hostname' : 'either';
}

/** Who takes all requests below the path of a claim, or below a prefix of it, the longest first. */
export function* holdersOf(
  claim: MatchClaim,
  { holders }: ListenerHost,
): Iterable<{ readonly prefix: string; readonly holder: MatchClaim }> {
  for (const prefix of prefixes(claim)) {
    const holder = holders.get(prefix);
    if (holder !== undefined) {
      yield { prefix, holder };
    }
  }
}

/**
 * The prefixes that hold a path, the longest first; the root only for itself, as it is meant to be
 * shared.
 */
function* prefixes({ key }: MatchClaim): Iterable<string> {
  const path = key.path;
  if (path === undefined || path.type === 'RegularExpression') {
    return;
  }
  const itself = withoutLastSlashes(path.value);
  if (itself === '' && path.type === 'Exact') {
    return;
  }
  yield itself;
  for (let end = itself.lastIndexOf('/'); end > 0; end = itself.lastIndexOf('/', end - 1)) {
    yield itself.slice(0, end);
  }
}

function holdersByPrefix(claims: readonly MatchClaim[]): ReadonlyMap<string, MatchClaim> {
  const holders = new Map<string, MatchClaim>();
  for (const claim of claims) {
    const { path, pathOnly } = claim.key;
    if (pathOnly && path?.type === 'PathPrefix' && !holders.has(path.value)) {
      holders.set(path.value, claim);
    }
  }
  return holders;
}
