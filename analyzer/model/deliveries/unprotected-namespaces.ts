import { SYNC_OPTIONS } from '../annotation-entries';
import { valueAt } from '../path';
import { type DeliveredObject, deliveredObjects } from './delivered-objects';
import type { Delivery, DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';
import { FLUX_PRUNE, isKeptByArgoCd, isKeptByFlux } from './protection';

/** Engine objects of teams; a chart is a part of what installs it. */
const ENGINE_OBJECT = /^(?:Application|Kustomization) /;

/** Namespaces that the API server lets nobody delete. */
const PERMANENT: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system']);

/**
 * Namespaces that an engine deletes although others deliver into them: by whom, and the first one.
 */
export function unprotectedNamespaces(delivered: readonly Delivered[]): DeliveryFault[] {
  const within = objectsByNamespace(delivered);
  const byFile = byFileOf(delivered);
  return delivered.flatMap((one) => {
    const namespaces = deliveredObjects(one).filter(({ kind, name }) => kind === 'Namespace' && !PERMANENT.has(name));
    const own = namespaces.length === 0 ? new Set() : filesReachedBy(one, byFile);
    return engineObjects(one).flatMap((delivery) => {
      const isOther = ({ deliveries }: Inside) => deliveries.every(({ by, file }) => by !== delivery.by && !own.has(file));
      const found = namespaces.flatMap(({ name, subject, value }) => {
        const lacks = missingFor(delivery, value);
        const other = lacks === undefined ? undefined : within.get(name)?.find(isOther);
        return other === undefined ? [] : [`${subject} without ${lacks}, and ${other.deliveries[0]?.by} delivers ${other.subject} into it`];
      });
      const [first, ...more] = [...new Set(found)].sort();
      const message = more.length === 0 ? first : `${first}; and ${more.length} more ${more.length === 1 ? 'namespace' : 'namespaces'}`;
      return message === undefined ? [] : [{ by: delivery.by, file: delivery.file, message }];
    });
  });
}

/** An object that engine objects deliver into a namespace. */
interface Inside {
  readonly deliveries: readonly Delivery[];
  readonly subject: string;
}

function engineObjects(delivered: Delivered): Delivery[] {
  return allOf(delivered).filter(({ by }) => ENGINE_OBJECT.test(by));
}

/** For each namespace, the deliveries that have objects in it, with the first object of each. */
function objectsByNamespace(delivered: readonly Delivered[]): ReadonlyMap<string, readonly Inside[]> {
  const within = new Map<string, Inside[]>();
  for (const one of delivered) {
    const deliveries = engineObjects(one);
    const first = new Map(
      deliveries.length === 0
        ? []
        : deliveredObjects(one)
            .toReversed()
            .map(({ namespace, subject }) => [namespace, subject]),
    );
    for (const [namespace, subject] of first) {
      const inside = within.get(namespace) ?? [];
      within.set(namespace, inside);
      inside.push({ deliveries, subject });
    }
  }
  return within;
}

/**
 * The files of a delivery and of all that it delivers, by any way: what goes together is not a loss
 * of others.
 */
function filesReachedBy(from: Delivered, byFile: ReadonlyMap<string, readonly Delivered[]>): ReadonlySet<string> {
  const files = new Set(from.rendering.files);
  // What is added here is visited as well.
  for (const file of files) {
    for (const { rendering } of byFile.get(file) ?? []) {
      for (const reached of rendering.files) {
        files.add(reached);
      }
    }
  }
  return files;
}

/** Deliveries by the file of their object. */
function byFileOf(delivered: readonly Delivered[]): ReadonlyMap<string, readonly Delivered[]> {
  const found = new Map<string, Delivered[]>();
  for (const one of delivered) {
    const others = found.get(one.delivery.file) ?? [];
    found.set(one.delivery.file, others);
    others.push(one);
  }
  return found;
}

/** The annotations without which an engine deletes a namespace; undefined if nothing is missing. */
function missingFor(delivery: Delivery, namespace: DeliveredObject['value']): string | undefined {
  return delivery.by.startsWith('Kustomization ') ? missingInFlux(delivery, namespace) : missingInArgoCd(delivery, namespace);
}

function missingInFlux(delivery: Delivery, namespace: DeliveredObject['value']): string | undefined {
  return isKeptByFlux(delivery, namespace) ? undefined : `${FLUX_PRUNE}: Disabled`;
}

function missingInArgoCd(delivery: Delivery, namespace: DeliveredObject['value']): string | undefined {
  const { finalizers = [], spec } = delivery;
  const deletes = finalizers.some((finalizer) => finalizer.startsWith('resources-finalizer.argocd.argoproj.io'));
  const lacks = [
    ...(valueAt(spec, ['syncPolicy', 'automated', 'prune']) === true && !isKeptByArgoCd(delivery, namespace, 'Prune')
      ? ['Prune=false']
      : []),
    ...(deletes && !isKeptByArgoCd(delivery, namespace, 'Delete') ? ['Delete=false'] : []),
  ];
  return lacks.length === 0 ? undefined : `${SYNC_OPTIONS}: ${lacks.join(',')}`;
}
