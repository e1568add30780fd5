/**
 * Looks into PEM; given from outside, as it takes more than this floor may import. Each answers
 * what is wrong, or `undefined`.
 */
export interface CertificateInspector {
  /** A certificate chain and the private key that belongs to it. */
  pair(certificate: string, key: string): string | undefined;
  /** One certificate or more to trust. */
  authorities(bundle: string): string | undefined;
}
