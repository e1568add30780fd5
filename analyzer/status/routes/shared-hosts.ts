import type { Condition } from '../conditions/condition';
import type { ListenerPrediction, ParentPrediction, RoutePrediction } from '../conditions/prediction';
import { hostsServed } from '../matching/hostnames';

type Claims = Map<ListenerPrediction, Map<string, Set<string>>>;

/**
 * Notes where HTTPRoutes and GRPCRoutes claim one hostname on one listener: one page of the API has
 * the older kind alone accepted, another leaves that to the controller.
 *
 * @see Gateway API v1.6.1, apis/v1/grpcroute_types.go, GRPCRoute and GRPCRouteSpec.Hostnames
 */
export function noteSharedHosts(routes: readonly RoutePrediction[]): readonly RoutePrediction[] {
  if (!routes.some(({ manifest }) => manifest.model === 'GRPCRoute')) {
    return routes;
  }
  const claims: Claims = new Map();
  for (const route of routes) {
    if (claimsHosts(route)) {
      claim(claims, route);
    }
  }
  return routes.map((route) => {
    if (!claimsHosts(route)) {
      return route;
    }
    return { ...route, parents: route.parents.map((parent) => noted(claims, route, parent)) };
  });
}

function claimsHosts({ manifest }: RoutePrediction): boolean {
  return manifest.model === 'HTTPRoute' || manifest.model === 'GRPCRoute';
}

function claim(claims: Claims, { manifest, parents }: RoutePrediction): void {
  for (const listener of parents.flatMap(({ listeners }) => listeners)) {
    const hosts = claims.get(listener) ?? new Map<string, Set<string>>();
    claims.set(listener, hosts);
    for (const hostname of hostsServed(listener.listener.hostname, manifest.object.spec.hostnames)) {
      hosts.set(hostname, (hosts.get(hostname) ?? new Set()).add(manifest.model));
    }
  }
}

function noted(claims: Claims, { manifest }: RoutePrediction, parent: ParentPrediction): ParentPrediction {
  const shared = parent.listeners.find((listener) =>
    hostsServed(listener.listener.hostname, manifest.object.spec.hostnames).some(
      (hostname) => (claims.get(listener)?.get(hostname)?.size ?? 0) > 1,
    ),
  );
  if (shared === undefined) {
    return parent;
  }
  const note = `HTTPRoutes and GRPCRoutes claim one hostname on listener ${JSON.stringify(shared.listener.name)}, and some controllers accept the older kind alone`;
  const add = (one: Condition): Condition => (one.type === 'Accepted' ? { ...one, message: `${one.message}; ${note}` } : one);
  return { ...parent, conditions: parent.conditions.map(add) };
}
