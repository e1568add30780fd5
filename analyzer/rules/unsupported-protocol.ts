import { PROTOCOLS } from './carries';
import { setField } from './change';
import { listenerFaults } from './faults';
import { nearest } from './near';
import type { Rule } from './rule';

/** A listener whose protocol no controller need know. */
export const unsupportedProtocol: Rule<'unsupported-protocol'> = {
  reads: [],
  *find({ prediction }) {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'unsupported-protocol')) {
      const { protocol, path, missing } = cause;
      const right = nearest(protocol.toUpperCase(), PROTOCOLS) ?? PROTOCOLS.find((known) => known === protocol.toUpperCase());
      const edit = right === undefined ? undefined : setField(listener.owner, [...listener.path, 'protocol'], right);
      const params = { listener: cause.listener, protocol, known: PROTOCOLS };
      yield { at: listener.owner, path, severity, params, missing, predicts, edit };
    }
  },
};
