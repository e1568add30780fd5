import { quoted } from '../../text/words';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly field: 'apiVersion' | 'kind';
  readonly written: string;
  readonly meant: string;
  /** `HttpRoute shop/web` */
  readonly object: string;
}

/** Whether an apiVersion is of the group that the Gateway API was in until 0.3. */
function isFormer(apiVersion: string): boolean {
  return apiVersion.startsWith('networking.x-k8s.io/');
}

/**
 * An object whose kind or apiVersion no release has, and that is spelled nearly as one of the
 * Gateway API.
 */
export const unknownKind = defineRule('unknown-kind', {
  reads: [],
  title: 'an object is of a kind or a version that no release has',
  why: 'The API server refuses an object whose kind or apiVersion it does not know. Checks pass it over like any object of others, so nothing seems to be wrong with it.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what !== 'misspelt' || problem.context) {
        continue;
      }
      const { file, line, column, field, written, meant, object } = problem;
      const severity = isFormer(written) ? 'warning' : 'error';
      yield { at: { file, line, column }, severity, params: { field, written, meant, object } };
    }
  },
  message: (_, { field, written, object }) =>
    `${object} has ${field} ${quoted(written)}, which no release of the Gateway API${isFormer(written) ? ' since 0.4' : ''} has`,
  fix: ({ field, meant }) => `set ${field} to ${meant}`,
});
