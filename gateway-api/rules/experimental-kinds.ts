import { type CrossFieldRule, EVER, eachRule, experimental, quote, rule } from './rule';

type Fields = Readonly<Record<string, unknown>>;

/** A member that is needed with one value of a field, and with no other. */
function exactlyWith(field: string, value: string, member: string): CrossFieldRule {
  return rule('member-by-type', EVER, (fields: Fields) => {
    const needed = fields[field] === value;
    if (needed === (fields[member] !== undefined)) {
      return undefined;
    }
    return needed
      ? { message: `has ${field} ${value} without ${member}`, fix: `add ${member}` }
      : {
          path: [member],
          message: `is set, which only belongs to ${field} ${value}`,
          fix: `remove ${member}, or write ${field}: ${value}`,
        };
  });
}

/** A member that only belongs to one value of a field. */
function onlyWith(field: string, value: string, member: string): CrossFieldRule {
  return rule('member-by-type', EVER, (fields: Fields) =>
    fields[member] !== undefined && fields[field] !== value
      ? { path: [member], message: `is set, which only belongs to ${field} ${value}`, fix: `remove ${member}, or write ${field}: ${value}` }
      : undefined,
  );
}

interface Backend {
  readonly protocol?: string;
  readonly tls?: { readonly mode?: string };
}

function tlsBy(protocol: string, encrypted: boolean, fix: string): CrossFieldRule {
  return rule('backend-protocol-and-tls', experimental('1.7'), (backend: Backend) => {
    const hasTls = backend.tls !== undefined && backend.tls.mode !== 'None';
    return backend.protocol === protocol && hasTls !== encrypted
      ? { message: `speaks ${protocol} ${encrypted ? 'without' : 'with'} TLS`, fix }
      : undefined;
  });
}

/** Of `spec` of an XBackend. RULES-1.7 §19. */
export const BACKEND = [
  exactlyWith('type', 'ExternalHostname', 'externalHostname'),
  { ...exactlyWith('type', 'EndpointSelector', 'endpointSelector'), bundles: experimental('1.7') },
  { ...onlyWith('type', 'EndpointSelector', 'sessionPersistence'), bundles: experimental('1.7') },
  tlsBy('H2C', false, 'write protocol: HTTP2, or tls with mode: None'),
  tlsBy('HTTP2', true, 'write protocol: H2C, or tls with another mode than None'),
  tlsBy('WSS', true, 'write protocol: WS, or tls with another mode than None'),
];

/** Of `spec.tls` of an XBackend. RULES-1.7 §19. */
export const BACKEND_TLS = [
  exactlyWith('mode', 'ClientAndServer', 'clientCertificateRef'),
  rule('backend-tls-validation', experimental('1.7'), ({ mode, validation }: Fields) => {
    if ((mode === 'None') === (validation === undefined)) {
      return undefined;
    }
    return mode === 'None'
      ? { path: ['validation'], message: 'is set with mode None', fix: 'remove validation, or write another mode' }
      : { message: `has mode ${quote(String(mode))} without validation`, fix: 'add validation, or write mode: None' };
  }),
];

/** Of `hostname` of an XBackend outside the cluster. RULES-1.7 §19. */
export const EXTERNAL_HOSTNAME = [
  rule('cluster-local-host', EVER, (hostname: string) =>
    hostname.endsWith('.cluster.local')
      ? { message: `is ${quote(hostname)}, which is inside the cluster`, fix: 'refer to the Service itself, or write an external host' }
      : undefined,
  ),
];

/**
 * Of `name` of a port of an XBackend. The expression of the CRD compares the answer of a check with
 * null, which it never is: valid names are refused, too.
 */
export const PORT_NAME = [
  rule('port-name', experimental('1.6', '1.6'), (name: string) =>
    name === '' ? undefined : { message: `is ${quote(name)}, and the CRD of Gateway API 1.6 refuses every name`, fix: 'remove name' },
  ),
];

const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Whether a text can be the key of a label. */
export function isQualifiedName(key: string): boolean {
  const [last = '', prefix, ...more] = key.split('/').reverse();
  if (more.length > 0 || last.length > 63 || !PART.test(last)) {
    return false;
  }
  return prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix));
}

/** Of `matchLabels` of an XBackend. RULES-1.7 §19. */
export const MATCH_LABELS = [
  eachRule('match-label-key', experimental('1.7'), function* (labels: Readonly<Record<string, string>>) {
    for (const key of Object.keys(labels)) {
      if (!isQualifiedName(key)) {
        yield { path: [key], message: 'is not a key that a label can have', fix: 'write the key as it stands on the pods' };
      }
    }
  }),
];

/** Of `spec` of an XTelemetryPolicy. RULES-1.7 §19. */
export const TELEMETRY = [
  rule('telemetry-empty', EVER, ({ tracing }: Fields) =>
    tracing === undefined ? { message: 'has no tracing, which is all that there is to set', fix: 'add tracing' } : undefined,
  ),
];

/** Of `spec.tracing` of an XTelemetryPolicy. RULES-1.7 §19. */
export const TRACING = [
  exactlyWith('mode', 'Enabled', 'provider'),
  ...['samplingRate', 'parentBasedSampling', 'serviceName', 'spanName', 'attributes'].map((member) => onlyWith('mode', 'Enabled', member)),
];

/** Of `parentBasedSampling` of an XTelemetryPolicy. RULES-1.7 §19. */
export const PARENT_BASED_SAMPLING = [onlyWith('mode', 'Enabled', 'samplingRate')];

/** Of an item of `attributes` of an XTelemetryPolicy. RULES-1.7 §19. */
export const ATTRIBUTE = [
  exactlyWith('sourceType', 'Header', 'headerName'),
  exactlyWith('sourceType', 'Literal', 'literalValue'),
  exactlyWith('sourceType', 'Attribute', 'attributeKey'),
];
