import type { BundleSet } from '../schemas';
import { type CrossFieldRule, EVER, experimental, quote, releases, rule } from './rule';

type Filter = Readonly<Record<string, unknown>> & { readonly type?: string };

/** Type and member of a filter belong together, in both directions. */
function typed(type: string, member: string, bundles: BundleSet): CrossFieldRule[] {
  return [
    rule(`filter-member-of-another-type`, bundles, (filter: Filter) =>
      filter[member] !== undefined && filter.type !== type
        ? {
            path: [member],
            message: `is set in a filter of type ${quote(filter.type ?? '')}`,
            fix: `write type: ${type}, or move ${member} to a filter of its own`,
          }
        : undefined,
    ),
    rule(`filter-member-missing`, bundles, (filter: Filter) =>
      filter[member] === undefined && filter.type === type
        ? { message: `has type ${type} without ${member}`, fix: `add ${member}, or write the type of what the filter has` }
        : undefined,
    ),
  ];
}

function once(type: string, bundles: BundleSet): CrossFieldRule {
  return rule('filter-repeated', bundles, (filters: readonly Filter[]) => {
    const [, second] = [...filters.keys()].filter((index) => filters[index]?.type === type);
    return second === undefined
      ? undefined
      : { path: [second], message: `is a second filter of type ${type}`, fix: 'merge it into the first one' };
  });
}

const EXTERNAL_AUTH = typed('ExternalAuth', 'externalAuth', experimental('1.4'));
const EXTENSION = typed('ExtensionRef', 'extensionRef', EVER);

/** Of a filter of a GRPCRoute. RULES §19. */
export const GRPC_FILTER = [
  ...typed('RequestHeaderModifier', 'requestHeaderModifier', EVER),
  ...typed('ResponseHeaderModifier', 'responseHeaderModifier', EVER),
  ...typed('RequestMirror', 'requestMirror', EVER),
  ...EXTENSION,
];

/** Of a filter of an HTTPRoute. RULES §19. */
export const HTTP_FILTER = [
  ...GRPC_FILTER,
  ...typed('RequestRedirect', 'requestRedirect', EVER),
  ...typed('URLRewrite', 'urlRewrite', EVER),
  ...typed('CORS', 'cors', experimental('1.3') | releases('1.5')),
  ...EXTERNAL_AUTH,
];

/** Of a filter of a listener. RULES-1.7 §19. */
export const LISTENER_FILTER = [...EXTERNAL_AUTH, ...EXTENSION];

/** Of a list of filters of a GRPCRoute. RULES §19. */
export const GRPC_FILTERS = [once('RequestHeaderModifier', EVER), once('ResponseHeaderModifier', EVER)];

/** Of a list of filters of an HTTPRoute. RULES §19. */
export const HTTP_FILTERS = [
  ...GRPC_FILTERS,
  once('RequestRedirect', EVER),
  once('URLRewrite', EVER),
  once('CORS', releases('1.5')),
  rule('redirect-with-rewrite', EVER, (filters: readonly Filter[]) =>
    filters.some(({ type }) => type === 'RequestRedirect') && filters.some(({ type }) => type === 'URLRewrite')
      ? {
          message: 'have a RequestRedirect and a URLRewrite, of which only one can answer',
          fix: 'remove one of the two; a redirect can change the path itself',
        }
      : undefined,
  ),
];

interface Mirror {
  readonly percent?: number;
  readonly fraction?: object;
}

/** Of `requestMirror`. RULES §19. */
export const MIRROR = [
  rule('mirror-share-twice', EVER, ({ percent, fraction }: Mirror) =>
    percent !== undefined && fraction !== undefined ? { message: 'has a percent and a fraction', fix: 'remove one of the two' } : undefined,
  ),
];

interface Fraction {
  readonly numerator?: number;
  readonly denominator?: number;
}

/** Of a share of requests. RULES §19. */
export const FRACTION = [
  rule('fraction-above-one', EVER, ({ numerator = 0, denominator = 100 }: Fraction) =>
    numerator > denominator
      ? { message: `is ${numerator} of ${denominator}, more than all requests`, fix: `write a numerator of at most ${denominator}` }
      : undefined,
  ),
];

interface PathModifier {
  readonly type?: string;
  readonly replaceFullPath?: string;
  readonly replacePrefixMatch?: string;
}

/** The type of a path modifier and its value belong together, in both directions. */
function modifier(type: 'ReplaceFullPath' | 'ReplacePrefixMatch', member: 'replaceFullPath' | 'replacePrefixMatch'): CrossFieldRule[] {
  return [
    rule('path-replacement-missing', EVER, (path: PathModifier) =>
      path.type === type && path[member] === undefined
        ? { message: `has type ${type} without ${member}`, fix: `add ${member}` }
        : undefined,
    ),
    rule('path-replacement-of-another-type', EVER, (path: PathModifier) =>
      path[member] !== undefined && path.type !== type
        ? { path: [member], message: `is set with type ${quote(path.type ?? '')}`, fix: `write type: ${type}, or remove ${member}` }
        : undefined,
    ),
  ];
}

/** Of `path` of a redirect or rewrite. RULES §19. */
export const PATH_MODIFIER = [...modifier('ReplaceFullPath', 'replaceFullPath'), ...modifier('ReplacePrefixMatch', 'replacePrefixMatch')];

/** `*` stands for everything, so that nothing else belongs beside it. */
function starAlone(bundles: BundleSet): CrossFieldRule[] {
  return [
    rule('star-with-others', bundles, (values: readonly string[]) =>
      values.includes('*') && values.length > 1
        ? { message: 'has "*" beside other values', fix: 'write "*" alone, or remove it' }
        : undefined,
    ),
  ];
}

/** Of the lists of a CORS filter. RULES §19. */
export const CORS = {
  allowMethods: starAlone(experimental('1.3') | releases('1.5')),
  allowHeaders: starAlone(releases('1.5')),
  allowOrigins: starAlone(experimental('1.4') | releases('1.5')),
} as const;

interface ExternalAuth {
  readonly protocol?: string;
  readonly grpc?: object;
  readonly http?: object;
}

/**
 * Of `externalAuth`: its protocol and what is said of it belong together, in both directions.
 * RULES-1.7 §19.
 */
export const AUTH = (['grpc', 'http'] as const).flatMap((member) => {
  const protocol = member.toUpperCase();
  return [
    rule('auth-protocol-missing', experimental('1.4'), (auth: ExternalAuth) =>
      auth.protocol === protocol && auth[member] === undefined
        ? { message: `has protocol ${protocol} without ${member}`, fix: `add ${member}, which may be empty: "${member}: {}"` }
        : undefined,
    ),
    rule('auth-of-another-protocol', experimental('1.4'), (auth: ExternalAuth) =>
      auth[member] !== undefined && auth.protocol !== protocol
        ? {
            path: [member],
            message: `is set with protocol ${quote(auth.protocol ?? '')}`,
            fix: `write protocol: ${protocol}, or remove ${member}`,
          }
        : undefined,
    ),
  ];
});
