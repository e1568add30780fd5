import { defineRule, type Found } from '../rule';
import { type CertificateFault, certificateFaults, certificateWords } from './certificate-ref';

/** A certificate to show to backends that is not there or of no use. */
export const invalidClientCertificateRef = defineRule('invalid-client-certificate-ref', {
  reads: ['Secret'],
  title: 'the certificate that a Gateway shows to backends is not there or of no use',
  why: 'A Gateway may show a certificate of its own to backends, from a Secret with tls.crt and tls.key. Backends that ask for one refuse a Gateway that has none.',
  *find(input): Iterable<Found<CertificateFault>> {
    yield* certificateFaults(input, 'invalid-client-certificate-ref', 'InvalidClientCertificateRef', 'Secret');
  },
  ...certificateWords('client certificate', 'Secret', 'backends that ask for a client certificate refuse the connection'),
});
