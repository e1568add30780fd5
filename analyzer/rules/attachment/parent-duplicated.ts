import { formatRef } from '../../model/object-ref';
import { type ParentReference, ROUTE_KINDS } from '../../model/objects';
import { removeField } from '../edits/change';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly refused: boolean;
  readonly alike: boolean;
}

/** Whether two references to one parent overlap: the API requires different listeners or ports. */
function overlap(one: ParentReference, other: ParentReference): boolean {
  const same = (left: unknown, right: unknown) => left === right || left === undefined || right === undefined;
  return same(one.sectionName, other.sectionName) && same(one.port, other.port);
}

/**
 * A parent that is referenced twice for the same listener; the API server sees it only if both
 * spell the namespace alike.
 */
export const parentDuplicated = defineRule('parent-duplicated', {
  reads: ROUTE_KINDS,
  title: 'a route references one parent twice',
  why: 'References to one parent must select different listeners. The API server compares namespaces as they are written, so it misses the duplicate if only one of the two spells out the namespace.',
  *find({ world }): Iterable<Found<Params>> {
    for (const kind of ROUTE_KINDS) {
      for (const route of world.all(kind)) {
        const { parentRefs = [] } = route.object.spec;
        if (parentRefs.length < 2) {
          continue;
        }
        const before = new Map<string, ParentReference[]>();
        for (const [index, ref] of parentRefs.entries()) {
          const key = JSON.stringify([ref.group, ref.kind, ref.namespace ?? route.namespace, ref.name]);
          const others = before.get(key) ?? [];
          const twin = others.find((other) => overlap(other, ref));
          before.set(key, [...others, ref]);
          if (twin === undefined) {
            continue;
          }
          const path = ['spec', 'parentRefs', index];
          const refused = twin.namespace === ref.namespace;
          const alike = twin.sectionName === ref.sectionName && twin.port === ref.port;
          const params = { kind: ref.kind, namespace: ref.namespace ?? route.namespace, name: ref.name, refused, alike };
          const edit = alike ? removeField(route, path) : undefined;
          yield { at: route, path, severity: refused ? 'error' : 'warning', params, edit };
        }
      }
    }
  },
  message: (subject, { kind, namespace, name, refused, alike }) =>
    `${subject} references ${formatRef({ kind, namespace, name })} twice${alike ? '' : ' without selecting different listeners'}${refused ? ', which the API server refuses' : ''}`,
  fix: () => 'set a different sectionName in each, or remove one',
});
