import type { Manifest } from '../../model/manifest';
import type { Kind } from '../../model/objects';
import { oncePer } from './once-per';

/** The names in a list of a `World`, in its order. */
export const namesOf = oncePer((objects: readonly Manifest[]): readonly string[] => objects.map(({ name }) => name));

const byName = oncePer((objects: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> => {
  const named = new Map<string, Manifest[]>();
  for (const object of objects) {
    const known = named.get(object.name);
    if (known === undefined) named.set(object.name, [object]);
    else known.push(object);
  }
  return named;
});

/** The objects in a list of a `World` that have a name. */
export function namesakes<K extends Kind>(objects: readonly Manifest<K>[], name: string): readonly Manifest<K>[] {
  return (byName(objects).get(name) ?? []) as readonly Manifest[] as readonly Manifest<K>[];
}
