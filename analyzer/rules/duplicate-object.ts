import type { Rule } from './rule';

/** Two manifests of one object: the one that is applied last wins. */
export const duplicateObject: Rule<'duplicate-object'> = {
  reads: [],
  *find({ world }) {
    for (const problem of world.problems) {
      if (problem.what !== 'duplicate' || problem.manifest.context) continue;
      const first = problem.manifest.locate([]);
      for (const other of problem.others) yield { at: other, severity: 'warning', params: { first } };
    }
  },
};
