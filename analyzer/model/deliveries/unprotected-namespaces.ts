import { valueAt } from '../path';
import { isMap } from '../schema/check-shape';
import { type DeliveredObject, deliveredObjects } from './delivered-objects';
import type { Delivery } from './delivery';
import type { Delivered } from './follow';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

/** Engine objects of teams; a chart is a part of what installs it. */
const ENGINE_OBJECT = /^(?:Application|Kustomization) /;

/** Namespaces that the API server lets nobody delete. */
const PERMANENT: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system']);

/** Namespaces that an engine deletes although others deliver into them: by whom, and the first one. */
export function unprotectedNamespaces(
  delivered: readonly Delivered[],
): { readonly by: string; readonly file: string; readonly message: string }[] {
  const within = objectsByNamespace(delivered);
  return delivered.flatMap((one) =>
    engineObjects(one).flatMap((delivery) => {
      const found = deliveredObjects(one).flatMap((namespace) => {
        const lacks = namespace.kind === 'Namespace' && !PERMANENT.has(namespace.name) ? missingFor(delivery, namespace.value) : undefined;
        const others = lacks === undefined ? [] : (within.get(namespace.name) ?? []);
        const other = others.find(({ deliveries }) => deliveries.every((it) => !belongsTo(it, delivery, one, delivered)));
        return other === undefined
          ? []
          : [`${namespace.subject} without ${lacks}, and ${other.deliveries[0]?.by} delivers ${other.subject} into it`];
      });
      const [first, ...more] = [...new Set(found)].sort();
      const message = more.length === 0 ? first : `${first}; and ${more.length} more ${more.length === 1 ? 'namespace' : 'namespaces'}`;
      return message === undefined ? [] : [{ by: delivery.by, file: delivery.file, message }];
    }),
  );
}

interface Inside {
  readonly deliveries: readonly Delivery[];
  readonly subject: string;
}

function engineObjects({ delivery, also = [] }: Delivered): Delivery[] {
  return [delivery, ...also].filter(({ by }) => ENGINE_OBJECT.test(by));
}

function objectsByNamespace(delivered: readonly Delivered[]): ReadonlyMap<string, readonly Inside[]> {
  const within = new Map<string, Inside[]>();
  for (const one of delivered) {
    const deliveries = engineObjects(one);
    for (const { namespace, subject } of deliveries.length === 0 ? [] : deliveredObjects(one)) {
      within.set(namespace, [...(within.get(namespace) ?? []), { deliveries, subject }]);
    }
  }
  return within;
}

/** Whether a delivery is the other one, or is delivered by it, by any way: what goes together is not a loss of others. */
function belongsTo(delivery: Delivery, other: Delivery, by: Delivered, all: readonly Delivered[], seen = new Set<Delivered>()): boolean {
  if (delivery.by === other.by || by.rendering.files.has(delivery.file)) {
    return true;
  }
  seen.add(by);
  return all.some((one) => !seen.has(one) && by.rendering.files.has(one.delivery.file) && belongsTo(delivery, other, one, all, seen));
}

/** The annotations without which an engine deletes a namespace; undefined if nothing is missing. */
function missingFor(delivery: Delivery, namespace: DeliveredObject['value']): string | undefined {
  return delivery.by.startsWith('Kustomization ') ? missingInFlux(delivery, namespace) : missingInArgoCd(delivery, namespace);
}

function missingInFlux({ spec }: Delivery, namespace: DeliveredObject['value']): string | undefined {
  const metadata = [valueAt(namespace, ['metadata']), spec?.commonMetadata].filter(isMap);
  const values = metadata.flatMap(({ annotations, labels }) => [valueAt(annotations, [PRUNE]), valueAt(labels, [PRUNE])]);
  const isProtected = spec?.prune !== true || values.some((value) => String(value).toLowerCase() === 'disabled');
  return isProtected ? undefined : `${PRUNE}: Disabled`;
}

function missingInArgoCd({ finalizers = [], spec }: Delivery, namespace: DeliveredObject['value']): string | undefined {
  const options = String(valueAt(namespace, ['metadata', 'annotations', SYNC_OPTIONS]) ?? '')
    .split(',')
    .map((option) => option.trim());
  const has = (option: string) => options.includes(`${option}=false`) || options.includes(`${option}=confirm`);
  const deletes = finalizers.some((finalizer) => finalizer.startsWith('resources-finalizer.argocd.argoproj.io'));
  const lacks = [
    ...(valueAt(spec, ['syncPolicy', 'automated', 'prune']) === true && !has('Prune') ? ['Prune=false'] : []),
    ...(deletes && !has('Delete') ? ['Delete=false'] : []),
  ];
  return lacks.length === 0 ? undefined : `${SYNC_OPTIONS}: ${lacks.join(',')}`;
}
