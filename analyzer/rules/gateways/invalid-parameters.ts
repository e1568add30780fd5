import { conditionFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** Parameters that are not there. */
export const invalidParameters: Rule<'invalid-parameters'> = {
  reads: [],
  *find({ prediction: { classes, gateways } }) {
    for (const { manifest, conditions } of [...classes, ...gateways])
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'invalid-parameters'))
        yield { at: manifest, path: cause.path, severity, params: { target: cause.target }, missing: cause.missing, predicts };
  },
};
