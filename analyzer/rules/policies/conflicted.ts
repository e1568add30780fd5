import { formatRef } from '../../model/object-ref';
import { conditionFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** A BackendTLSPolicy that loses its target to another one. */
export const conflicted: Rule<'conflicted'> = {
  reads: [],
  *find({ prediction: { policies } }) {
    for (const { manifest, ancestors } of policies)
      for (const { conditions } of ancestors)
        for (const { cause, severity, predicts } of conditionFaults(conditions, 'conflicted'))
          yield { at: manifest, path: cause.path, severity, params: { winner: formatRef(cause.winner) }, missing: cause.missing, predicts };
  },
};
