import { quoted } from '../../text/words';
import { listenerFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
}

/** An HTTPS listener that says nothing about TLS. */
export const invalidTlsConfig = defineRule('invalid-tls-config', {
  reads: [],
  title: 'an HTTPS listener has no certificate',
  why: 'The API server lets an HTTPS listener through that says nothing about TLS, but there is no certificate that it could show.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'invalid-tls-config'))
      yield { at: listener.owner, path: cause.path, severity, params: { listener: cause.listener }, missing: cause.missing, predicts };
  },
  message: (subject, { listener }) => `${subject} has an HTTPS listener ${quoted(listener)} without tls`,
  question: (subject, { listener }) => `listener ${quoted(listener)} of ${subject} has a certificate`,
  fix: ({ listener }) => `add tls.certificateRefs with a Secret of type kubernetes.io/tls to listener ${quoted(listener)}`,
  traffic: unattached,
});
