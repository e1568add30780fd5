import type { Manifest } from '../../model/manifest';
import { formatRef, type ObjectRef } from '../../model/object-ref';
import type { ParentReference, RouteKind } from '../../model/objects';
import type { ListenerPrediction } from '../../status/conditions/prediction';
import { list, quoted } from '../../text/words';
import { addItem, joinEdits, setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { hostsOn } from '../facts/route-precedence';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly parent: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>;
  readonly listeners: readonly Open[];
}

interface Open {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** The API's bound on `parentRefs`. */
const MOST = 32;

/** Whether the same request can arrive through several listeners, as it does on port 80 and on port 443. */
function overlap(route: Manifest<RouteKind>, listeners: readonly ListenerPrediction[]): boolean {
  const doors = new Set(listeners.map(({ listener }) => `${listener.port} ${listener.protocol}`));
  if (doors.size < 2 && (route.object.spec.hostnames ?? []).length > 0) return false;
  if (doors.size < 2) return true;
  const hosts = listeners.flatMap((listener) => hostsOn(listener, route));
  return (route.object.spec.hostnames ?? []).length === 0 || new Set(hosts).size < hosts.length;
}

/** Names the listeners that the reference selects so far, each in its own reference. */
function spellOut(
  route: Manifest<RouteKind>,
  path: readonly (string | number)[],
  ref: ParentReference,
  names: readonly string[],
): Edit | undefined {
  const [first, ...others] = names;
  if (first === undefined || (route.object.spec.parentRefs ?? []).length + others.length > MOST) return undefined;
  const { group, kind, namespace, name } = ref;
  const plain = { ...(kind !== 'Gateway' && { group, kind }), name, ...(namespace !== undefined && { namespace }) };
  const added = others.map((sectionName) => addItem(route, ['spec', 'parentRefs'], { ...plain, sectionName }));
  return joinEdits(setField(route, [...path, 'sectionName'], first), ...added);
}

/** A parentRef without sectionName that is attached to several listeners through which the same requests arrive. */
export const sectionNameMissing = defineRule('section-name-missing', {
  reads: [],
  title: 'a route is attached to several listeners without sectionName',
  why: 'Without sectionName a route attaches to every listener that allows it, including listeners that are added later: a route meant for HTTPS is served in plain text too.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { manifest, parents } of prediction.routes)
      for (const { path, parentRef, target, listeners } of parents) {
        if (parentRef.sectionName !== undefined || parentRef.port !== undefined || listeners.length < 2) continue;
        if (!overlap(manifest, listeners)) continue;
        const { kind, namespace, name } = target;
        const doors = listeners.map(({ listener: { name, port, protocol } }) => ({ name, port: port ?? 0, protocol: protocol ?? '' }));
        const edit = spellOut(
          manifest,
          path,
          parentRef,
          doors.map(({ name }) => name),
        );
        yield { at: manifest, path, severity: 'warning', params: { parent: { kind, namespace, name }, listeners: doors }, edit };
      }
  },
  message: (subject, { parent, listeners }) =>
    `${subject} sets no sectionName for ${formatRef(parent)}, so it is attached to ${list(listeners.map(({ name, port, protocol }) => `${quoted(name)} (${protocol} ${port})`))}`,
  fix: () => 'set sectionName, with one parentRef for each intended listener',
});
