import { quoted } from '../../text/words';
import { listenerFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly mode: string;
}

/** A TLS mode that the controller does not offer. */
export const unsupportedTlsMode = defineRule('unsupported-tls-mode', {
  reads: [],
  title: 'a listener asks for what the controller does not offer',
  why: 'Some ways to handle TLS are optional for controllers. One that lacks them refuses the listener.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'unsupported-tls-mode')) {
      const params = { listener: cause.listener, mode: cause.mode };
      yield { at: listener.owner, path: cause.path, severity, params, missing: cause.missing, predicts };
    }
  },
  message: (subject, { listener, mode }) =>
    `${subject} has a listener ${quoted(listener)} with tls.mode ${quoted(mode)}, which the controller does not offer for its protocol`,
  question: (subject, { listener, mode }) => `a controller offers tls.mode ${quoted(mode)} for listener ${quoted(listener)} of ${subject}`,
  fix: () => 'take another mode, or a controller that offers this one',
  traffic: unattached,
});
