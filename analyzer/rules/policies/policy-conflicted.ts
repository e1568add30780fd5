import { formatRef } from '../../model/object-ref';
import { conditionFaults } from '../facts/condition-faults';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly winner: string;
}

/** A BackendTLSPolicy that loses its target to another one. */
export const policyConflicted = defineRule('policy-conflicted', {
  reads: [],
  title: 'another BackendTLSPolicy applies to the same target',
  why: 'Of two policies for one target the older one applies, then the one whose name comes first. The other one has no effect.',
  *find({ prediction: { policies } }): Iterable<Found<Params>> {
    for (const { manifest, ancestors } of policies) {
      for (const { conditions } of ancestors) {
        for (const { cause, severity, predicts } of conditionFaults(conditions, 'conflicted')) {
          yield { at: manifest, path: cause.path, severity, params: { winner: formatRef(cause.winner) }, missing: cause.missing, predicts };
        }
      }
    }
  },
  message: (subject, { winner }) => `${subject} has no effect: ${winner} applies to the same target`,
  question: (subject, { winner }) => `${subject} or ${winner} applies to their target`,
  fix: ({ winner }) => `remove one of the two, or set a sectionName that ${winner} does not`,
});
