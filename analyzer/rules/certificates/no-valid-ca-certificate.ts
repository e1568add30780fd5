import { formatRef } from '../../model/object-ref';
import { quoted } from '../../text/words';
import { formatPath } from '../edits/edit';
import { listenerFaults } from '../facts/condition-faults';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly gateway: string;
  readonly place: string;
}

/**
 * A listener that verifies clients without a CA certificate because of an external Gateway; of our
 * own Gateways the references are reported.
 */
export const noValidCaCertificate = defineRule('no-valid-ca-certificate', {
  reads: [],
  title: 'a listener verifies clients without a CA certificate',
  why: 'A Gateway can require client certificates. If none of its CA certificates is valid, it refuses the listeners concerned, including those of its ListenerSets.',
  *find({ prediction }): Iterable<Found<Params>> {
    const gateways = new Map(prediction.listenerSets.map(({ manifest, gateway }) => [manifest, gateway?.manifest]));
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'no-valid-ca-certificate')) {
      const { owner, path } = listener;
      const gateway = owner.model === 'Gateway' ? owner : gateways.get(owner);
      if (gateway?.origin(cause.path).manifest.context !== true) {
        continue;
      }
      const params = { listener: listener.listener.name, gateway: formatRef(gateway), place: formatPath(cause.path) };
      yield { at: owner, path, severity, params, missing: cause.missing, predicts };
    }
  },
  message: (subject, { listener, gateway }) =>
    `${subject} has listener ${quoted(listener)} that verifies clients, but ${gateway} has no valid CA certificate for it`,
  question: (_, { listener, gateway }) => `${gateway} has a valid CA certificate for listener ${quoted(listener)}`,
  fix: ({ gateway, place }) => `ask the owner of ${gateway} to reference a ConfigMap with a certificate under ca.crt in ${place}`,
  traffic: () => 'TLS handshakes fail',
});
