import type { Manifest } from '../../model/manifest';
import type { ParentReference, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import { quotedList } from '../../text/words';
import type { Cause, Silence, Target } from '../conditions/cause';
import type { Condition } from '../conditions/condition';
import { doubt, type Fault, verdict } from '../conditions/condition-builder';
import type { ParentPrediction, RoutePrediction } from '../conditions/prediction';
import { routeFeatureFaults } from '../listeners/feature-use';
import { ANY_CONTROLLER } from '../listeners/gateway-class';
import { GATEWAY_GROUP } from '../matching/kinds';
import { backendReferences } from '../references/backends';
import type { Setting } from '../references/prediction-context';
import { faultsOf } from '../references/references';
import { attach, type Parent } from './attachment';

/** What a parentRef leads to. */
export type Lead =
  | { readonly parent: Parent; readonly controllerName: string; readonly doubt?: Cause }
  | { readonly silent: Silence['why'] }
  | { readonly unknown: true };

/** Finds what a parentRef leads to, for routes of all kinds. */
export type Find = (target: Target, path: Path) => Lead;

/**
 * One route: an entry for each parentRef that some controller looks after, each judged by itself. What the route refers to is the same for all of them, and does
 * not depend on whether it is accepted. A parent that does not exist gets no entry, and none does where the controller does not have the kind of route.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteStatus and ParentReference; conformance, httproute-invalid-cross-namespace-parent-ref
 */
export function judgeRoute(setting: Setting, manifest: Manifest<RouteKind>, find: Find): RoutePrediction {
  const { backends, extensions } = backendReferences(setting, manifest);
  const resolvedRefs = verdict('ResolvedRefs', [...faultsOf(backends), ...extensions], {
    reason: 'ResolvedRefs',
    message: 'all references are resolved',
  });
  const parents: ParentPrediction[] = [];
  const silent: Silence[] = [];
  for (const [index, parentRef] of (manifest.object.spec.parentRefs ?? []).entries()) {
    const path = ['spec', 'parentRefs', index];
    const target = targetOf(parentRef, manifest.namespace);
    const lead: Lead = setting.supports(manifest.model) ? find(target, path) : { silent: 'feature' };
    if ('silent' in lead) silent.push({ path, target, why: lead.silent });
    else parents.push(judgeParent(setting, manifest, { path, parentRef, target }, lead, resolvedRefs));
  }
  return { manifest, parents, silent, references: backends.map(({ reference }) => reference) };
}

function targetOf({ group, kind, name, namespace }: ParentReference, home: string): Target {
  return { group, kind, namespace: namespace ?? home, name };
}

/** @see Gateway API v1.6.1, apis/v1/shared_types.go, RouteParentStatus */
function judgeParent(
  setting: Setting,
  route: Manifest<RouteKind>,
  place: Pick<ParentPrediction, 'path' | 'parentRef' | 'target'>,
  lead: Exclude<Lead, { readonly silent: unknown }>,
  resolvedRefs: Condition,
): ParentPrediction {
  const { path, parentRef, target } = place;
  if ('unknown' in lead) {
    const { kind, namespace, name } = target;
    const unknown = doubt({ why: 'parent-unknown', path, target, missing: [{ kind, namespace, name }] });
    return { ...place, controllerName: ANY_CONTROLLER, conditions: [accepted([unknown], []), resolvedRefs], listeners: [] };
  }
  const { parent, controllerName } = lead;
  const { doors, faults } =
    lead.doubt === undefined ? attach(setting, route, parentRef, path, parent) : { doors: [], faults: [doubt(lead.doubt)] };
  const lacking = doors.length > 0 ? routeFeatureFaults(route, setting.supports) : [];
  const listeners = lacking.length > 0 ? [] : doors.map(({ prediction }) => prediction);
  for (const listener of listeners) {
    if (listener.routes.at(-1) === route) continue;
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
  return verdict('Accepted', faults, { reason: 'Accepted', message: `route is accepted by ${listeners}` });
}

/** Whether a parentRef is for a service mesh. */
export function isMeshParent({ group, kind }: Target): boolean {
  return group === '' && kind === 'Service';
}

export function isGateway({ group, kind }: Pick<Target, 'group' | 'kind'>): boolean {
  return group === GATEWAY_GROUP && kind === 'Gateway';
}

/** A ListenerSet, also under its experimental name. */
export function isListenerSet({ group, kind }: Pick<Target, 'group' | 'kind'>): boolean {
  return (group === GATEWAY_GROUP && kind === 'ListenerSet') || (group === 'gateway.networking.x-k8s.io' && kind === 'XListenerSet');
}
