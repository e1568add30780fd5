import { defineRule, type Found } from '../rule';
import { type CertificateFault, certificateFaults, certificateWords } from './certificate-ref';

/** A client certificate to present to backends that is missing or invalid. */
export const invalidClientCertificateRef = defineRule('invalid-client-certificate-ref', {
  reads: ['Secret'],
  title: 'the client certificate of a Gateway is missing or invalid',
  why: 'A Gateway can present a client certificate to backends, from a Secret with tls.crt and tls.key. Backends that require one refuse a Gateway without it.',
  *find(input): Iterable<Found<CertificateFault>> {
    yield* certificateFaults(input, 'invalid-client-certificate-ref', 'InvalidClientCertificateRef', 'Secret');
  },
  ...certificateWords('client certificate', 'Secret', 'backends that ask for a client certificate refuse the connection'),
});
