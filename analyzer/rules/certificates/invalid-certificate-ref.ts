import { defineRule, type Found } from '../rule';
import { type CertificateFault, certificateFaults, certificateWords } from './certificate-ref';

/** A certificate of a listener that is not there or of no use. */
export const invalidCertificateRef = defineRule('invalid-certificate-ref', {
  reads: ['Secret'],
  title: 'a certificate of a listener is not there or of no use',
  why: 'A listener that terminates TLS needs a Secret with a certificate and the key that belongs to it, tls.crt and tls.key. Without it no handshake can be completed.',
  *find(input): Iterable<Found<CertificateFault>> {
    yield* certificateFaults(input, 'invalid-certificate-ref', 'InvalidCertificateRef', 'Secret');
  },
  ...certificateWords('certificate', 'Secret', 'TLS handshakes fail'),
});
