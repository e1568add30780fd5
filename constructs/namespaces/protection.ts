import type { ApiObject } from 'cdk8s';
import { refuse } from '../checks/validate';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

/**
 * Annotations of an object that neither Argo CD nor Flux deletes, and whose absence from Git makes
 * no difference.
 */
const PROTECTION = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  [SYNC_OPTIONS]: 'Prune=false,Delete=false',
  [PRUNE]: 'Disabled',
};

/** Annotations of an object that Argo CD deletes once somebody approves it, and Flux never. */
const CONFIRMATION = {
  [SYNC_OPTIONS]: 'Prune=confirm,Delete=confirm',
  [PRUNE]: 'Disabled',
};

/**
 * The annotations for a value of `protect`.
 *
 * @throws if the value is another one
 */
export function protectionFor(protect: boolean | 'confirm'): Readonly<Record<string, string>> {
  if (typeof protect !== 'boolean' && protect !== 'confirm') {
    refuse('protect', protect, 'expected true, false or "confirm"');
  }
  return protect === 'confirm' ? CONFIRMATION : protect ? PROTECTION : {};
}

/** Protects an object, unless it has sync options of its own. */
export function protect({ metadata }: ApiObject): void {
  const { annotations = {} } = metadata.toJson() ?? {};
  if (annotations[SYNC_OPTIONS] === undefined) {
    for (const [key, value] of Object.entries(PROTECTION)) {
      metadata.addAnnotation(key, annotations[key] ?? value);
    }
  }
}
