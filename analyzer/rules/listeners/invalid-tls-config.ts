import { quoted } from '../../text/words';
import { listenerFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
}

/** An HTTPS listener without `tls`. */
export const invalidTlsConfig = defineRule('invalid-tls-config', {
  reads: [],
  title: 'an HTTPS listener has no certificate',
  why: 'The API server accepts an HTTPS listener without tls, but the listener has no certificate to present.',
  *find({ prediction }): Iterable<Found<Params>> {
    // Options in place of certificates are the controller's own, and nothing that could be passed
    // would settle them.
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'invalid-tls-config')) {
      if (severity === 'error') {
        yield { at: listener.owner, path: cause.path, severity, params: { listener: cause.listener }, missing: cause.missing, predicts };
      }
    }
  },
  message: (subject, { listener }) => `${subject} has an HTTPS listener ${quoted(listener)} without tls`,
  fix: ({ listener }) => `add tls.certificateRefs with a Secret of type kubernetes.io/tls to listener ${quoted(listener)}`,
  traffic: unattached,
});
