import { annotationEntries, SYNC_OPTIONS } from '../annotation-entries';
import { valueAt } from '../path';
import { isMap, textsIn } from '../schema/check-shape';
import type { Delivery } from './delivery';

type Manifest = Readonly<Record<string, unknown>>;

export const FLUX_PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
const FLUX_RECONCILE = 'kustomize.toolkit.fluxcd.io/reconcile';
const DELETING: readonly unknown[] = ['Delete', 'WaitForTermination'];

/**
 * Whether a Kustomization says a value for an object: in an annotation or label of the object, or
 * in `commonMetadata`. Flux ignores the case.
 */
export function saysInFlux({ spec }: Delivery, object: Manifest, key: string, value: string): boolean {
  const metadata = [valueAt(object, ['metadata']), spec?.commonMetadata].filter(isMap);
  const values = metadata.flatMap(({ annotations, labels }) => [valueAt(annotations, [key]), valueAt(labels, [key])]);
  return values.some((said) => String(said).toLowerCase() === value.toLowerCase());
}

/** Whether a Kustomization deletes an object neither without its file nor with itself. */
export function isKeptByFlux(delivery: Delivery, object: Manifest): boolean {
  const { deletionPolicy, prune } = delivery.spec ?? {};
  const deletes = prune === true || DELETING.includes(deletionPolicy);
  return !deletes || saysInFlux(delivery, object, FLUX_PRUNE, 'Disabled') || saysInFlux(delivery, object, FLUX_RECONCILE, 'disabled');
}

/**
 * What a sync option is for an object: what its annotation says, else what the Application says.
 */
export function syncOption({ spec }: Delivery, object: Manifest, name: string): string | undefined {
  const own = annotationEntries(object, SYNC_OPTIONS);
  const common = textsIn(valueAt(spec, ['syncPolicy', 'syncOptions']));
  const option = [...own, ...common].find((each) => each.startsWith(`${name}=`));
  return option?.slice(name.length + 1);
}

/**
 * Whether an Application asks before it deletes an object, or does not delete it: without its file
 * for `Prune`, with the Application for `Delete`.
 */
export function isKeptByArgoCd(delivery: Delivery, object: Manifest, option: 'Delete' | 'Prune'): boolean {
  const isOfHelm = option === 'Delete' && annotationEntries(object, 'helm.sh/resource-policy').includes('keep');
  return isOfHelm || ['confirm', 'false'].includes(syncOption(delivery, object, option) ?? '');
}
