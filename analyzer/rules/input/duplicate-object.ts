import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import { compare } from '../../model/world/canonical';
import type { Rule } from '../rule';

/** A manifest of an object that another one says already. */
interface Duplicate {
  readonly first: Manifest;
  readonly other: Manifest;
}

/**
 * Two manifests of one object: the one that is applied last wins. Two directories with the same objects, such as those of two clusters, are one mistake,
 * be it the author's or that of who judges them together.
 */
export const duplicateObject: Rule<'duplicate-object'> = {
  reads: [],
  *find({ world }) {
    const alike = new Map<string, Duplicate[]>();
    for (const problem of world.problems) {
      if (problem.what !== 'duplicate' || problem.manifest.context) continue;
      const { manifest: first, others } = problem;
      for (const [index, other] of others.entries()) {
        const directories = [first, other].map(directoryOf);
        const apart = directories[0] === directories[1] ? [first.kind, first.namespace, first.name, index] : [];
        const key = JSON.stringify([...directories, ...apart]);
        const known = alike.get(key);
        if (known === undefined) alike.set(key, [{ first, other }]);
        else known.push({ first, other });
      }
    }
    for (const duplicates of alike.values()) {
      const [duplicate] = duplicates.toSorted(byFile);
      if (duplicate === undefined) continue;
      const { first, other } = duplicate;
      const apart = directoryOf(first) !== directoryOf(other);
      yield { at: other, severity: 'warning', params: { first: first.locate([]), more: duplicates.length - 1, apart } };
    }
  },
};

function directoryOf({ file }: Manifest): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function byFile(left: Duplicate, right: Duplicate): number {
  return compare(left.other.file, right.other.file) || compare(formatRef(left.other), formatRef(right.other));
}
