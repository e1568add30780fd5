import { formatRef } from '../../model/object-ref';
import { formatPath } from '../edits/edit';
import { listenerFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** A listener that shall check clients against nothing, where that is said by somebody else's Gateway: else the references are told. */
export const noValidCaCertificate: Rule<'no-valid-ca-certificate'> = {
  reads: [],
  *find({ prediction }) {
    const gateways = new Map(prediction.listenerSets.map(({ manifest, gateway }) => [manifest, gateway?.manifest]));
    for (const { listener, cause, severity, predicts } of listenerFaults(prediction, 'no-valid-ca-certificate')) {
      const { owner, path } = listener;
      const gateway = owner.model === 'Gateway' ? owner : gateways.get(owner);
      if (gateway?.origin(cause.path).manifest.context !== true) continue;
      const params = { listener: listener.listener.name, gateway: formatRef(gateway), place: formatPath(cause.path) };
      yield { at: owner, path, severity, params, missing: cause.missing, predicts };
    }
  },
};
