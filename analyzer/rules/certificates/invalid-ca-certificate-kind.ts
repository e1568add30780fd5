import { setField } from '../edits/change';
import { referenceFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** A CA certificate in an object of a kind that no controller need read. */
export const invalidCaCertificateKind: Rule<'invalid-ca-certificate-kind'> = {
  reads: ['ConfigMap'],
  *find({ world, prediction: { gateways, listenerSets, policies } }) {
    for (const fault of referenceFaults(
      [...gateways, ...listenerSets, ...policies],
      'invalid-ca-certificate-kind',
      'InvalidCACertificateKind',
    )) {
      const { manifest, reference, cause, severity, predicts } = fault;
      const { target, missing } = cause;
      const reason = manifest.model === 'BackendTLSPolicy' ? 'InvalidKind' : 'InvalidCACertificateKind';
      const there = target.group === '' && world.get('ConfigMap', target.namespace, target.name) !== undefined;
      const edit = there ? setField(manifest, [...reference.path, 'kind'], 'ConfigMap') : undefined;
      yield { at: manifest, path: cause.path, severity, params: { target }, missing, predicts: predicts && { ...predicts, reason }, edit };
    }
  },
};
