import type { BundleSet } from '../schemas';
import { milliseconds } from './duration';
import { type CrossFieldRule, EVER, experimental, quote, releases, rule, standard } from './rule';

interface Validation {
  readonly caCertificateRefs?: readonly unknown[];
  readonly wellKnownCACertificates?: string;
}

const TWO_ROOTS = {
  message: 'has caCertificateRefs and wellKnownCACertificates',
  fix: 'remove one of the two',
} as const;
const NO_ROOTS = {
  message: 'trusts no certificate',
  fix: 'add caCertificateRefs, or wellKnownCACertificates: System',
} as const;

function before17(bundles: BundleSet): CrossFieldRule[] {
  return [
    rule('trust-twice', bundles, ({ caCertificateRefs = [], wellKnownCACertificates = '' }: Validation) =>
      caCertificateRefs.length > 0 && wellKnownCACertificates !== '' ? TWO_ROOTS : undefined,
    ),
    rule('trust-missing', bundles, ({ caCertificateRefs = [], wellKnownCACertificates = '' }: Validation) =>
      caCertificateRefs.length === 0 && wellKnownCACertificates === '' ? NO_ROOTS : undefined,
    ),
  ];
}

/**
 * Of `validation` of a BackendTLSPolicy and an XBackend. RULES §19, RULES-1.7 §19: the experimental
 * channel looks at what is written.
 */
export const VALIDATION = [
  ...before17(standard('1.3') | experimental('1.3', '1.6')),
  rule('trust-twice', experimental('1.7'), ({ caCertificateRefs, wellKnownCACertificates }: Validation) =>
    caCertificateRefs !== undefined && wellKnownCACertificates !== undefined ? TWO_ROOTS : undefined,
  ),
  rule('trust-missing', experimental('1.7'), ({ caCertificateRefs, wellKnownCACertificates }: Validation) =>
    caCertificateRefs === undefined && wellKnownCACertificates === undefined ? NO_ROOTS : undefined,
  ),
];

interface SubjectAltName {
  readonly type?: string;
  readonly hostname?: string;
  readonly uri?: string;
}

/** Of an item of `subjectAltNames`. RULES §19. */
export const SUBJECT_ALT_NAME = (
  [
    ['Hostname', 'hostname'],
    ['URI', 'uri'],
  ] as const
).flatMap(([type, member]) => [
  rule('alt-name-missing', EVER, (name: SubjectAltName) =>
    name.type === type && !name[member] ? { message: `has type ${type} without ${member}`, fix: `add ${member}` } : undefined,
  ),
  rule('alt-name-of-another-type', EVER, (name: SubjectAltName) =>
    name.type !== type && name[member]
      ? { path: [member], message: `is set with type ${quote(name.type ?? '')}`, fix: `write type: ${type}, or remove ${member}` }
      : undefined,
  ),
]);

interface Session {
  readonly type?: string;
  readonly absoluteTimeout?: string;
  readonly cookieConfig?: { readonly lifetimeType?: string };
  readonly cookie?: { readonly lifetimeType?: string };
  readonly header?: object;
}

const NO_END = {
  message: 'has a permanent cookie without an absoluteTimeout',
  fix: 'add absoluteTimeout, or write lifetimeType: Session',
} as const;

/** Of `sessionPersistence`, in its two shapes. RULES §19, RULES-1.7 §19. */
export const SESSION = [
  rule('permanent-cookie-without-timeout', experimental('1.3', '1.6'), ({ cookieConfig, absoluteTimeout }: Session) =>
    cookieConfig?.lifetimeType === 'Permanent' && absoluteTimeout === undefined ? NO_END : undefined,
  ),
  rule('cookie-config-of-another-type', experimental('1.5', '1.6'), ({ cookieConfig, type = '' }: Session) =>
    cookieConfig !== undefined && type !== 'Cookie'
      ? { path: ['cookieConfig'], message: `is set with type ${quote(type)}`, fix: 'write type: Cookie, or remove cookieConfig' }
      : undefined,
  ),
  rule('permanent-cookie-without-timeout', experimental('1.7'), ({ cookie, absoluteTimeout }: Session) =>
    cookie?.lifetimeType === 'Permanent' && absoluteTimeout === undefined ? NO_END : undefined,
  ),
  ...(
    [
      ['Cookie', 'cookie'],
      ['Header', 'header'],
    ] as const
  ).flatMap(([type, member]) => [
    rule('session-member-of-another-type', experimental('1.7'), (session: Session) =>
      session[member] !== undefined && session.type !== type
        ? { path: [member], message: `is set with type ${quote(session.type ?? '')}`, fix: `write type: ${type}, or remove ${member}` }
        : undefined,
    ),
    rule('session-member-missing', experimental('1.7'), (session: Session) =>
      session.type === type && session[member] === undefined
        ? { message: `has type ${type} without ${member}`, fix: type === 'Cookie' ? 'add "cookie: {}"' : 'add header with its name' }
        : undefined,
    ),
  ]),
];

const HOUR = 3_600_000;

/** Of `interval` of a retry budget. */
export const BUDGET_INTERVAL = [
  rule('budget-interval', releases('1.3'), (interval: string) => {
    const length = milliseconds(interval);
    return length !== undefined && (length < 1_000 || length > HOUR)
      ? { message: `is ${interval}, not from one second to one hour`, fix: 'write 1s to 1h' }
      : undefined;
  }),
];

/** Of `interval` of a rate of retries. */
export const RATE_INTERVAL = [
  rule('rate-interval', releases('1.3'), (interval: string) => {
    const length = milliseconds(interval);
    return length !== undefined && (length === 0 || length > HOUR)
      ? { message: `is ${interval}, not above zero and at most one hour`, fix: 'write 1ms to 1h' }
      : undefined;
  }),
];
