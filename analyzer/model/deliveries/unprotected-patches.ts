import { annotationEntries, SYNC_OPTIONS } from '../annotation-entries';
import { valueAt } from '../path';
import { deliveredObjects } from './delivered-objects';
import type { DeliveryFault } from './delivery';
import type { Delivered } from './follow';

const FLUX = { 'kustomize.toolkit.fluxcd.io/prune': 'Disabled', 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' } as const;

/**
 * Patches of Gateways whose delivery may delete the whole Gateway, or its other listeners: by whom,
 * and what is missing.
 */
export function unprotectedPatches(delivered: readonly Delivered[]): DeliveryFault[] {
  return delivered.flatMap((one) =>
    [one.delivery, ...(one.also ?? [])].flatMap(({ by, file }) => {
      const missing = by.startsWith('Application ') ? missingInArgoCd : by.startsWith('Kustomization ') ? missingInFlux : undefined;
      if (missing === undefined) {
        return [];
      }
      return deliveredObjects(one).flatMap(({ partial, subject, value }) => {
        const lacks = partial ? missing(value) : [];
        return lacks.length === 0 ? [] : [{ by, file, message: `a patch of ${subject} without ${lacks.join(', ')}` }];
      });
    }),
  );
}

function missingInArgoCd(patch: unknown): string[] {
  const options = annotationEntries(patch, SYNC_OPTIONS).map((option) => option.toLowerCase());
  const lacks = ['ServerSideApply=true', 'Prune=false', 'Delete=false'].filter((option) => !options.includes(option.toLowerCase()));
  return lacks.length === 0 ? [] : [`${SYNC_OPTIONS}: ${lacks.join(',')}`];
}

function missingInFlux(patch: unknown): string[] {
  const lacks = Object.entries(FLUX).filter(
    ([key, wanted]) => String(valueAt(patch, ['metadata', 'annotations', key])).toLowerCase() !== wanted.toLowerCase(),
  );
  return lacks.map(([key, wanted]) => `${key}: ${wanted}`);
}
