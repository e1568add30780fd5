import type { CertificateInspector } from './certificates';

const CERTIFICATE = 'CERTIFICATE';
const BEGIN = '-----BEGIN ';
const DASHES = '-----';
const LABEL = /^(?:[A-Z]+ )?PRIVATE KEY$/;
const BASE64 = /^[A-Za-z0-9+/=\s]+$/;

/** Tells PEM by its armour alone. */
export const ARMOUR: CertificateInspector = {
  pair(certificate, key) {
    if (!holdsCertificate(certificate)) {
      return 'has no PEM certificate in tls.crt';
    }
    return holdsKey(key) ? undefined : 'has no PEM private key in tls.key';
  },
  authorities(bundle) {
    return holdsCertificate(bundle) ? undefined : 'has no PEM certificate in ca.crt';
  },
};

function holdsCertificate(text: string): boolean {
  for (const { label, body } of armoured(text)) {
    if (label === CERTIFICATE && BASE64.test(body)) {
      return true;
    }
  }
  return false;
}

function holdsKey(text: string): boolean {
  for (const { label } of armoured(text)) {
    if (LABEL.test(label)) {
      return true;
    }
  }
  return false;
}

/**
 * What stands between a BEGIN and the END of the same label, if nothing else begins between them.
 */
function* armoured(text: string): Generator<{ readonly label: string; readonly body: string }> {
  for (const part of text.split(BEGIN).slice(1)) {
    const label = part.slice(0, part.indexOf(DASHES));
    const start = label.length + DASHES.length;
    const end = part.indexOf(`${DASHES}END ${label}${DASHES}`, start);
    const body = part.slice(start, Math.max(start, end));
    if (body.trim() !== '' && /^\s/.test(body)) {
      yield { label, body };
    }
  }
}
