import { formatRef } from '../model/object-ref';
import type { Target } from '../status/conditions/cause';
import { quoted } from '../text/words';
import type { Catalog } from './entry';

/** A reference to a certificate that is of no use. */
export interface Certificate {
  readonly target: Target;
  readonly fault: 'kind' | 'absent' | 'contents';
  readonly detail: string;
  /** Objects of a name that comes near. */
  readonly similar: readonly string[];
}

export interface CertificateParams {
  'invalid-ca-certificate-kind': { readonly target: Target };
  'invalid-ca-certificate-ref': Certificate;
  'invalid-certificate-ref': Certificate;
  'invalid-client-certificate-ref': Certificate;
  'no-valid-ca-certificate': { readonly listener: string; readonly gateway: string; readonly place: string };
}

function whole({ group, kind, namespace, name }: Target): string {
  const object = formatRef({ kind, namespace, name });
  return group === '' ? object : `${object} of group ${quoted(group)}`;
}

/** The three references differ in what they are called and in what they may name. */
function entry(
  what: string,
  holder: string,
  traffic: string,
): Omit<Catalog<CertificateParams>['invalid-certificate-ref'], 'title' | 'why'> {
  return {
    message: (subject, { target, fault, detail }) => {
      if (fault === 'kind') return `${subject} names ${whole(target)} as its ${what}; only a ${holder} holds one`;
      if (fault === 'absent') return `${subject} names ${whole(target)} as its ${what}, which does not exist`;
      return `${subject} finds no usable ${what} in ${whole(target)}: ${detail}`;
    },
    question: (subject, { target }) => `${subject} finds its ${what} in ${whole(target)}`,
    seen: ({ similar }) => similar.map((object) => `there is ${object}`),
    fix: ({ target, fault }) => {
      if (fault === 'contents') return `put a ${what} into ${formatRef(target)}`;
      return fault === 'kind'
        ? `keep the ${what} in a ${holder} and name that`
        : `name a ${holder} that exists, or add ${formatRef(target)}`;
    },
    traffic: (kind) => (kind === 'BackendTLSPolicy' ? 'requests to the backend get 5xx' : traffic),
  };
}

export const certificates: Catalog<CertificateParams> = {
  'invalid-ca-certificate-kind': {
    title: 'a CA certificate is looked for in an object of the wrong kind',
    why: 'Every controller reads CA certificates from a ConfigMap of the core group, key ca.crt. What else it reads is its own affair.',
    message: (subject, { target }) => `${subject} names ${whole(target)} as its CA certificate; only a ConfigMap holds one`,
    question: (subject, { target }) => `a controller lets ${subject} take CA certificates from ${whole(target)}`,
    fix: () => 'keep the CA certificate in a ConfigMap, under ca.crt, and name that',
    traffic: () => 'TLS handshakes fail',
  },
  'invalid-ca-certificate-ref': {
    title: 'a CA certificate is not there or of no use',
    why: 'Whom to trust stands in a ConfigMap, under ca.crt. Without a certificate to trust, nobody is trusted.',
    ...entry('CA certificate', 'ConfigMap', 'TLS handshakes fail'),
  },
  'invalid-certificate-ref': {
    title: 'a certificate of a listener is not there or of no use',
    why: 'A listener that terminates TLS needs a Secret with a certificate and the key that belongs to it, tls.crt and tls.key. Without it no handshake can be completed.',
    ...entry('certificate', 'Secret', 'TLS handshakes fail'),
  },
  'invalid-client-certificate-ref': {
    title: 'the certificate that a Gateway shows to backends is not there or of no use',
    why: 'A Gateway may show a certificate of its own to backends, from a Secret with tls.crt and tls.key. Backends that ask for one refuse a Gateway that has none.',
    ...entry('client certificate', 'Secret', 'backends that ask for a client certificate refuse the connection'),
  },
  'no-valid-ca-certificate': {
    title: 'a listener shall check clients, and has nothing to check them against',
    why: 'A Gateway may ask clients for certificates. Where none of its CA certificates is of use, it refuses the listeners concerned, those of its ListenerSets too.',
    message: (subject, { listener, gateway }) =>
      `${subject} has a listener ${quoted(listener)} that shall check clients, and ${gateway} has no usable CA certificate for it`,
    question: (_, { listener, gateway }) => `${gateway} has a usable CA certificate for listener ${quoted(listener)}`,
    fix: ({ gateway, place }) => `have the owner of ${gateway} name a ConfigMap with a certificate under ca.crt in ${place}`,
    traffic: () => 'TLS handshakes fail',
  },
};
