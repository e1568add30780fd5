import { quoted } from '../../text/words';
import { conditionFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly value: string;
}

/** An address that cannot be assigned. */
export const addressNotUsable = defineRule('address-not-usable', {
  reads: [],
  title: 'a Gateway requests an address that cannot be assigned',
  why: 'A controller that cannot assign any of the requested addresses does not program the Gateway: no port is opened.',
  *find({ prediction: { gateways } }): Iterable<Found<Params>> {
    // Whether any other address can be had is for the environment to say: status shows it, and
    // nobody can settle it here.
    for (const { manifest, conditions } of gateways) {
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'address-not-usable')) {
        if (severity === 'error') {
          yield { at: manifest, path: cause.path, severity, params: { value: cause.value ?? '' }, missing: cause.missing, predicts };
        }
      }
    }
  },
  message: (subject, { value }) => `${subject} requests address ${quoted(value)}, which is reserved for documentation`,
  fix: () => 'request an address that you own, or remove spec.addresses',
  traffic: unattached,
});
