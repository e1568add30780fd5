import { ROUTE_KINDS } from '../../model/objects';
import { valueAt } from '../../model/path';
import type { Rule } from '../rule';

/** A route that asks no Gateway to serve it; the API server lets it through, and nothing ever happens. */
export const routeWithoutParent: Rule<'route-without-parent'> = {
  reads: ROUTE_KINDS,
  *find({ world }) {
    for (const kind of ROUTE_KINDS)
      for (const route of world.all(kind)) {
        if ((route.object.spec.parentRefs ?? []).length > 0) continue;
        if (valueAt(route.written(), ['spec', 'useDefaultGateways']) !== undefined) continue;
        yield { at: route, path: ['spec'], severity: 'warning', params: {} };
      }
  },
};
