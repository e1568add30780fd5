import { listenerFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** A TLS mode that the controller does not offer. */
export const unsupportedValue: Rule<'unsupported-value'> = {
  reads: [],
  *find({ prediction }) {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'unsupported-tls-mode')) {
      const params = { listener: cause.listener, mode: cause.mode };
      yield { at: listener.owner, path: cause.path, severity, params, missing: cause.missing, predicts };
    }
  },
};
