import type { Manifest } from '../model/manifest';
import type { Path } from '../model/path';
import type { Problem } from '../model/problem';
import type { Found } from '../rules/rule';

/** Fields that are malformed or unknown, by object. */
export type Misfits = ReadonlyMap<Manifest, readonly Path[]>;

export function misfitsOf(problems: readonly Problem[]): Misfits {
  const misfits = new Map<Manifest, Path[]>();
  for (const problem of problems) {
    if (problem.what !== 'malformed' && problem.what !== 'unknown-field') {
      continue;
    }
    const paths = misfits.get(problem.manifest) ?? [];
    misfits.set(problem.manifest, paths);
    paths.push(problem.path);
  }
  return misfits;
}

/**
 * Whether a fault is found with a misfit or with what holds it: that is judged without the misfit,
 * so that the fault may be no other than that.
 */
export function follows({ at, path = [] }: Found<unknown>, misfits: Misfits): boolean {
  if (misfits.size === 0 || path.length === 0 || !('model' in at)) {
    return false;
  }
  const { manifest, path: holder } = at.origin(path);
  return (misfits.get(manifest) ?? []).some((misfit) => holder.every((step, depth) => step === misfit[depth]));
}
