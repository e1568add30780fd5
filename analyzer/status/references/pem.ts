import type { CertificateInspector } from './certificates';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/;
const KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s[\s\S]+-----END (?:[A-Z]+ )?PRIVATE KEY-----/;

/** Tells PEM by its armour alone. */
export const ARMOUR: CertificateInspector = {
  pair(certificate, key) {
    if (!CERTIFICATE.test(certificate)) return 'has no PEM certificate in tls.crt';
    return KEY.test(key) ? undefined : 'has no PEM private key in tls.key';
  },
  authorities(bundle) {
    return CERTIFICATE.test(bundle) ? undefined : 'has no PEM certificate in ca.crt';
  },
};
