import { GROUP } from '../../../gateway-api';
import { append } from '../../text/append';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { isMap, mapsIn } from '../schema/check-shape';
import { type DeliveredObject, deliveredObjects } from './delivered-objects';
import type { DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';
import { compareStages, type SyncStage, stageText, syncStage } from './sync-stage';

/** The kinds for which every version of Argo CD with Gateway API health waits. */
const AWAITED: ReadonlySet<string> = new Set(['Gateway', 'GRPCRoute', 'HTTPRoute']);

/** An object with the moment at which it is applied. */
interface Applied extends DeliveredObject {
  readonly stage: SyncStage;
}

type Ref = Readonly<Record<string, unknown>>;

/**
 * Routes and Gateways that an Application applies before what they need, so that it waits for their
 * health without end: by whom, and the first one.
 */
export function waveDeadlocks(delivered: readonly Delivered[]): DeliveryFault[] {
  const holding = delivered.map((one) => ({ one, objects: deliveredObjects(one).flatMap(applied) }));
  const all = holding.flatMap(({ objects }) => objects);
  const whole = new Set(all.filter(({ partial }) => !partial).map(keyOf));
  const grants = new Map<string, Applied[]>();
  for (const grant of inOrder(all.filter(({ kind }) => kind === 'ReferenceGrant'))) {
    grants.set(grant.namespace, [...(grants.get(grant.namespace) ?? []), grant]);
  }
  return [...byApplication(holding)].flatMap(([by, { file, objects }]) => {
    const needs = new Needs(objects, whole, grants);
    const found = objects.flatMap((object) => {
      const needed = AWAITED.has(object.kind) && !object.partial ? needs.of(object).find((other) => isLater(other, object)) : undefined;
      return needed === undefined
        ? []
        : [`${object.subject} ${stageText(object.stage)}, and ${needed.subject} that it needs ${stageText(needed.stage)}`];
    });
    const [first, ...more] = [...new Set(found)].sort();
    return first === undefined ? [] : [{ by, file, message: more.length === 0 ? first : `${first}, and ${more.length} more` }];
  });
}

function applied(object: DeliveredObject): Applied[] {
  const stage = syncStage(object.value);
  return stage === undefined ? [] : [{ ...object, stage }];
}

function isLater(one: Applied, other: Applied): boolean {
  return compareStages(one.stage, other.stage) > 0;
}

interface Held {
  readonly one: Delivered;
  readonly objects: readonly Applied[];
}

/** The objects of each Application, over all of its sources. */
function byApplication(holding: readonly Held[]): ReadonlyMap<string, { readonly file: string; readonly objects: Applied[] }> {
  const applications = new Map<string, { readonly file: string; readonly objects: Applied[] }>();
  for (const { one, objects } of holding) {
    for (const { by, file } of allOf(one).filter(({ by }) => by.startsWith('Application '))) {
      const application = applications.get(by) ?? { file, objects: [] };
      applications.set(by, application);
      append(application.objects, objects);
    }
  }
  return applications;
}

/** What the status of an object is red without, as far as its Application brings it. */
class Needs {
  private readonly byName: ReadonlyMap<string, Applied>;

  /**
   * @param whole what any delivery brings in full
   * @param grants those of every delivery by their namespace, each in the order of the waves
   */
  constructor(
    private readonly objects: readonly Applied[],
    whole: ReadonlySet<string>,
    private readonly grants: ReadonlyMap<string, readonly Applied[]>,
  ) {
    // A patch opens a Gateway that stands elsewhere; beside the whole one here, that one counts.
    const counting = objects.filter((object) => !object.partial || !whole.has(keyOf(object)));
    this.byName = new Map(counting.map((object) => [keyOf(object), object]));
  }

  of(object: Applied): Applied[] {
    return object.kind === 'Gateway' ? this.ofGateway(object) : this.ofRoute(object);
  }

  /** Its class, and the Secrets and grants of its certificates. */
  private ofGateway(gateway: Applied): Applied[] {
    const listeners = mapsIn(valueAt(gateway.value, ['spec', 'listeners']));
    const certificates = listeners.flatMap(({ tls }) => mapsIn(valueAt(tls, ['certificateRefs'])));
    return [...this.classOf(gateway), ...certificates.flatMap((ref) => this.referred(gateway, ref, 'Secret'))];
  }

  /** The parent that is there first, if all are here, and the backends with their grants. */
  private ofRoute(route: Applied): Applied[] {
    const parents = mapsIn(valueAt(route.value, ['spec', 'parentRefs'])).map((ref) => this.find(route, ref, GROUP, 'Gateway'));
    const chains = parents.map((parent) => (parent === undefined ? [] : this.chainOf(parent)));
    const [first] = chains
      .map((chain) => inOrder(chain).slice(-1))
      .sort(([one], [other]) => (one && other ? compareStages(one.stage, other.stage) : 0));
    const backends = mapsIn(valueAt(route.value, ['spec', 'rules'])).flatMap(backendRefsOf);
    return [
      ...(chains.every((chain) => chain.length > 0) ? (first ?? []) : []),
      ...backends.flatMap((ref) => this.referred(route, ref, 'Service')),
    ];
  }

  /** A parent with what it is not accepted without. */
  private chainOf(parent: Applied): Applied[] {
    const above = valueAt(parent.value, ['spec', 'parentRef']);
    const gateway = parent.kind === 'ListenerSet' && isMap(above) ? this.find(parent, above, GROUP, 'Gateway') : parent;
    return [parent, ...(gateway === undefined ? [] : [gateway, ...this.classOf(gateway)])];
  }

  private classOf(gateway: Applied): Applied[] {
    const name = valueAt(gateway.value, ['spec', 'gatewayClassName']);
    return this.objects.filter((object) => object.kind === 'GatewayClass' && object.name === name);
  }

  /** What a reference names, and the first grant that allows it, if all that do are here. */
  private referred(from: Applied, ref: Ref, kind: string): Applied[] {
    const grants = (this.grants.get(String(ref.namespace)) ?? []).filter((grant) => allows(grant, from, ref, kind));
    const [firstGrant] = grants.every((grant) => this.byName.get(keyOf(grant)) === grant) ? grants : [];
    return [this.find(from, ref, '', kind), firstGrant].filter((object) => object !== undefined);
  }

  private find(from: Applied, ref: Ref, group: string, kind: string): Applied | undefined {
    return this.byName.get(JSON.stringify([ref.group ?? group, ref.kind ?? kind, ref.namespace ?? from.namespace, ref.name]));
  }
}

function keyOf({ value, kind, namespace, name }: Applied): string {
  return JSON.stringify([groupOf(String(value.apiVersion)), kind, namespace, name]);
}

/** The backends of a rule, those of its mirrors among them. */
function backendRefsOf({ backendRefs, filters }: Ref): Ref[] {
  const backends = mapsIn(backendRefs);
  const mirrors = [...mapsIn(filters), ...backends.flatMap((ref) => mapsIn(ref.filters))].map((filter) =>
    valueAt(filter, ['requestMirror', 'backendRef']),
  );
  return [...backends, ...mirrors.filter(isMap)];
}

/** Whether a grant allows a reference into another namespace. */
function allows(grant: Applied, { kind, namespace }: Applied, ref: Ref, referred: string): boolean {
  if (ref.namespace === namespace) {
    return false;
  }
  const from = mapsIn(valueAt(grant.value, ['spec', 'from']));
  const to = mapsIn(valueAt(grant.value, ['spec', 'to']));
  return (
    from.some((entry) => entry.group === GROUP && entry.kind === kind && entry.namespace === namespace) &&
    to.some(
      (entry) =>
        (entry.group ?? '') === (ref.group ?? '') && entry.kind === (ref.kind ?? referred) && (entry.name ?? ref.name) === ref.name,
    )
  );
}

function inOrder(objects: readonly Applied[]): Applied[] {
  return [...objects].sort((one, other) => compareStages(one.stage, other.stage));
}
