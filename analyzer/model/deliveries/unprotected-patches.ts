import { valueAt } from '../path';
import { deliveredObjects } from './delivered-objects';
import type { Delivered } from './follow';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const FLUX = { 'kustomize.toolkit.fluxcd.io/prune': 'Disabled', 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' } as const;

/**
 * Patches of Gateways whose delivery may delete the whole Gateway, or its other listeners: by whom,
 * and what is missing.
 */
export function unprotectedPatches(
  delivered: readonly Delivered[],
): { readonly by: string; readonly file: string; readonly message: string }[] {
  return delivered.flatMap((one) =>
    [one.delivery, ...(one.also ?? [])].flatMap(({ by, file }) => {
      const missing = by.startsWith('Application ') ? missingInArgoCd : by.startsWith('Kustomization ') ? missingInFlux : undefined;
      if (missing === undefined) {
        return [];
      }
      return deliveredObjects(one).flatMap(({ partial, subject, value }) => {
        const lacks = partial ? missing(valueAt(value, ['metadata', 'annotations'])) : [];
        return lacks.length === 0 ? [] : [{ by, file, message: `a patch of ${subject} without ${lacks.join(', ')}` }];
      });
    }),
  );
}

function missingInArgoCd(annotations: unknown): string[] {
  const options = String(valueAt(annotations, [SYNC_OPTIONS]) ?? '')
    .split(',')
    .map((option) => option.trim().toLowerCase());
  const lacks = ['ServerSideApply=true', 'Prune=false', 'Delete=false'].filter((option) => !options.includes(option.toLowerCase()));
  return lacks.length === 0 ? [] : [`${SYNC_OPTIONS}: ${lacks.join(',')}`];
}

function missingInFlux(annotations: unknown): string[] {
  const lacks = Object.entries(FLUX).filter(([key, wanted]) => String(valueAt(annotations, [key])).toLowerCase() !== wanted.toLowerCase());
  return lacks.map(([key, wanted]) => `${key}: ${wanted}`);
}
