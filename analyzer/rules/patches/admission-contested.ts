import type { Manifest } from '../../model/manifest';
import type { Location } from '../../model/path';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly others: readonly Location[];
}

interface Saying {
  readonly manifest: Manifest;
  readonly location: Location;
}

/** What is judged comes before what is known from context. */
function byPlace(left: Saying, right: Saying): number {
  const [one, other] = [left.location, right.location];
  return (
    Number(left.manifest.context) - Number(right.manifest.context) ||
    (one.file < other.file ? -1 : Number(one.file > other.file)) ||
    one.line - other.line
  );
}

/** Two patches of one Gateway that disagree: the result depends on which is applied last. */
export const admissionContested = defineRule('admission-contested', {
  reads: [],
  title: 'two patches of one listener disagree',
  why: 'Each apply overwrites the other one. Who is allowed depends on which came last, and changes without any change to a manifest.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what !== 'admission-contested') {
        continue;
      }
      const sayings = [{ manifest: problem.manifest, path: problem.path }, ...problem.others].map((saying) => ({
        ...saying,
        location: saying.manifest.locate(saying.path),
      }));
      const [first, ...others] = sayings.sort(byPlace);
      if (first === undefined) {
        continue;
      }
      yield { at: first.manifest, path: first.path, severity: 'error', params: { others: others.map(({ location }) => location) } };
    }
  },
  message: (subject) => `${subject} is patched by several manifests that disagree on this field`,
  seen: ({ others }) => others.map(({ file, line, column }) => `another value is at ${file}:${line}:${column}`),
  fix: () => 'patch a listener from one place only',
});
