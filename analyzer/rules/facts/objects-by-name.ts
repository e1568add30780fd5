import type { Manifest } from '../../model/manifest';
import type { Kind } from '../../model/objects';

/** Longer lists are not compared name by name: it keeps hostile input cheap. */
const COMPARED = 200;

interface Named {
  readonly names: readonly string[];
  readonly byName: ReadonlyMap<string, readonly Manifest[]>;
}

/** The objects in the lists of a `World` by their names; each list is gone through once. */
export class ObjectsByName {
  private readonly lists = new Map<readonly Manifest[], Named>();

  /** The names in a list, in its order. */
  names(list: readonly Manifest[]): readonly string[] {
    return this.named(list).names;
  }

  /** The objects in a list that have a name. */
  namesakes<K extends Kind>(list: readonly Manifest<K>[], name: string): readonly Manifest<K>[] {
    return (this.named(list).byName.get(name) ?? []) as readonly Manifest[] as readonly Manifest<K>[];
  }

  /**
   * The objects whose name has another one as whole parts, or the other way round: `bambu-main` for
   * `main`.
   */
  related<K extends Kind>(list: readonly Manifest<K>[], name: string): readonly Manifest<K>[] {
    if (list.length > COMPARED) {
      return [];
    }
    const within = (longer: string, shorter: string) => `-${longer}-`.includes(`-${shorter}-`);
    return list.filter((object) => object.name !== name && (within(object.name, name) || within(name, object.name)));
  }

  private named(list: readonly Manifest[]): Named {
    const named = this.lists.get(list) ?? { names: list.map(({ name }) => name), byName: byName(list) };
    this.lists.set(list, named);
    return named;
  }
}

function byName(list: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const named = new Map<string, Manifest[]>();
  for (const object of list) {
    const namesakes = named.get(object.name);
    if (namesakes === undefined) {
      named.set(object.name, [object]);
    } else {
      namesakes.push(object);
    }
  }
  return named;
}
