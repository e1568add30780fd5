import { quoted } from '../../text/words';
import { listenerFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly mode: string;
}

/** A TLS mode that the controller does not support. */
export const unsupportedTlsMode = defineRule('unsupported-tls-mode', {
  reads: [],
  title: 'a listener has a TLS mode that the controller does not support',
  why: 'Some TLS modes are optional. A controller that does not support one refuses the listener.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'unsupported-tls-mode')) {
      const params = { listener: cause.listener, mode: cause.mode };
      yield { at: listener.owner, path: cause.path, severity, params, missing: cause.missing, predicts };
    }
  },
  message: (subject, { listener, mode }) =>
    `${subject} has listener ${quoted(listener)} with tls.mode ${quoted(mode)}, which the controller does not support for its protocol`,
  question: (subject, { listener, mode }) =>
    `a controller supports tls.mode ${quoted(mode)} for listener ${quoted(listener)} of ${subject}`,
  fix: () => 'use another mode, or a controller that supports this one',
  traffic: unattached,
});
