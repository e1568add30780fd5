import { nearest } from '../../text/did-you-mean';
import { list, quoted } from '../../text/words';
import { setField } from '../edits/change';
import { listenerFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly protocol: string;
  readonly known: readonly string[];
}

/** What every controller knows by name. */
const PROTOCOLS = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'] as const;

/** A listener whose protocol controllers need not know. */
export const unsupportedProtocol = defineRule('unsupported-protocol', {
  reads: [],
  title: 'a listener has an unknown protocol',
  why: 'A controller accepts the protocols that it knows. An implementation-specific protocol has a domain prefix, such as example.com/bar.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'unsupported-protocol')) {
      const { protocol, path, missing } = cause;
      if (severity !== 'error') {
        continue;
      }
      const right = PROTOCOLS.find((known) => known === protocol.toUpperCase()) ?? nearest(protocol.toUpperCase(), PROTOCOLS);
      const edit = right === undefined ? undefined : setField(listener.owner, [...listener.path, 'protocol'], right);
      const params = { listener: cause.listener, protocol, known: PROTOCOLS };
      yield { at: listener.owner, path, severity, params, missing, predicts, edit };
    }
  },
  message: (subject, { listener, protocol }) => `${subject} has listener ${quoted(listener)} with unknown protocol ${quoted(protocol)}`,
  seen: ({ known }) => [`known protocols are ${list(known)}`],
  fix: ({ known }) => `use ${list(known, 'or')}`,
  traffic: unattached,
});
