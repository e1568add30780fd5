import type { Rule } from '../rule';
import { certificateRule } from './certificate-ref';

/** A certificate to show to backends that is not there or of no use. */
export const invalidClientCertificateRef: Rule<'invalid-client-certificate-ref'> = certificateRule(
  'invalid-client-certificate-ref',
  'InvalidClientCertificateRef',
  'Secret',
);
