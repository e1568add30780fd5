import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import { listenerFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** What every controller knows by name. */
const PROTOCOLS = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'] as const;

/** A listener whose protocol no controller need know. */
export const unsupportedProtocol: Rule<'unsupported-protocol'> = {
  reads: [],
  *find({ prediction }) {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'unsupported-protocol')) {
      const { protocol, path, missing } = cause;
      const right = PROTOCOLS.find((known) => known === protocol.toUpperCase()) ?? nearest(protocol.toUpperCase(), PROTOCOLS);
      const edit = right === undefined ? undefined : setField(listener.owner, [...listener.path, 'protocol'], right);
      const params = { listener: cause.listener, protocol, known: PROTOCOLS };
      yield { at: listener.owner, path, severity, params, missing, predicts, edit };
    }
  },
};
