import { GROUP } from '../../../gateway-api';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { mapsIn } from '../schema/check-shape';
import { type DeliveredObject, deliveredObjects } from './delivered-objects';
import type { DeliveryFault } from './delivery';
import type { Delivered } from './follow';

/** The routes for which every version of Argo CD with Gateway API health waits. */
const AWAITED: ReadonlySet<string> = new Set(['HTTPRoute', 'GRPCRoute']);

/**
 * Routes that an Application applies before what they need, so that it waits for their health
 * without end: by whom, and the first one.
 */
export function waveDeadlocks(delivered: readonly Delivered[]): DeliveryFault[] {
  const holding = delivered.map((one): Held => ({ one, objects: [...deliveredObjects(one)] }));
  const all = holding.flatMap(({ objects }) => objects);
  return [...byApplication(holding)].flatMap(([by, { file, objects }]) => {
    const found = objects.flatMap((route) => {
      const needed = AWAITED.has(route.kind) ? neededBy(route, objects, all).find((other) => waveOf(other) > waveOf(route)) : undefined;
      return needed === undefined
        ? []
        : [`${route.subject} in sync wave ${waveOf(route)}, and ${needed.subject} that it needs in sync wave ${waveOf(needed)}`];
    });
    const [first, ...more] = [...new Set(found)].sort();
    return first === undefined ? [] : [{ by, file, message: more.length === 0 ? first : `${first}, and ${more.length} more` }];
  });
}

interface Held {
  readonly one: Delivered;
  readonly objects: readonly DeliveredObject[];
}

/** The objects of each Application that are applied in the sync itself, over all of its sources. */
function byApplication(holding: readonly Held[]): ReadonlyMap<string, { readonly file: string; readonly objects: DeliveredObject[] }> {
  const applications = new Map<string, { readonly file: string; readonly objects: DeliveredObject[] }>();
  for (const { one, objects } of holding) {
    for (const { by, file } of [one.delivery, ...(one.also ?? [])].filter(({ by }) => by.startsWith('Application '))) {
      const application = applications.get(by) ?? { file, objects: [] };
      applications.set(by, application);
      application.objects.push(...objects.filter(({ value }) => !isHook(value)));
    }
  }
  return applications;
}

/**
 * What the status of a route is red without: its parents, if all are here, its Services, and the
 * first grant of each.
 */
function neededBy(route: DeliveredObject, objects: readonly DeliveredObject[], all: readonly DeliveredObject[]): DeliveredObject[] {
  const find = (ref: Record<string, unknown>, group: string, kind: string) =>
    objects.find(
      (object) =>
        !object.partial &&
        (ref.group ?? group) === groupOf(String(object.value.apiVersion)) &&
        (ref.kind ?? kind) === object.kind &&
        (ref.namespace ?? route.namespace) === object.namespace &&
        ref.name === object.name,
    );
  const parents = mapsIn(valueAt(route.value, ['spec', 'parentRefs'])).map((ref) => find(ref, GROUP, 'Gateway'));
  const [firstParent, ...otherParents] = inOrder(parents.flatMap((parent) => parent ?? []));
  const backends = mapsIn(valueAt(route.value, ['spec', 'rules'])).flatMap(({ backendRefs }) => mapsIn(backendRefs));
  return [
    ...(firstParent !== undefined && otherParents.length === parents.length - 1 ? [firstParent] : []),
    ...backends.flatMap((ref) => find(ref, '', 'Service') ?? []),
    ...backends.flatMap((ref) => {
      const grants = inOrder(all.filter((object) => allows(object, route, ref)));
      return grants.every((grant) => objects.includes(grant)) ? grants.slice(0, 1) : [];
    }),
  ];
}

/** Whether a grant allows the reference of a route to a Service of another namespace. */
function allows(grant: DeliveredObject, route: DeliveredObject, ref: Record<string, unknown>): boolean {
  if (grant.kind !== 'ReferenceGrant' || grant.namespace !== ref.namespace || ref.namespace === route.namespace) {
    return false;
  }
  const from = mapsIn(valueAt(grant.value, ['spec', 'from']));
  const to = mapsIn(valueAt(grant.value, ['spec', 'to']));
  return (
    from.some(({ group, kind, namespace }) => group === GROUP && kind === route.kind && namespace === route.namespace) &&
    to.some(
      ({ group, kind, name }) => (group ?? '') === (ref.group ?? '') && kind === (ref.kind ?? 'Service') && (name ?? ref.name) === ref.name,
    )
  );
}

function inOrder(objects: readonly DeliveredObject[]): DeliveredObject[] {
  return [...objects].sort((one, other) => waveOf(one) - waveOf(other));
}

/** The wave of an object: 0 if it does not say a whole number. */
function waveOf({ value }: DeliveredObject): number {
  const written = String(valueAt(value, ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave']) ?? '');
  return /^[+-]?\d+$/.test(written) ? Number(written) : 0;
}

function isHook(value: unknown): boolean {
  return ['argocd.argoproj.io/hook', 'helm.sh/hook'].some((key) => valueAt(value, ['metadata', 'annotations', key]) !== undefined);
}
