import { quoted } from '../../text/words';
import { conditionFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly type: string;
  readonly value: string | undefined;
}

/** An address of a type that controllers need not support. */
export const unsupportedAddress = defineRule('unsupported-address', {
  reads: [],
  title: 'a Gateway requests an address of an unsupported type',
  why: 'A controller refuses a Gateway that requests an address of a type that it does not support.',
  *find({ prediction: { gateways } }): Iterable<Found<Params>> {
    for (const { manifest, conditions } of gateways) {
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'unsupported-address')) {
        const { type, value, path, missing } = cause;
        yield { at: manifest, path, severity, params: { type, value }, missing, predicts };
      }
    }
  },
  message: (subject, { type, value }) =>
    `${subject} requests ${value === undefined ? 'an address' : `address ${quoted(value)}`} of type ${quoted(type)}`,
  question: (subject, { type }) => `a controller supports addresses of type ${quoted(type)} for ${subject}`,
  seen: () => ['address types are IPAddress and Hostname'],
  fix: () => 'use an address of type IPAddress or Hostname, or remove spec.addresses',
  traffic: unattached,
});
