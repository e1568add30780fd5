import { ROUTE_KINDS } from '../../model/objects';
import { valueAt } from '../../model/path';
import type { Prediction } from '../../status/conditions/prediction';
import { defineRule, type Found, type NoParams } from '../rule';

/**
 * The HTTPRoutes that another one sends to, as `namespace/name`, where some controllers delegate to
 * them; `*` stands for all names.
 */
function delegatedRoutes({ routes }: Prediction): ReadonlySet<string> {
  const targets = routes.flatMap(({ references }) => references.map(({ target }) => target));
  return new Set(targets.filter(({ kind }) => kind === 'HTTPRoute').map(({ namespace, name }) => `${namespace}/${name}`));
}

/** A route that references no Gateway; the API server accepts it, and nothing happens. */
export const routeWithoutParent = defineRule('route-without-parent', {
  reads: ROUTE_KINDS,
  title: 'a route has no parent',
  why: 'A route without parentRefs is valid, but no controller reads it.',
  *find({ world, prediction }): Iterable<Found<NoParams>> {
    const delegated = delegatedRoutes(prediction);
    for (const kind of ROUTE_KINDS) {
      for (const route of world.all(kind)) {
        if ((route.object.spec.parentRefs ?? []).length > 0) {
          continue;
        }
        if (valueAt(route.written(), ['spec', 'useDefaultGateways']) !== undefined) {
          continue;
        }
        if (kind === 'HTTPRoute' && [route.name, '*'].some((name) => delegated.has(`${route.namespace}/${name}`))) {
          continue;
        }
        yield { at: route, path: ['spec'], severity: 'warning', params: {} };
      }
    }
  },
  message: (subject) => `${subject} has no parentRefs, so no Gateway serves it`,
  fix: () => 'add the Gateway and its listener to spec.parentRefs',
});
