import { defineRule, type Found } from '../rule';
import { type CertificateFault, certificateFaults, certificateWords } from './certificate-ref';

/** A certificate of a listener that is missing or invalid. */
export const invalidCertificateRef = defineRule('invalid-certificate-ref', {
  reads: ['Secret'],
  title: 'a certificate of a listener is missing or invalid',
  why: 'A listener that terminates TLS needs a Secret with a certificate and its private key, tls.crt and tls.key. Without it every TLS handshake fails.',
  *find(input): Iterable<Found<CertificateFault>> {
    yield* certificateFaults(input, 'invalid-certificate-ref', 'InvalidCertificateRef', 'Secret');
  },
  ...certificateWords('certificate', 'Secret', 'TLS handshakes fail'),
});
