import { listenerFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** An HTTPS listener that says nothing about TLS. */
export const invalidTlsConfig: Rule<'invalid-tls-config'> = {
  reads: [],
  *find({ prediction }) {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'invalid-tls-config'))
      yield { at: listener.owner, path: cause.path, severity, params: { listener: cause.listener }, missing: cause.missing, predicts };
  },
};
