import type { Manifest } from '../../model/manifest';
import { ROUTE_KINDS } from '../../model/objects';
import type { World } from '../../model/world/world';
import type { Owner, ReferenceTarget } from '../conditions/cause';
import type { MutableGatewayPrediction } from '../listeners/gateway';
import { ANY_CONTROLLER } from '../listeners/gateway-class';
import { isPartial, type MutableListenerPrediction, says } from '../listeners/listener';
import type { MutableListenerSetPrediction } from '../listeners/listener-set';
import { isForeignProtocol, isTakenBySome } from '../matching/kinds';
import type { PredictionContext } from '../references/prediction-context';
import type { AttachableListener, Parent } from './attachment';
import { type FindParent, isGateway, isListenerSet, isMeshParent, type ParentLookup } from './route';

/**
 * What routes may name as parent: a Gateway or a ListenerSet that some controller manages.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, ParentReference and RouteStatus; GEP-1713
 */
export function parentFinder(
  { world, supports }: PredictionContext,
  gateways: ReadonlyMap<Manifest, MutableGatewayPrediction>,
  listenerSets: ReadonlyMap<Manifest, MutableListenerSetPrediction>,
): FindParent {
  const parents = new Map<Manifest, Parent>();
  const parentOf = (manifest: Owner, listeners: readonly MutableListenerPrediction[]): Parent => {
    const known = parents.get(manifest) ?? describeParent(world, manifest, listeners);
    parents.set(manifest, known);
    return known;
  };
  const absent = (kind: 'Gateway' | 'ListenerSet', { namespace, name }: ReferenceTarget): ParentLookup =>
    world.closed(kind, namespace, name) ? { noStatus: 'absent' } : { unknown: true };

  return (target, path) => {
    if (isMeshParent(target)) {
      return { noStatus: 'mesh' };
    }
    if (isGateway(target)) {
      const manifest = world.get('Gateway', target.namespace, target.name);
      const gateway = manifest && gateways.get(manifest);
      if (gateway === undefined) {
        return absent('Gateway', target);
      }
      if (!gateway.managed) {
        return { noStatus: 'class' };
      }
      return { parent: parentOf(gateway.manifest, gateway.listeners), controllerName: gateway.controllerName };
    }
    if (!isListenerSet(target)) {
      return { noStatus: 'kind' };
    }
    if (!supports('ListenerSet')) {
      return { noStatus: 'feature' };
    }
    const manifest = world.get('ListenerSet', target.namespace, target.name, target.group);
    const found = manifest && listenerSets.get(manifest);
    if (found === undefined) {
      return absent('ListenerSet', target);
    }
    if (found.noStatus !== undefined) {
      return { noStatus: 'parent' };
    }
    const lead = { parent: parentOf(found.manifest, found.listeners), controllerName: found.gateway?.controllerName ?? ANY_CONTROLLER };
    if (found.handshake === 'True') {
      return lead;
    }
    const missing = found.conditions.flatMap(({ causes }) => causes.flatMap((cause) => cause.missing));
    return {
      ...lead,
      uncertain: { why: found.handshake === 'False' ? 'parent-refused' : 'parent-unknown', path, target, missing: [...new Set(missing)] },
    };
  };
}

function describeParent(world: World, manifest: Owner, listeners: readonly MutableListenerPrediction[]): Parent {
  const doors = listeners.map(attachableListener);
  const byName = new Map<string, AttachableListener[]>();
  for (const door of doors) {
    const { name } = door.prediction.listener;
    const same = byName.get(name);
    if (same === undefined) {
      byName.set(name, [door]);
    } else {
      same.push(door);
    }
  }
  return { manifest, doors, byName, complete: doors.length > 0 && !isPartial(manifest) && !world.mayBePatched('/spec/listeners') };
}

function attachableListener(prediction: MutableListenerPrediction): AttachableListener {
  const { listener, supportedKinds } = prediction;
  const { kinds = [], namespaces: { from, selector } = {} } = listener.allowedRoutes ?? {};
  const said =
    from !== undefined && (from !== 'Selector' || selector !== undefined || says(prediction, 'allowedRoutes', 'namespaces', 'selector'));
  const namespaces = said ? { from, ...(selector === undefined ? {} : { selector }) } : {};
  const isKnown = listener.protocol !== undefined && !isForeignProtocol(listener.protocol);
  const settled = isKnown && says(prediction, 'allowedRoutes', 'kinds');
  const takenBySome = ROUTE_KINDS.filter(
    (kind) => isTakenBySome(listener, kind) && (kinds.length === 0 || kinds.some((one) => one.kind === kind)),
  );
  const base = { prediction, namespaces, settled, takenBySome: new Set<string>(takenBySome), refusals: new Map() };
  const possible = isKnown ? supportedKinds : kinds;
  return possible.length === 0 && !settled ? base : { ...base, kinds: new Set(possible.map(({ kind }) => kind)) };
}
