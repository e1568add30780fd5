import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateInspector } from '../../analyzer';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** What `read` makes of a text, or nothing where it cannot be read. */
function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Looks into certificates as a controller does before it hands them to a proxy: whether they can be
 * read, and whether the key belongs to the certificate. Dates do not matter: no condition tells of
 * a certificate that has expired, and the answer would change with the day.
 */
export const certificates: CertificateInspector = {
  pair(certificate, key) {
    const leaf = attempt(() => new X509Certificate(certificate));
    if (leaf === undefined) {
      return 'tls.crt holds no certificate that can be read';
    }
    const secret: KeyObject | undefined = attempt(() => createPrivateKey(key));
    if (secret === undefined) {
      return 'tls.key holds no private key that can be read without a password';
    }
    return leaf.checkPrivateKey(secret) ? undefined : 'tls.key is not the private key of the first certificate in tls.crt';
  },
  authorities(bundle) {
    const readable = (bundle.match(CERTIFICATE) ?? []).filter((block) => attempt(() => new X509Certificate(block)) !== undefined);
    return readable.length === 0 ? 'no certificate that can be read is in it' : undefined;
  },
};
