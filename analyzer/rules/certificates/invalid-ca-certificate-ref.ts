import { defineRule, type Found } from '../rule';
import { type CertificateFault, certificateFaults, certificateWords } from './certificate-ref';

/** A ConfigMap of CA certificates that is missing or invalid. */
export const invalidCaCertificateRef = defineRule('invalid-ca-certificate-ref', {
  reads: ['ConfigMap'],
  title: 'a CA certificate is missing or invalid',
  why: 'The CA certificates to trust are in a ConfigMap, under ca.crt. Without a valid one no certificate is trusted.',
  *find(input): Iterable<Found<CertificateFault>> {
    yield* certificateFaults(input, 'invalid-ca-certificate-ref', 'InvalidCACertificateRef', 'ConfigMap');
  },
  ...certificateWords('CA certificate', 'ConfigMap', 'TLS handshakes fail'),
});
