import type { Manifest } from '../../model/manifest';
import type { ParentReference, RouteKind } from '../../model/objects';
import type { Path } from '../../model/path';
import { addItem, joinEdits, setField } from './change';
import type { Edit } from './edit';

/** The API's bound on `parentRefs`. */
const MOST = 32;

/** A parentRef to one listener, as short as the defaults allow. */
export function parentRefTo({ group, kind, namespace, name }: ParentReference, sectionName: string) {
  return { ...(kind !== 'Gateway' && { group, kind }), name, ...(namespace !== undefined && { namespace }), sectionName };
}

/** Attaches a route to the listeners of these names alone, each in its own parentRef. */
export function attachOnlyTo(route: Manifest<RouteKind>, path: Path, ref: ParentReference, names: readonly string[]): Edit | undefined {
  const [first, ...others] = names;
  if (first === undefined || (route.object.spec.parentRefs ?? []).length + others.length > MOST) {
    return undefined;
  }
  const added = others.map((sectionName) => addItem(route, ['spec', 'parentRefs'], parentRefTo(ref, sectionName)));
  return joinEdits(setField(route, [...path, 'sectionName'], first), ...added);
}
