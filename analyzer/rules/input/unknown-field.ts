import { type Path, valueAt } from '../../model/path';
import type { Admission, Problem } from '../../model/problem';
import { nearest } from '../../text/did-you-mean';
import { list, quoted } from '../../text/words';
import { joinEdits, removeField, setField } from '../edits/change';
import { formatPath } from '../edits/edit';
import { predictedRefusal, refusingText, severityOf } from '../facts/refusals';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly field: Path;
  readonly known: readonly string[];
  /** Who does not have it: no release, the cluster, or some releases. */
  readonly absence: string;
  readonly refusing: string;
}

type UnknownField = Extract<Problem, { readonly what: 'unknown-field' }>;

/** The path of the field that is likely meant, if there is one and it is not set already. */
export function likelyPath({ manifest, path, known }: UnknownField): Path | undefined {
  const likely = nearest(String(path.at(-1)), known);
  if (likely === undefined) {
    return undefined;
  }
  const right = [...path.slice(0, -1), likely];
  return valueAt(manifest.written(), right) === undefined ? right : undefined;
}

function absenceText({ known, refusedBy }: Admission): string {
  if (refusedBy !== 'all') {
    return 'not every release of the API has such a field';
  }
  return known ? 'the CRDs of the cluster have no such field' : 'no release of the API has such a field';
}

/**
 * A field that the API server does not know, so that it refuses the object or drops what stands
 * there.
 */
export const unknownField = defineRule('unknown-field', {
  reads: [],
  title: 'a manifest has a field that the API does not have',
  why: 'An API server that validates fields refuses the object. One that does not silently drops the field.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what !== 'unknown-field') {
        continue;
      }
      const { manifest, path, known, admission } = problem;
      const right = likelyPath(problem);
      const edit = right && joinEdits(setField(manifest, right, valueAt(manifest.written(), path)), removeField(manifest, path));
      const params = { field: path, known: [...known].sort(), absence: absenceText(admission), refusing: refusingText(problem) };
      const refused = admission.known && admission.refusedBy === 'all';
      const severity = admission.refusedBy !== 'all' ? severityOf(problem) : refused || right !== undefined ? 'error' : 'warning';
      yield { at: manifest, path, severity, params, edit, predicts: refused ? predictedRefusal(problem) : undefined };
    }
  },
  message: (subject, { field, absence, refusing }) =>
    `${subject} has ${quoted(String(field.at(-1)))} ${field.length === 1 ? 'beside spec' : `in ${formatPath(field.slice(0, -1))}`}, where ${absence}${refusing}`,
  seen: ({ known }) => [`valid fields are ${list(known, 'and', 20)}`],
  fix: () => 'use a valid field, or remove it',
});
