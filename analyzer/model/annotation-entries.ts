import { valueAt } from './path';

/** What Argo CD does with an object: a list with commas, such as `Prune=false,Delete=false`. */
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/** The entries of an annotation that lists them with commas; none if it is not a text. */
export function annotationEntries(object: unknown, annotation: string): string[] {
  const list = valueAt(object, ['metadata', 'annotations', annotation]);
  return typeof list === 'string' ? list.split(',').map((entry) => entry.trim()) : [];
}
