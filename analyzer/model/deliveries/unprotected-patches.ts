import { SYNC_OPTIONS } from '../annotation-entries';
import { type DeliveredObject, deliveredObjects } from './delivered-objects';
import type { Delivery, DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';
import { FLUX_PRUNE, isKeptByArgoCd, isKeptByFlux, saysInFlux, syncOption } from './protection';

const FLUX_APPLY = 'kustomize.toolkit.fluxcd.io/ssa';

/**
 * Patches of Gateways whose delivery may delete the whole Gateway, or its other listeners: by whom,
 * and what is missing.
 */
export function unprotectedPatches(delivered: readonly Delivered[]): DeliveryFault[] {
  return delivered.flatMap((one) =>
    allOf(one).flatMap((delivery) => {
      const { by, file } = delivery;
      const missing = by.startsWith('Application ') ? missingInArgoCd : by.startsWith('Kustomization ') ? missingInFlux : undefined;
      if (missing === undefined) {
        return [];
      }
      return deliveredObjects(one).flatMap(({ partial, subject, value }) => {
        const lacks = partial ? missing(delivery, value) : [];
        return lacks.length === 0 ? [] : [{ by, file, message: `a patch of ${subject} without ${lacks.join(', ')}` }];
      });
    }),
  );
}

function missingInArgoCd(delivery: Delivery, patch: DeliveredObject['value']): string[] {
  const lacks = [
    ...(syncOption(delivery, patch, 'ServerSideApply') === 'true' ? [] : ['ServerSideApply=true']),
    ...(isKeptByArgoCd(delivery, patch, 'Prune') ? [] : ['Prune=false']),
    ...(isKeptByArgoCd(delivery, patch, 'Delete') ? [] : ['Delete=false']),
  ];
  return lacks.length === 0 ? [] : [`${SYNC_OPTIONS}: ${lacks.join(',')}`];
}

function missingInFlux(delivery: Delivery, patch: DeliveredObject['value']): string[] {
  return [
    ...(isKeptByFlux(delivery, patch) ? [] : [`${FLUX_PRUNE}: Disabled`]),
    ...(saysInFlux(delivery, patch, FLUX_APPLY, 'Merge') ? [] : [`${FLUX_APPLY}: Merge`]),
  ];
}
