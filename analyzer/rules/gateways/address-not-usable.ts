import { quoted } from '../../text/words';
import { conditionFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly value: string;
}

/** An address that no machine can have. */
export const addressNotUsable = defineRule('address-not-usable', {
  reads: [],
  title: 'a Gateway asks for an address that no machine can have',
  why: 'A controller that can give none of the addresses asked for does not program the Gateway: no port is opened.',
  *find({ prediction: { gateways } }): Iterable<Found<Params>> {
    // Whether any other address can be had is for the environment to say: status shows it, and nobody can settle it here.
    for (const { manifest, conditions } of gateways)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'address-not-usable'))
        if (severity === 'error')
          yield { at: manifest, path: cause.path, severity, params: { value: cause.value ?? '' }, missing: cause.missing, predicts };
  },
  message: (subject, { value }) => `${subject} asks for address ${quoted(value)}, which is set aside for documentation`,
  fix: () => 'ask for an address that is yours, or leave spec.addresses out',
  traffic: unattached,
});
