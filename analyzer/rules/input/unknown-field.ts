import { type Path, valueAt } from '../../model/path';
import type { Problem } from '../../model/problem';
import { nearest } from '../../text/did-you-mean';
import { joinEdits, removeField, setField } from '../edits/change';
import type { Rule } from '../rule';

type UnknownField = Extract<Problem, { readonly what: 'unknown-field' }>;

/** The path of the field that is meant, if there is one and it is not there already. */
export function meantBy({ manifest, path, known }: UnknownField): Path | undefined {
  const meant = nearest(String(path.at(-1)), known);
  if (meant === undefined) return undefined;
  const right = [...path.slice(0, -1), meant];
  return valueAt(manifest.written(), right) === undefined ? right : undefined;
}

/** A field that the API server does not know, so that it refuses the object or drops what stands there. */
export const unknownField: Rule<'unknown-field'> = {
  reads: [],
  *find({ world }) {
    for (const problem of world.problems) {
      if (problem.what !== 'unknown-field') continue;
      const { manifest, path, known } = problem;
      const right = meantBy(problem);
      const edit = right && joinEdits(setField(manifest, right, valueAt(manifest.written(), path)), removeField(manifest, path));
      const params = { field: path, known: [...known].sort() };
      yield { at: manifest, path, severity: right === undefined ? 'warning' : 'error', params, edit };
    }
  },
};
