import type { Manifest } from '../../model/manifest';
import { type Path, valueAt } from '../../model/path';
import type { Problem } from '../../model/problem';
import { setField } from '../edits/change';
import { formatPath } from '../edits/edit';
import { predictedRefusal, refusingText, severityOf } from '../facts/refusals';
import { defineRule, type Found } from '../rule';
import { likelyPath } from './unknown-field';

export type Params =
  | { readonly what: 'document'; readonly message: string }
  | {
      readonly what: 'value';
      readonly field: Path;
      readonly expected: string;
      readonly seen: string;
      /** The one way of sending it in which it is refused. */
      readonly by?: string;
      /** Which CRDs refuse it, if not all. */
      readonly refusing: string;
    };

/**
 * Fields that are missing only because they are written under another name, which is reported
 * itself.
 */
function misspeltFields(problems: readonly Problem[]): ReadonlyMap<Manifest, ReadonlySet<string>> {
  const fields = new Map<Manifest, Set<string>>();
  for (const problem of problems) {
    const likely = problem.what === 'unknown-field' ? likelyPath(problem) : undefined;
    if (problem.what !== 'unknown-field' || likely === undefined) {
      continue;
    }
    fields.set(problem.manifest, (fields.get(problem.manifest) ?? new Set()).add(formatPath(likely)));
  }
  return fields;
}

/** A number for the text of one, and the other way round. */
function likely(written: unknown, expected: string): number | string | undefined {
  if (expected === 'integer' && typeof written === 'string' && /^\d{1,15}$/.test(written)) {
    return Number(written);
  }
  return expected === 'string' && Number.isSafeInteger(written) ? String(written) : undefined;
}

function article(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** A document that does not parse, or a value that the API server refuses. */
export const malformed = defineRule('malformed', {
  reads: [],
  title: 'a manifest does not parse, or has a value that the API server refuses',
  why: 'The API server refuses an object that does not parse, or that has a value of another type than its field.',
  *find({ world }): Iterable<Found<Params>> {
    const misspelt = misspeltFields(world.problems);
    for (const problem of world.problems) {
      if (problem.what === 'unparsable' && !problem.template && !problem.context) {
        const { file, line, column, message } = problem;
        yield { at: { file, line, column }, severity: 'error', params: { what: 'document', message } };
      } else if (problem.what === 'malformed') {
        const { manifest, path, expected, seen, by } = problem;
        if (seen === 'nothing' && misspelt.get(manifest)?.has(formatPath(path))) {
          continue;
        }
        const value = likely(valueAt(manifest.written(), path), expected);
        const edit = value === undefined ? undefined : setField(manifest, path, value);
        const params = { what: 'value', field: path, expected, seen, ...(by && { by }), refusing: refusingText(problem) } as const;
        yield { at: manifest, path, severity: severityOf(problem), params, predicts: predictedRefusal(problem), edit };
      }
    }
  },
  message: (subject, params) =>
    params.what === 'document'
      ? `${subject} has a document that does not parse: ${params.message}`
      : `${subject} has ${params.seen} at ${formatPath(params.field)}, where ${article(params.expected)} belongs${params.by === undefined ? '' : `; ${params.by} refuses it`}${params.refusing}`,
  fix: (params) => {
    if (params.what === 'document') {
      return 'fix the document';
    }
    if (params.seen === 'null' && (params.by !== undefined || typeof params.field.at(-1) === 'number')) {
      return `write ${article(params.expected)}, or remove the field`;
    }
    const taken = params.expected === 'string' && params.seen.startsWith('boolean');
    return `write ${article(params.expected)}${taken ? ', in quotes: without them, y, n, yes, no, on and off are booleans too' : ''}`;
  },
});
