import { defineRule, type Found } from '../rule';
import { type CertificateFault, certificateFaults, certificateWords } from './certificate-ref';

/** A ConfigMap of CA certificates that is not there or of no use. */
export const invalidCaCertificateRef = defineRule('invalid-ca-certificate-ref', {
  reads: ['ConfigMap'],
  title: 'a CA certificate is not there or of no use',
  why: 'Whom to trust stands in a ConfigMap, under ca.crt. Without a certificate to trust, nobody is trusted.',
  *find(input): Iterable<Found<CertificateFault>> {
    yield* certificateFaults(input, 'invalid-ca-certificate-ref', 'InvalidCACertificateRef', 'ConfigMap');
  },
  ...certificateWords('CA certificate', 'ConfigMap', 'TLS handshakes fail'),
});
