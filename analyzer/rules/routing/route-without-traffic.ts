import type { Manifest } from '../../model/manifest';
import type { BackendRef, RouteFilter, RouteKind } from '../../model/objects';
import { condition } from '../../status/conditions/condition';
import type { ListenerPrediction, ParentPrediction, Reference, RoutePrediction } from '../../status/conditions/prediction';
import { quotedList } from '../../text/words';
import { unresolved } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export type Params =
  | { readonly what: 'listener'; readonly listeners: readonly string[] }
  | { readonly what: 'backend' | 'weights' }
  | { readonly what: 'share'; readonly share: number };

type Lost = Found<Params>;

/** Filters that answer a request themselves, or may. */
const ANSWERING = new Set(['RequestRedirect', 'ExtensionRef', 'ExternalAuth']);
/** Kong takes plugins by annotation, and some of them answer. */
const PLUGINS = 'konghq.com/plugins';

function isDead({ conditions }: ListenerPrediction): boolean {
  return condition(conditions, 'Programmed')?.status === 'False';
}

/** A parent that accepts the route on listeners none of which is programmed. */
function* onDeadListeners(at: Manifest<RouteKind>, parents: readonly ParentPrediction[]): Iterable<Lost> {
  for (const { path, listeners } of parents) {
    if (listeners.length === 0 || !listeners.every(isDead)) {
      continue;
    }
    const names = listeners.map(({ listener }) => listener.name);
    yield { at, path, severity: 'error', params: { what: 'listener', listeners: names } };
  }
}

function answers(filters: readonly RouteFilter[] = []): boolean {
  return filters.some(({ type }) => type !== undefined && ANSWERING.has(type));
}

/** The places of the backends without a grant, by rule. */
function ungranted(references: readonly Reference[]): ReadonlyMap<unknown, readonly number[]> {
  const places = new Map<unknown, number[]>();
  for (const { path, role, status, cause } of references) {
    if (role !== 'backend' || status !== 'False' || cause?.why !== 'ref-not-permitted') {
      continue;
    }
    places.set(path[2], [...(places.get(path[2]) ?? []), Number(path[4])]);
  }
  return places;
}

/**
 * How much of a rule's traffic some of its backends get, in percent; where it is all of it, the
 * findings about them say so.
 */
function shareOf(backends: readonly BackendRef[], places: readonly number[]): number {
  const total = backends.reduce((sum, { weight }) => sum + weight, 0);
  const lost = places.reduce((sum, place) => sum + (backends[place]?.weight ?? 0), 0);
  return total === 0 || lost === total ? 0 : (lost / total) * 100;
}

function* inRules({ manifest: at, references }: RoutePrediction): Iterable<Lost> {
  const web = at.model === 'HTTPRoute' || at.model === 'GRPCRoute';
  const refused = ungranted(references);
  const plugged = at.object.metadata.annotations?.[PLUGINS] !== undefined;
  for (const [index, { backendRefs = [], filters }] of (at.object.spec.rules ?? []).entries()) {
    const path = ['spec', 'rules', index];
    if (backendRefs.length === 0) {
      if (web && !plugged && !answers(filters)) {
        yield { at, path, severity: 'error', params: { what: 'backend' } };
      }
    } else if (backendRefs.every(({ weight }) => weight === 0)) {
      yield { at, path, severity: 'error', params: { what: 'weights' } };
    } else {
      const share = shareOf(backendRefs, refused.get(index) ?? []);
      if (share > 0) {
        yield { at, path, severity: 'error', params: { what: 'share', share } };
      }
    }
  }
}

const SILENT: Readonly<Record<'backend' | 'weights', string>> = {
  backend: 'has no backend here, and no filter that answers',
  weights: 'gives every backend of the rule weight 0',
};

/** A route that is accepted, although its clients get no answer. */
export const routeWithoutTraffic = defineRule('route-without-traffic', {
  reads: [],
  title: 'a route is accepted, but its clients get no answer',
  why: 'Accepted means that a listener accepts the route, not that anything answers. The status of the route does not report it.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const route of prediction.routes) {
      const accepted = route.parents.filter(({ conditions }) => condition(conditions, 'Accepted')?.status !== 'False');
      yield* onDeadListeners(route.manifest, accepted);
      if (accepted.length > 0) {
        yield* inRules(route);
      }
    }
  },
  message: (subject, traffic) => {
    if (traffic.what === 'listener') {
      return `${subject} is accepted on listener ${quotedList(traffic.listeners)}, which is not programmed: no request arrives`;
    }
    if (traffic.what === 'share') {
      return `${subject} loses ${traffic.share < 1 ? 'less than 1' : Math.round(traffic.share)} % of the requests of this rule: they go to backends that no ReferenceGrant permits`;
    }
    return `${subject} ${SILENT[traffic.what]}`;
  },
  fix: ({ what }) => {
    if (what === 'listener') {
      return 'fix the listener, or attach the route to another one';
    }
    if (what === 'share') {
      return 'add the ReferenceGrant, or set the weight of the backend to 0';
    }
    return what === 'weights' ? 'give one backend a weight, or remove the rule' : 'add a backend or a RequestRedirect filter';
  },
  traffic: (kind, traffic) =>
    traffic.what === 'listener' ? undefined : unresolved(kind, { role: 'backend', share: traffic.what === 'share' ? traffic.share : 100 }),
});
