import type { Rule } from './rule';

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
        yield { at: manifest, path, severity: 'error', params: { what: 'value', field: path, expected, seen } };
      }
    }
  },
};
