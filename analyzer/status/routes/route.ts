import type { Manifest } from '../../model/manifest';
import type { ParentReference, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import { quotedList } from '../../text/words';
import type { Cause, NoStatus, ReferenceTarget } from '../conditions/cause';
import type { Condition } from '../conditions/condition';
import { type Fault, positiveCondition, unknownFault } from '../conditions/condition-builder';
import type { ParentPrediction, RoutePrediction } from '../conditions/prediction';
import { routeFeatureFaults } from '../listeners/feature-use';
import { ANY_CONTROLLER } from '../listeners/gateway-class';
import { GATEWAY_GROUP } from '../matching/kinds';
import { backendReferences } from '../references/backends';
import { notStored } from '../references/not-stored';
import type { PredictionContext } from '../references/prediction-context';
import { faultsOf } from '../references/references';
import { attach, type Parent } from './attachment';

/** What a parentRef leads to. */
export type ParentLookup =
  | { readonly parent: Parent; readonly controllerName: string; readonly uncertain?: Cause }
  | { readonly noStatus: NoStatus['why'] }
  | { readonly unknown: true };

/** Finds what a parentRef leads to, for routes of all kinds. */
export type FindParent = (target: ReferenceTarget, path: Path) => ParentLookup;

/**
 * One route: an entry for each parentRef that some controller manages, each judged by itself. What
 * the route refers to is the same for all of them, and does not depend on whether it is accepted. A
 * parent that does not exist gets no entry, and none does where the controller does not have the
 * kind of route.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteStatus and ParentReference; conformance,
 * httproute-invalid-cross-namespace-parent-ref
 */
export function evaluateRoute(setting: PredictionContext, manifest: Manifest<RouteKind>, find: FindParent): RoutePrediction {
  const { backends, extensions } = backendReferences(setting, manifest);
  const resolvedRefs = positiveCondition('ResolvedRefs', [...faultsOf(backends), ...extensions], {
    reason: 'ResolvedRefs',
    message: 'all references are resolved',
  });
  const parents: ParentPrediction[] = [];
  const noStatus: NoStatus[] = [];
  for (const [index, parentRef] of (manifest.object.spec.parentRefs ?? []).entries()) {
    const path = ['spec', 'parentRefs', index];
    const target = targetOf(parentRef, manifest.namespace);
    const lead: ParentLookup = setting.supports(manifest.model) ? find(target, path) : { noStatus: 'feature' };
    if ('noStatus' in lead) {
      noStatus.push({ path, target, why: lead.noStatus });
    } else {
      parents.push(evaluateParent(setting, manifest, { path, parentRef, target }, lead, resolvedRefs));
    }
  }
  return { manifest, parents, noStatus, references: backends.map(({ reference }) => reference) };
}

function targetOf({ group, kind, name, namespace }: ParentReference, home: string): ReferenceTarget {
  return { group, kind, namespace: namespace ?? home, name };
}

/** @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteParentStatus */
function evaluateParent(
  setting: PredictionContext,
  route: Manifest<RouteKind>,
  place: Pick<ParentPrediction, 'path' | 'parentRef' | 'target'>,
  lead: Exclude<ParentLookup, { readonly noStatus: unknown }>,
  resolvedRefs: Condition,
): ParentPrediction {
  const { path, parentRef, target } = place;
  if ('unknown' in lead) {
    const { kind, namespace, name } = target;
    const unknown = unknownFault({ why: 'parent-unknown', path, target, missing: [notStored(setting.world, { kind, namespace, name })] });
    return { ...place, controllerName: ANY_CONTROLLER, conditions: [accepted([unknown], []), resolvedRefs], listeners: [] };
  }
  const { parent, controllerName } = lead;
  const { doors, faults } =
    lead.uncertain === undefined ? attach(setting, route, parentRef, path, parent) : { doors: [], faults: [unknownFault(lead.uncertain)] };
  const lacking = doors.length > 0 ? routeFeatureFaults(route, setting.supports) : [];
  const listeners = lacking.length > 0 ? [] : doors.map(({ prediction }) => prediction);
  for (const listener of listeners) {
    if (listener.routes.at(-1) === route) {
      continue;
    }
    listener.routes.push(route);
    listener.attachedRoutes++;
  }
  const names = listeners.map(({ listener }) => listener.name);
  return {
    ...place,
    parent: parent.manifest,
    controllerName,
    conditions: [accepted([...faults, ...lacking], names), resolvedRefs],
    listeners,
  };
}

function accepted(faults: readonly Fault[], names: readonly string[]): Condition {
  const listeners = `${names.length === 1 ? 'listener' : 'listeners'} ${quotedList(names)}`;
  return positiveCondition('Accepted', faults, { reason: 'Accepted', message: `route is accepted by ${listeners}` });
}

/** Whether a parentRef is for a service mesh. */
export function isMeshParent({ group, kind }: ReferenceTarget): boolean {
  return group === '' && kind === 'Service';
}

export function isGateway({ group, kind }: Pick<ReferenceTarget, 'group' | 'kind'>): boolean {
  return group === GATEWAY_GROUP && kind === 'Gateway';
}

/** A ListenerSet, also under its experimental name. */
export function isListenerSet({ group, kind }: Pick<ReferenceTarget, 'group' | 'kind'>): boolean {
  return (group === GATEWAY_GROUP && kind === 'ListenerSet') || (group === 'gateway.networking.x-k8s.io' && kind === 'XListenerSet');
}
