import { type BundleSet, crossFieldFaults, isClusterScoped, servedIn } from '../../../gateway-api';
import { append } from '../../text/append';
import { modelOf } from '../kinds';
import { groupOf } from '../object-ref';
import { conform, isMap } from './check-shape';
import { collectFaults, withDecoding } from './collect-faults';
import type { Fault } from './fault';
import { metadataFaults } from './metadata';
import { planOf } from './plan';

/**
 * Everything that the API server refuses in a whole object of the Gateway API, which is made to
 * conform in place.
 *
 * @param bundles those that may be asked
 */
export function validate(object: Record<string, unknown>, bundles: BundleSet): Fault[] {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(group.length + 1);
  const faults: Fault[] = [];
  const asked = bundles & servedIn(group, kind, version);
  const plan = planOf(modelOf(group, kind) ?? 'Gateway', apiVersion, kind);
  conform(object, plan, [], { whole: true, fill: true, bundles: asked }, collectFaults(faults));
  if (isMap(object.metadata)) {
    append(faults, metadataFaults(object.metadata, { label: false, namespaced: !isClusterScoped(group, kind) }));
  }
  append(
    faults,
    crossFieldFaults(kind, version, object.spec, asked).map((fault): Fault => ({ what: 'cross-field', ...fault })),
  );
  return withDecoding(faults, group, kind, version).filter((fault) => (fault.bundles & bundles) !== 0);
}
