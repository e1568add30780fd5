import { contentsUnknown } from '../../model/generated/copies';
import type { Manifest } from '../../model/manifest';
import type { CertificateInspector } from './certificates';
import { ARMOUR } from './pem';

type Holder = Manifest<'Secret' | 'ConfigMap'>;

/** What is wrong with the contents of a Secret or ConfigMap; `Unknown` where controllers differ. */
export interface Flaw {
  readonly answer: 'False' | 'Unknown';
  readonly detail: string;
}

/** Looks into Secrets and ConfigMaps, into each once. */
export class Contents {
  private readonly pairs = new Map<Holder, Flaw | undefined>();
  private readonly bundles = new Map<Holder, Flaw | undefined>();

  constructor(private readonly inspector: CertificateInspector = ARMOUR) {}

  /**
   * What keeps a Secret from being a certificate with its key.
   *
   * @see Gateway API v1.6.1, apis/v1/gateway_types.go, ListenerTLSConfig.CertificateRefs;
   * conformance, gateway-invalid-tls-configuration
   */
  pair(secret: Manifest<'Secret'>): Flaw | undefined {
    return once(this.pairs, secret, () => {
      const unknown = contentsUnknown(secret.object);
      if (unknown !== undefined) {
        return { answer: 'Unknown', detail: unknown };
      }
      const { type = 'Opaque' } = secret.object;
      if (type !== TLS && type !== 'Opaque') {
        return { answer: 'False', detail: `is of type ${type}, not ${TLS}` };
      }
      const [certificate, key] = [read(secret, 'tls.crt'), read(secret, 'tls.key')];
      if (certificate === undefined || certificate === '') {
        return { answer: 'False', detail: 'has no tls.crt' };
      }
      if (key === undefined || key === '') {
        return { answer: 'False', detail: 'has no tls.key' };
      }
      const wrong = this.inspector.pair(certificate, key);
      if (wrong !== undefined) {
        return { answer: 'False', detail: wrong };
      }
      return type === TLS ? undefined : { answer: 'Unknown', detail: `is of type ${type}, and controllers differ on taking it for ${TLS}` };
    });
  }

  /**
   * What keeps a ConfigMap or Secret from being a bundle of certificates to trust.
   *
   * @see Gateway API v1.6.1, apis/v1/gateway_types.go, FrontendTLSValidation.CACertificateRefs
   */
  authorities(holder: Holder): Flaw | undefined {
    return once(this.bundles, holder, () => {
      const unknown = contentsUnknown(holder.object);
      if (unknown !== undefined) {
        return { answer: 'Unknown', detail: unknown };
      }
      const bundle = read(holder, 'ca.crt');
      if (bundle === undefined || bundle === '') {
        return { answer: 'False', detail: `has ${bundle === '' ? 'an empty' : 'no'} ca.crt` };
      }
      const wrong = this.inspector.authorities(bundle);
      return wrong === undefined ? undefined : { answer: 'False', detail: wrong };
    });
  }
}

const TLS = 'kubernetes.io/tls';

function once<T>(known: Map<Holder, T>, holder: Holder, look: () => T): T {
  if (!known.has(holder)) {
    known.set(holder, look());
  }
  return known.get(holder) as T;
}

/** A key of a Secret or ConfigMap as text; empty where it is not Base64. */
function read({ model, object }: Holder, key: string): string | undefined {
  const plain = model === 'Secret' ? (object as { stringData?: Record<string, string> }).stringData : object.data;
  const encoded = model === 'Secret' ? object.data : (object as { binaryData?: Record<string, string> }).binaryData;
  if (plain !== undefined && Object.hasOwn(plain, key)) {
    return plain[key];
  }
  return encoded !== undefined && Object.hasOwn(encoded, key) ? decoded(encoded[key] as string) : undefined;
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}
