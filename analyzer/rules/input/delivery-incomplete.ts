import type { DeliveryProblem } from '../../model/deliveries/delivery';
import { defineRule, type Found } from '../rule';
import type { Severity } from '../severity';

type Incomplete = Extract<DeliveryProblem['what'], 'path-missing' | 'build-failed' | 'struck' | 'unknown' | 'repeated' | 'exceeded'>;

export interface Params extends Pick<DeliveryProblem, 'by' | 'message'> {
  readonly what: Incomplete;
}

/**
 * A delivery of which not all is known: its path is missing, its build fails, or a part of it is
 * not rendered.
 */
export const deliveryIncomplete = defineRule('delivery-incomplete', {
  reads: [],
  title: 'a delivery cannot be rendered in full',
  why: 'Flux and Argo CD keep the last state of a delivery that fails, so what Git says does not reach the cluster. What a part that is not rendered here brings is unknown to all other checks.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what !== 'delivery') {
        continue;
      }
      const { what, by, message, file, line, column } = problem.delivery;
      if (!isIncomplete(what)) {
        continue;
      }
      yield { at: { file, line, column }, severity: severityOf(problem.delivery), params: { what, by, message } };
    }
  },
  message: (_, { what, by, message }) => `${by === '' ? 'the kustomization of the root' : by} ${WORDS[what]}: ${message}`,
  fix: ({ what }) => FIXES[what],
});

function isIncomplete(what: DeliveryProblem['what']): what is Incomplete {
  return Object.hasOwn(WORDS, what);
}

function severityOf({ what, struck, engine }: DeliveryProblem): Severity {
  if (what === 'repeated' || what === 'exceeded') {
    return 'error';
  }
  if (what === 'path-missing') {
    return 'warning';
  }
  if (what === 'build-failed' && !struck) {
    return engine ? 'error' : 'warning';
  }
  return 'note';
}

const WORDS: Readonly<Record<Incomplete, string>> = {
  'path-missing': 'delivers nothing',
  'build-failed': 'does not build',
  struck: 'is not rendered in full',
  unknown: 'cannot be determined in full',
  exceeded: 'is not rendered within the limits of a check',
  repeated: 'is not judged wherever it is delivered',
};

const FIXES: Readonly<Record<Incomplete, string | undefined>> = {
  'path-missing': 'name a directory of the repository, or delete the object',
  'build-failed': undefined,
  struck: undefined,
  unknown: undefined,
  exceeded: 'render it into the repository, or check fewer deliveries at once, each by its PATH',
  repeated: 'check fewer deliveries at once, each by its PATH or by --cluster',
};
