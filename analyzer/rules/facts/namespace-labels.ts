import type { World } from '../../model/world/world';

/** The values that Namespaces carry, by label key. */
export function namespaceLabels(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  const carried = new Map<string, Set<string>>();
  for (const { name } of world.all('Namespace')) {
    for (const [key, value] of Object.entries(world.labels(name).labels)) {
      const values = carried.get(key);
      if (values === undefined) {
        carried.set(key, new Set([value]));
      } else {
        values.add(value);
      }
    }
  }
  return carried;
}
