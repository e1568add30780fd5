import { ROUTE_KINDS } from '../../model/objects';
import { valueAt } from '../../model/path';
import { defineRule, type Found, type NoParams } from '../rule';

/** A route that asks no Gateway to serve it; the API server lets it through, and nothing ever happens. */
export const routeWithoutParent = defineRule('route-without-parent', {
  reads: ROUTE_KINDS,
  title: 'a route is attached to nothing',
  why: 'A route without parentRefs is valid, and no controller ever looks at it.',
  *find({ world }): Iterable<Found<NoParams>> {
    for (const kind of ROUTE_KINDS)
      for (const route of world.all(kind)) {
        if ((route.object.spec.parentRefs ?? []).length > 0) continue;
        if (valueAt(route.written(), ['spec', 'useDefaultGateways']) !== undefined) continue;
        yield { at: route, path: ['spec'], severity: 'warning', params: {} };
      }
  },
  message: (subject) => `${subject} has no parentRefs: no Gateway serves it`,
  fix: () => 'name the Gateway and its listener in spec.parentRefs',
});
