import { EVER, eachRule, experimental, quote, releases, repeats, rule } from './rule';

interface Address {
  readonly type?: string;
  readonly value?: string;
}

const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEY = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const OCTETS = /^\d+(?:\.\d+){3}$/;

/** An address as the API server reads it, which takes leading zeros. */
function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
  return OCTETS.test(text) && text.split('.').every((octet) => Number(octet) <= 255);
}

function isIpv6(text: string): boolean {
  const last = text.slice(text.lastIndexOf(':') + 1);
  const embedded = last.includes('.');
  if (embedded && !isIpv4(last)) {
    return false;
  }
  const plain = embedded ? `${text.slice(0, -last.length)}0:0` : text;
  const halves = plain.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !plain.includes(':') || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) {
    return false;
  }
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

/** Of `spec.addresses` of a Gateway. RULES §19. */
export const ADDRESSES = [
  eachRule('address-repeated', EVER, function* (addresses: readonly Address[]) {
    const unique = ({ type, value }: Address) =>
      value !== undefined && (type === 'IPAddress' || type === 'Hostname') ? [type, value] : undefined;
    for (const [index, { value = '' }] of repeats(addresses, unique)) {
      yield { path: [index, 'value'], message: `is ${quote(value)}, which is in the list already`, fix: 'remove one of the two' };
    }
  }),
];

/** Of an item of `spec.addresses` of a Gateway. RULES §19. */
export const ADDRESS = [
  rule('address-without-value', releases('1.3', '1.3'), ({ type, value }: Address) =>
    value === undefined && (type === 'IPAddress' || type === 'Hostname')
      ? { message: 'has no value, which Gateway API 1.3 cannot read', fix: 'add the value, or remove the address' }
      : undefined,
  ),
  rule('address-not-an-ip', EVER, ({ type, value }: Address) =>
    type === 'IPAddress' && value !== undefined && !isIpAddress(value)
      ? {
          path: ['value'],
          message: `is ${quote(value)}, which is not an IP address`,
          fix: 'write an IPv4 or IPv6 address, or type: Hostname',
        }
      : undefined,
  ),
  rule('address-not-a-host', EVER, ({ type, value }: Address) =>
    type === 'Hostname' && value !== undefined && !HOST.test(value)
      ? {
          path: ['value'],
          message: `is ${quote(value)}, which is not a host`,
          fix: 'write a DNS name in lower case, such as gateway.example.com',
        }
      : undefined,
  ),
];

/** Of `routability` of an address. RULES-1.7 §19. */
export const ROUTABILITY = [
  rule('routability-unknown', experimental('1.7'), (routability: string) => {
    const [prefix = ''] = routability.split('/');
    const prefixed = /^[^/\n]*\/.+$/.test(routability) && prefix.length <= 253 && SUBDOMAIN.test(prefix);
    const reserved = prefix === 'k8s.io' || prefix.endsWith('.k8s.io');
    return routability === '' || routability === 'Cluster' || (prefixed && !reserved)
      ? undefined
      : {
          message: `is ${quote(routability)}, which is neither Cluster nor a value of an implementation`,
          fix: 'write Cluster, or the value with the domain of the implementation, such as example.com/internal',
        };
  }),
];

/** Of `labels` and `annotations` of `spec.infrastructure`. RULES §19. */
export const INFRASTRUCTURE_KEYS = [
  eachRule('infrastructure-key', EVER, function* (entries: Readonly<Record<string, string>>) {
    for (const key of Object.keys(entries)) {
      if (!KEY.test(key) || [...(key.split('/')[0] ?? '')].length >= 253) {
        yield {
          path: [key],
          message: 'is not a key that an object can have',
          fix: 'write a name of at most 63 letters, digits, "-", "_" and ".", if needed after a DNS name and "/"',
        };
      }
    }
  }),
];

interface CertificateRef {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
}

/** Of `caCertificateRefs` of a Gateway. RULES-1.7 §19. */
export const FRONTEND_CA = [
  eachRule('trust-bundle-with-namespace', experimental('1.7'), function* (refs: readonly CertificateRef[]) {
    for (const [index, { group, kind, namespace }] of refs.entries()) {
      if (group === 'certificates.k8s.io' && kind === 'ClusterTrustBundle' && namespace !== undefined) {
        yield {
          path: [index, 'namespace'],
          message: 'is set for a ClusterTrustBundle, which is in no namespace',
          fix: 'remove namespace',
        };
      }
    }
  }),
];
