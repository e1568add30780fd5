import { certificateRule } from './certificate-ref';
import type { Rule } from './rule';

/** A certificate of a listener that is not there or of no use. */
export const invalidCertificateRef: Rule<'invalid-certificate-ref'> = certificateRule(
  'invalid-certificate-ref',
  'InvalidCertificateRef',
  'Secret',
);
