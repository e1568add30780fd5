import { GROUP } from '../../../gateway-api';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { mapsIn } from '../schema/check-shape';
import { type DeliveredObject, deliveredObjects } from './delivered-objects';
import type { DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';

/**
 * Routes that a Kustomization waits for although nothing tells Flux when they have failed: by whom,
 * and the kinds.
 */
export function uncheckedHealth(delivered: readonly Delivered[]): DeliveryFault[] {
  return delivered.flatMap((one) =>
    allOf(one).flatMap(({ by, file, spec }) => {
      if (!by.startsWith('Kustomization ') || spec === undefined) {
        return [];
      }
      const routes = [...deliveredObjects(one)].filter(
        (object) => object.kind.endsWith('Route') && isAwaited(object, spec) && !isChecked(object, spec),
      );
      const [first, ...more] = [...new Set(routes.map(({ subject }) => subject))].sort();
      return first === undefined ? [] : [{ by, file, message: more.length === 0 ? first : `${first} and ${more.length} more` }];
    }),
  );
}

/** Whether Flux waits for an object: for all of them, or for those that `healthChecks` names. */
function isAwaited({ kind, namespace, name }: DeliveredObject, spec: Readonly<Record<string, unknown>>): boolean {
  if (spec.wait === true) {
    return true;
  }
  return mapsIn(spec.healthChecks).some(
    (entry) => entry.kind === kind && entry.name === name && (entry.namespace === undefined || entry.namespace === namespace),
  );
}

/**
 * Whether an expression reads the status; Flux compares groups, and since 2.9 an entry without kind
 * holds for all of a group.
 */
function isChecked({ kind, value }: DeliveredObject, spec: Readonly<Record<string, unknown>>): boolean {
  if (valueAt(value, ['metadata', 'annotations', 'kustomize.toolkit.fluxcd.io/reconcile']) === 'disabled') {
    return true;
  }
  return mapsIn(spec.healthCheckExprs).some(
    (entry) => groupOf(String(entry.apiVersion)) === GROUP && [undefined, '', kind].some((named) => entry.kind === named),
  );
}
