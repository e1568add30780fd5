import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import type { Location } from '../../model/path';
import { canonical, compare } from '../../model/world/canonical';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly first: Location;
  /** Objects beside this one that the same two directories share. */
  readonly more: number;
  /** Whether the two stand in different directories. */
  readonly apart: boolean;
  /** Whether they say the same in two files: copies, which may be alternatives. */
  readonly equal: boolean;
}

/** A manifest of an object that another one says already. */
interface Duplicate {
  readonly first: Manifest;
  readonly other: Manifest;
}

/**
 * Two manifests of one object: the one that is applied last wins. Two directories with the same
 * objects, such as those of two clusters, are one mistake, be it the author's or that of who judges
 * them together.
 */
export const duplicateObject = defineRule('duplicate-object', {
  reads: [],
  title: 'one object is defined in two manifests',
  why: 'The one that is applied last wins, field by field or as a whole. The manifests do not say which one that is.',
  *find({ world }): Iterable<Found<Params>> {
    const alike = new Map<string, Duplicate[]>();
    for (const problem of world.problems) {
      if (problem.what !== 'duplicate' || problem.manifest.context) {
        continue;
      }
      const { manifest: first, others } = problem;
      for (const [index, other] of others.entries()) {
        if (isBootstrap(first) && isBootstrap(other)) {
          continue;
        }
        const directories = [first, other].map(directoryOf);
        const apart = directories[0] === directories[1] ? [first.kind, first.namespace, first.name, index] : [];
        const key = JSON.stringify([...directories, ...apart]);
        const known = alike.get(key);
        if (known === undefined) {
          alike.set(key, [{ first, other }]);
        } else {
          known.push({ first, other });
        }
      }
    }
    for (const duplicates of alike.values()) {
      const [duplicate] = duplicates.toSorted(byFile);
      if (duplicate === undefined) {
        continue;
      }
      const { first, other } = duplicate;
      const apart = directoryOf(first) !== directoryOf(other);
      const equal = duplicates.every(isCopy);
      const params = { first: first.locate([]), more: duplicates.length - 1, apart, equal };
      yield { at: other, severity: equal ? 'note' : 'warning', params };
    }
  },
  message: (subject, { first, more, equal }) => {
    const others = more === 0 ? '' : `, and ${more} more ${more === 1 ? 'object' : 'objects'} of the two directories with it`;
    return `${subject} is already defined at ${first.file}:${first.line}${others}: ${equal ? 'they say the same' : 'the one that is applied last wins'}`;
  },
  fix: ({ apart }) =>
    apart
      ? 'remove one of the two; if the directories are for different clusters or namespaces, check each in its own run'
      : 'remove one of the two',
});

/** What `flux bootstrap` writes, once for each cluster of a repository. */
const BOOTSTRAP = /(?:^|\/)gotk-(?:components|sync)\.ya?ml$/;

function isBootstrap({ file }: Manifest): boolean {
  return BOOTSTRAP.test(file);
}

function isCopy({ first, other }: Duplicate): boolean {
  return first.file !== other.file && canonical(first.written()) === canonical(other.written());
}

function directoryOf({ file }: Manifest): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function byFile(left: Duplicate, right: Duplicate): number {
  return compare(left.other.file, right.other.file) || compare(formatRef(left.other), formatRef(right.other));
}
