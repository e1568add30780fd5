import type { Manifest } from '../../model/manifest';
import type { Owner, Target } from '../conditions/cause';
import type { OpenGateway } from '../listeners/gateway';
import { ANY_CONTROLLER } from '../listeners/gateway-class';
import { isPartial, type OpenListener, says } from '../listeners/listener';
import type { OpenListenerSet } from '../listeners/listener-set';
import type { Setting } from '../references/prediction-context';
import type { Door, Parent } from './attachment';
import { type Find, isGateway, isListenerSet, isMeshParent, type Lead } from './route';

/**
 * What routes may name as parent: a Gateway or a ListenerSet that some controller looks after.
 *
 * @see Gateway API v1.6.1, apis/v1/shared_types.go, ParentReference and RouteStatus; GEP-1713
 */
export function finder(
  { world, supports }: Setting,
  gateways: ReadonlyMap<Manifest, OpenGateway>,
  listenerSets: ReadonlyMap<Manifest, OpenListenerSet>,
): Find {
  const parents = new Map<Manifest, Parent>();
  const parentOf = (manifest: Owner, listeners: readonly OpenListener[]): Parent => {
    const known = parents.get(manifest) ?? describeParent(manifest, listeners);
    parents.set(manifest, known);
    return known;
  };
  const absent = (kind: 'Gateway' | 'ListenerSet', { namespace }: Target): Lead =>
    world.closed(kind, namespace) ? { silent: 'absent' } : { unknown: true };

  return (target, path) => {
    if (isMeshParent(target)) return { silent: 'mesh' };
    if (isGateway(target)) {
      const manifest = world.get('Gateway', target.namespace, target.name);
      const gateway = manifest && gateways.get(manifest);
      if (gateway === undefined) return absent('Gateway', target);
      if (!gateway.managed) return { silent: 'class' };
      return { parent: parentOf(gateway.manifest, gateway.listeners), controllerName: gateway.controllerName };
    }
    if (!isListenerSet(target)) return { silent: 'kind' };
    if (!supports('ListenerSet')) return { silent: 'feature' };
    const manifest = world.get('ListenerSet', target.namespace, target.name, target.group);
    const found = manifest && listenerSets.get(manifest);
    if (found === undefined) return absent('ListenerSet', target);
    if (found.silent !== undefined) return { silent: 'parent' };
    const lead = { parent: parentOf(found.manifest, found.listeners), controllerName: found.gateway?.controllerName ?? ANY_CONTROLLER };
    if (found.handshake === 'True') return lead;
    const missing = found.conditions.flatMap(({ causes }) => causes.flatMap((cause) => cause.missing));
    return {
      ...lead,
      doubt: { why: found.handshake === 'False' ? 'parent-refused' : 'parent-unknown', path, target, missing: [...new Set(missing)] },
    };
  };
}

function describeParent(manifest: Owner, listeners: readonly OpenListener[]): Parent {
  const doors = listeners.map(doorOf);
  const byName = new Map<string, Door[]>();
  for (const door of doors) {
    const { name } = door.prediction.listener;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [door]);
    else same.push(door);
  }
  return { manifest, doors, byName, complete: doors.length > 0 && !isPartial(manifest) };
}

function doorOf(prediction: OpenListener): Door {
  const { listener, supportedKinds } = prediction;
  const { kinds = [], namespaces: { from, selector } = {} } = listener.allowedRoutes ?? {};
  const said =
    from !== undefined && (from !== 'Selector' || selector !== undefined || says(prediction, 'allowedRoutes', 'namespaces', 'selector'));
  const namespaces = said ? { from, ...(selector === undefined ? {} : { selector }) } : {};
  const settled = listener.protocol !== undefined && says(prediction, 'allowedRoutes', 'kinds');
  const base = { prediction, namespaces, settled, refusals: new Map() };
  const possible = listener.protocol === undefined ? kinds : supportedKinds;
  return possible.length === 0 && !settled ? base : { ...base, kinds: new Set(possible.map(({ kind }) => kind)) };
}
