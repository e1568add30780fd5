import { conditionFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** An address that no machine can have. */
export const addressNotUsable: Rule<'address-not-usable'> = {
  reads: [],
  *find({ prediction: { gateways } }) {
    for (const { manifest, conditions } of gateways)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'address-not-usable'))
        yield { at: manifest, path: cause.path, severity, params: { value: cause.value ?? '' }, missing: cause.missing, predicts };
  },
};
