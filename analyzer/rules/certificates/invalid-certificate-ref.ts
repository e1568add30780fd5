import type { Rule } from '../rule';
import { certificateRule } from './certificate-ref';

/** A certificate of a listener that is not there or of no use. */
export const invalidCertificateRef: Rule<'invalid-certificate-ref'> = certificateRule(
  'invalid-certificate-ref',
  'InvalidCertificateRef',
  'Secret',
);
