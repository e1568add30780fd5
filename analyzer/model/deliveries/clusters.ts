import { append } from '../../text/append';
import type { Making } from '../generated/making';
import { canonical } from '../world/canonical';
import { type DeliveredObject, deliveredObjects } from './delivered-objects';
import type { Delivered, Followed } from './follow';

/** A root with what follows from it. */
export interface Root {
  readonly path: string;
  readonly bootstrap: boolean;
  readonly followed: Followed;
}

/** Roots that are one cluster. */
export interface Group {
  readonly name: string;
  readonly roots: readonly Root[];
  /**
   * Objects that another part has and this one lacks, if the parts may be one cluster after all.
   */
  readonly elsewhere: readonly Making[];
}

/**
 * Into how many clusters a tree is split by its directories: examples that stand for themselves
 * would give every combination of them.
 */
const MOST_CLUSTERS = 12;

interface Part {
  readonly name: string;
  readonly roots: readonly Root[];
}

interface Grouped {
  readonly groups: readonly Group[];
  /** Objects that two roots say differently. */
  readonly differing: readonly string[];
}

/**
 * Groups roots into clusters: each way in which Flux is installed is one, and the rest is split
 * where two of them reach one object differently.
 */
export function groupRoots(roots: readonly Root[]): Grouped {
  const bootstraps = roots.filter(({ bootstrap }) => bootstrap);
  const rest = roots.filter(({ bootstrap }) => !bootstrap);
  if (bootstraps.length > 1) {
    const names = distinctNames(bootstraps.map(({ path }) => path));
    const own = bootstraps.map((root, index): Group => ({ name: names[index] ?? root.path, roots: [root], elsewhere: [] }));
    const split = groupRoots(rest);
    const others = split.groups.map((group) => ({ ...group, name: group.name || (group.roots[0]?.path ?? '') }));
    return { groups: [...own, ...(rest.length > 0 ? others : [])], differing: split.differing };
  }
  const whole: Grouped = { groups: [{ name: '', roots, elsewhere: [] }], differing: [] };
  if (roots.length < 2) {
    return whole;
  }
  const objects = new Map(roots.map((root) => [root, objectsOf(root.followed.delivered)]));
  const { conflicts, differing } = conflictsOf(objects);
  if (conflicts.length === 0) {
    return whole;
  }
  const parts = split(roots, conflicts, '') ?? apart(roots, conflicts);
  return {
    groups: parts.map(({ name, roots: own }) => {
      const mine = new Set(own.flatMap((root) => [...(objects.get(root)?.keys() ?? [])]));
      const others = new Set(roots.flatMap((root) => [...(objects.get(root)?.keys() ?? [])]));
      const elsewhere = [...others]
        .filter((identity) => !mine.has(identity))
        .map((identity) => {
          const [, kind, namespace, object] = JSON.parse(identity) as string[];
          return { kind, namespace, name: object } as Making;
        });
      return { name, roots: own, elsewhere };
    }),
    differing,
  };
}

/**
 * Splits at the outermost directory below which two roots differ; what lies elsewhere, or agrees
 * with all, is of every part. Nothing for too many parts.
 */
function split(roots: readonly Root[], conflicts: readonly [Root, Root][], prefix: string, most = MOST_CLUSTERS): Part[] | undefined {
  const [first] = conflicts
    .map(([one, other]) => branch(one.path, other.path))
    .sort((one, other) => one.split('/').length - other.split('/').length || (one < other ? -1 : 1));
  if (first === undefined) {
    return [{ name: prefix, roots: [...roots] }];
  }
  const partOf = ({ path }: Root): string | undefined => {
    if (first !== '' && path !== first && !path.startsWith(`${first}/`)) {
      return undefined;
    }
    const [segment = ''] = (first === '' ? path : path.slice(first.length + 1)).split('/');
    return segment === '' ? undefined : segment;
  };
  const opposed = new Set(
    conflicts.flatMap(([one, other]) => (branch(one.path, other.path) === first ? [partOf(one) ?? '.', partOf(other) ?? '.'] : [])),
  );
  const parts: Part[] = [];
  for (const part of [...opposed].sort()) {
    const own = roots.filter((root) => {
      const segment = partOf(root);
      return part === '.'
        ? segment === undefined || !opposed.has(segment)
        : segment === part || (segment === undefined ? !opposed.has('.') : !opposed.has(segment));
    });
    const left = conflicts.filter(([one, other]) => own.includes(one) && own.includes(other));
    const name = prefix === '' ? part : `${prefix}/${part}`;
    const inner = left.length === conflicts.length ? [{ name, roots: own }] : split(own, left, name, most - parts.length);
    if (inner === undefined || parts.length + inner.length > most) {
      return undefined;
    }
    append(parts, inner);
  }
  return parts;
}

/**
 * As few parts as it takes that no two roots of one differ; a root that differs from none is of
 * every part.
 */
function apart(roots: readonly Root[], conflicts: readonly [Root, Root][]): Part[] {
  const rivals = new Map<Root, Set<Root>>();
  for (const [one, other] of conflicts) {
    rivals.set(one, (rivals.get(one) ?? new Set()).add(other));
    rivals.set(other, (rivals.get(other) ?? new Set()).add(one));
  }
  const parts: Root[][] = [];
  for (const root of [...rivals.keys()].sort((one, other) => (one.path < other.path ? -1 : 1))) {
    const free = parts.find((part) => !part.some((other) => rivals.get(root)?.has(other)));
    if (free === undefined) {
      parts.push([root]);
    } else {
      free.push(root);
    }
  }
  const common = roots.filter((root) => !rivals.has(root));
  return parts.map((part) => ({ name: part[0]?.path ?? '', roots: [...part, ...common] }));
}

/** The directory in which the ways to two paths part. */
function branch(one: string, other: string): string {
  const left = one.split('/');
  const right = other.split('/');
  let shared = 0;
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) {
    shared++;
  }
  return left.slice(0, shared).join('/');
}

/** Names by the first part in which a path differs from the others. */
function distinctNames(paths: readonly string[]): string[] {
  return paths.map((path, index) => {
    const others = paths.filter((_, at) => at !== index);
    const segments = path.split('/');
    const name = segments.find((_, at) => {
      const before = segments.slice(0, at).join('/');
      return (
        others.every(
          (other) =>
            !other
              .split('/')
              .slice(0, at + 1)
              .join('/')
              .startsWith(segments.slice(0, at + 1).join('/')),
        ) && before !== path
      );
    });
    return name ?? path;
  });
}

/**
 * What is delivered of the kinds that are read, by identity. Partial Gateways say a part on
 * purpose.
 */
function objectsOf(delivered: readonly Delivered[]): ReadonlyMap<string, DeliveredObject> {
  const objects = delivered.flatMap(deliveredObjects).filter(({ partial }) => !partial);
  return new Map(objects.map((object) => [object.identity, object]));
}

/** The pairs of roots that say one object differently, and these objects. */
function conflictsOf(objects: ReadonlyMap<Root, ReadonlyMap<string, DeliveredObject>>) {
  const first = new Map<string, { readonly root: Root; readonly object: DeliveredObject }>();
  const several = new Map<string, { readonly root: Root; readonly object: DeliveredObject }[]>();
  for (const [root, own] of objects) {
    for (const [identity, object] of own) {
      const known = first.get(identity);
      if (known === undefined) {
        first.set(identity, { root, object });
      } else {
        several.set(identity, [...(several.get(identity) ?? [known]), { root, object }]);
      }
    }
  }
  const pairs = new Map<Root, Set<Root>>();
  const differing = new Set<string>();
  for (const sayings of several.values()) {
    const versions = sayings.map(({ root, object }) => ({ root, object, text: canonical({ ...object.value, metadata: undefined }) }));
    for (const [index, one] of versions.entries()) {
      for (const other of versions.slice(index + 1)) {
        if (one.text === other.text) {
          continue;
        }
        differing.add(one.object.subject);
        pairs.set(one.root, (pairs.get(one.root) ?? new Set()).add(other.root));
      }
    }
  }
  const conflicts = [...pairs].flatMap(([one, others]) => Array.from(others, (other): [Root, Root] => [one, other]));
  return { conflicts, differing: [...differing].sort() };
}
