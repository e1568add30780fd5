import { patternHolds } from '../../../gateway-api';
import { type Path, valueAt } from '../../model/path';
import { nearest } from '../../text/did-you-mean';
import { list } from '../../text/words';
import { setField } from '../edits/change';
import { type Edit, formatPath } from '../edits/edit';
import { isRepeatedListener, predictedRefusal, type Refusal, refusingText, severityOf } from '../facts/refusals';
import { defineRule, type Found } from '../rule';
import { expectedText, fixText, valueText } from './bound-text';

export interface Params {
  readonly field: Path;
  /** What is wrong there, after the field: `is 0; expected at least 1`. */
  readonly problem: string;
  readonly fix: string;
  /** The one way of sending it in which it is refused. */
  readonly by?: string;
  /** Which CRDs refuse it, if not all. */
  readonly refusing: string;
}

type InvalidValue = Extract<Refusal, { readonly what: 'invalid-value' }>;

function problemOf(refusal: InvalidValue): { readonly problem: string; readonly fix: string } {
  if (refusal.keyword !== 'repeated') {
    return { problem: `is ${valueText(refusal)}; expected ${expectedText(refusal)}`, fix: fixText(refusal) };
  }
  const keys = refusal.limit as readonly string[];
  const same = keys.length === 0 ? 'is in the list already' : `has the ${list([...keys])} of another item`;
  return { problem: same, fix: 'remove one of the two, or merge them' };
}

/** The value that is meant: the nearest one that there is, or the same in lower case. */
function meant({ keyword, limit, value, manifest, path }: InvalidValue): Edit | undefined {
  if (typeof value !== 'string' || valueAt(manifest.written(), path) !== value) {
    return undefined;
  }
  const lower = value.toLowerCase();
  if (keyword === 'pattern') {
    return lower !== value && patternHolds(String(limit))(lower) ? setField(manifest, path, lower) : undefined;
  }
  if (keyword !== 'enum') {
    return undefined;
  }
  const known = (limit as readonly unknown[]).map(String);
  const near = known.find((candidate) => candidate.toLowerCase() === lower) ?? nearest(value, known);
  return near === undefined ? undefined : setField(manifest, path, near);
}

/** A value that is of its type and that the API server refuses all the same. */
export const invalidValue = defineRule('invalid-value', {
  reads: [],
  title: 'the API server refuses a value',
  why: 'The CRDs limit what a field may hold, and which fields may stand beside each other. An object that breaks a limit is refused as a whole, and so is all that is applied together with it.',
  *find({ world }): Iterable<Found<Params>> {
    for (const refusal of world.problems) {
      if ((refusal.what !== 'invalid-value' && refusal.what !== 'cross-field') || isRepeatedListener(refusal)) {
        continue;
      }
      const { manifest, path } = refusal;
      const { problem, fix } = refusal.what === 'cross-field' ? { problem: refusal.message, fix: refusal.fix } : problemOf(refusal);
      yield {
        at: manifest,
        path,
        severity: severityOf(refusal),
        params: { field: path, problem, fix, ...(refusal.by && { by: refusal.by }), refusing: refusingText(refusal) },
        predicts: predictedRefusal(refusal),
        edit: refusal.what === 'invalid-value' ? meant(refusal) : undefined,
      };
    }
  },
  message: (subject, { field, problem, by, refusing }) =>
    `${subject}: ${formatPath(field)} ${problem}${by === undefined ? '' : `; ${by} refuses it`}${refusing}`,
  fix: ({ fix }) => fix,
});
