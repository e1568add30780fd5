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

/** A listener whose protocol no controller need know. */
export const unsupportedProtocol = defineRule('unsupported-protocol', {
  reads: [],
  title: 'a listener speaks a protocol that nobody knows',
  why: 'A controller accepts the listeners whose protocol it knows; a protocol of its own has a name with a domain before it, such as example.com/bar.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'unsupported-protocol')) {
      const { protocol, path, missing } = cause;
      if (severity !== 'error') continue;
      const right = PROTOCOLS.find((known) => known === protocol.toUpperCase()) ?? nearest(protocol.toUpperCase(), PROTOCOLS);
      const edit = right === undefined ? undefined : setField(listener.owner, [...listener.path, 'protocol'], right);
      const params = { listener: cause.listener, protocol, known: PROTOCOLS };
      yield { at: listener.owner, path, severity, params, missing, predicts, edit };
    }
  },
  message: (subject, { listener, protocol }) =>
    `${subject} has a listener ${quoted(listener)} of protocol ${quoted(protocol)}, which is not known`,
  seen: ({ known }) => [`protocols are ${list(known)}`],
  fix: ({ known }) => `use ${list(known, 'or')}`,
  traffic: unattached,
});
