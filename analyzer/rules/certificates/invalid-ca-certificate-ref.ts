import type { Rule } from '../rule';
import { certificateRule } from './certificate-ref';

/** A ConfigMap of CA certificates that is not there or of no use. */
export const invalidCaCertificateRef: Rule<'invalid-ca-certificate-ref'> = certificateRule(
  'invalid-ca-certificate-ref',
  'InvalidCACertificateRef',
  'ConfigMap',
);
