import type { ReferenceTarget } from '../../status/conditions/cause';
import { setField } from '../edits/change';
import { referenceFaults } from '../facts/condition-faults';
import { defineRule, type Found } from '../rule';
import { targetText } from './certificate-ref';

export interface Params {
  readonly target: ReferenceTarget;
}

/** A CA certificate in an object of a kind that controllers need not read. */
export const invalidCaCertificateKind = defineRule('invalid-ca-certificate-kind', {
  reads: ['ConfigMap'],
  title: 'a CA certificate is referenced in an object of the wrong kind',
  why: 'Every controller reads CA certificates from a ConfigMap of the core group, key ca.crt. Other kinds are implementation-specific.',
  *find({ world, prediction: { gateways, listenerSets, policies } }): Iterable<Found<Params>> {
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
  message: (subject, { target }) => `${subject} references ${targetText(target)} as its CA certificate; expected a ConfigMap`,
  question: (subject, { target }) => `a controller reads the CA certificates of ${subject} from ${targetText(target)}`,
  fix: () => 'put the CA certificate into a ConfigMap, under ca.crt, and reference that',
  traffic: () => 'TLS handshakes fail',
});
