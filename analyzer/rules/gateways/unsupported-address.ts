import { conditionFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** An address of a type that controllers do not give. */
export const unsupportedAddress: Rule<'unsupported-address'> = {
  reads: [],
  *find({ prediction: { gateways } }) {
    for (const { manifest, conditions } of gateways)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'unsupported-address')) {
        const { type, value, path, missing } = cause;
        yield { at: manifest, path, severity, params: { type, value }, missing, predicts };
      }
  },
};
