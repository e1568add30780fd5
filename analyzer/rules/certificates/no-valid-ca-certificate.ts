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

/** A listener that shall check clients against nothing, where that is said by somebody else's Gateway: else the references are told. */
export const noValidCaCertificate = defineRule('no-valid-ca-certificate', {
  reads: [],
  title: 'a listener shall check clients, and has nothing to check them against',
  why: 'A Gateway may ask clients for certificates. Where none of its CA certificates is of use, it refuses the listeners concerned, those of its ListenerSets too.',
  *find({ prediction }): Iterable<Found<Params>> {
    const gateways = new Map(prediction.listenerSets.map(({ manifest, gateway }) => [manifest, gateway?.manifest]));
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'no-valid-ca-certificate')) {
      const { owner, path } = listener;
      const gateway = owner.model === 'Gateway' ? owner : gateways.get(owner);
      if (gateway?.origin(cause.path).manifest.context !== true) continue;
      const params = { listener: listener.listener.name, gateway: formatRef(gateway), place: formatPath(cause.path) };
      yield { at: owner, path, severity, params, missing: cause.missing, predicts };
    }
  },
  message: (subject, { listener, gateway }) =>
    `${subject} has a listener ${quoted(listener)} that shall check clients, and ${gateway} has no usable CA certificate for it`,
  question: (_, { listener, gateway }) => `${gateway} has a usable CA certificate for listener ${quoted(listener)}`,
  fix: ({ gateway, place }) => `have the owner of ${gateway} name a ConfigMap with a certificate under ca.crt in ${place}`,
  traffic: () => 'TLS handshakes fail',
});
