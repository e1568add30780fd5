import { valueAt } from '../model/path';
import { setField } from './change';
import type { Rule } from './rule';

/** A number for the text of one, and the other way round. */
function meant(written: unknown, expected: string): number | string | undefined {
  if (expected === 'integer' && typeof written === 'string' && /^\d{1,15}$/.test(written)) return Number(written);
  return expected === 'string' && Number.isSafeInteger(written) ? String(written) : undefined;
}

/** A document that does not parse, or a value that the API server refuses. */
export const malformed: Rule<'malformed'> = {
  reads: [],
  *find({ world }) {
    for (const problem of world.problems) {
      if (problem.what === 'unparsable' && !problem.template && !problem.context) {
        const { file, line, column, message } = problem;
        yield { at: { file, line, column }, severity: 'warning', params: { what: 'document', message } };
      } else if (problem.what === 'malformed') {
        const { manifest, path, expected, seen } = problem;
        const value = meant(valueAt(manifest.written(), path), expected);
        const edit = value === undefined ? undefined : setField(manifest, path, value);
        yield { at: manifest, path, severity: 'error', params: { what: 'value', field: path, expected, seen }, edit };
      }
    }
  },
};
