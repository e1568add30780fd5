import { milliseconds } from './duration';
import { type CrossFieldRule, EVER, eachRule, experimental, quote, releases, repeats, rule, standard } from './rule';

interface Rule {
  readonly name?: string;
  readonly matches?: readonly { readonly path?: { readonly type?: string } }[];
  readonly filters?: readonly Filter[];
  readonly backendRefs?: readonly { readonly filters?: readonly Filter[] }[];
}

interface Filter {
  readonly requestRedirect?: { readonly path?: PathModifier };
  readonly urlRewrite?: { readonly path?: PathModifier };
}

interface PathModifier {
  readonly type?: string;
  readonly replacePrefixMatch?: string;
}

const MOST_MATCHES = 128;

const TOO_MANY_MATCHES = rule('matches-of-all-rules', EVER, (rules: readonly Rule[]) => {
  const total = rules.slice(0, 16).reduce((sum, { matches = [] }) => sum + matches.length, 0);
  return total > MOST_MATCHES
    ? { message: `have ${total} matches in all, more than ${MOST_MATCHES}`, fix: 'move some of the rules to a second route' }
    : undefined;
});

function namesRepeated(bundles: number): CrossFieldRule {
  return eachRule('rule-name-repeated', bundles, function* (rules: readonly Rule[]) {
    for (const [index, { name = '' }] of repeats(rules, (each) => each.name)) {
      yield { path: [index, 'name'], message: `is ${quote(name)}, as that of another rule is`, fix: 'rename one of the two' };
    }
  });
}

/** Of `spec.rules` of an HTTPRoute and a GRPCRoute. RULES §19, RULES-1.7 §19. */
export const RULES = [TOO_MANY_MATCHES, namesRepeated(experimental('1.3') | standard('1.7'))];

/** Of `spec.rules` of a route of streams, in its alphas alone. RULES §19. */
export const STREAM_RULES = [{ ...namesRepeated(experimental('1.3')), versions: ['v1alpha2'] }];

/** A replacement of the matched prefix needs one prefix to replace. */
function prefixReplacement(member: 'requestRedirect' | 'urlRewrite', called: string): CrossFieldRule {
  const replaces = (filters: readonly Filter[] = []) =>
    filters.filter((filter) => {
      const path = filter[member]?.path;
      return path?.type === 'ReplacePrefixMatch' && path.replacePrefixMatch !== undefined;
    }).length === 1;
  return rule('prefix-replaced-without-prefix', EVER, ({ matches = [], filters, backendRefs = [] }: Rule) => {
    if (!replaces(filters) && backendRefs.filter((ref) => replaces(ref.filters)).length !== 1) {
      return undefined;
    }
    if (matches.length === 1 && matches[0]?.path?.type === 'PathPrefix') {
      return undefined;
    }
    return {
      message: `replaces the matched prefix in a ${called} and has ${matches.length === 1 ? 'a match that is not a prefix' : `${matches.length} matches`}`,
      fix: 'write one match of type PathPrefix, and a rule of its own for each other match',
    };
  });
}

/** Of a rule of an HTTPRoute. RULES §19. */
export const HTTP_RULE = [
  rule('redirect-with-backends', EVER, ({ filters = [], backendRefs = [] }: Rule) =>
    backendRefs.length > 0 && filters.some(({ requestRedirect }) => requestRedirect !== undefined)
      ? {
          message: 'has a RequestRedirect and backendRefs, which no request reaches',
          fix: 'a redirect answers by itself: move backendRefs to another rule, or remove the redirect',
        }
      : undefined,
  ),
  prefixReplacement('requestRedirect', 'redirect'),
  prefixReplacement('urlRewrite', 'rewrite'),
];

interface PathMatch {
  readonly type?: string;
  readonly value?: string;
}

const PATH_LETTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;

function path(name: string, broken: (value: string) => boolean, message: string, fix: (value: string) => string): CrossFieldRule {
  return rule(name, EVER, ({ type, value = '' }: PathMatch) =>
    (type === 'Exact' || type === 'PathPrefix') && broken(value)
      ? { path: ['value'], message: `is ${quote(value)}, ${message}`, fix: fix(value) }
      : undefined,
  );
}

/** Of `path` of a match. RULES §19. */
export const PATH_MATCH = [
  path(
    'path-not-absolute',
    (value) => !value.startsWith('/'),
    'which does not begin with "/"',
    (value) => (value === '' ? 'write "/"' : `write ${quote(`/${value}`)}`),
  ),
  path(
    'path-with-empty-segment',
    (value) => value.includes('//'),
    'which has an empty segment',
    () => 'write "/" for "//"',
  ),
  ...['.', '..'].map((dots) =>
    path(
      'path-with-dots',
      (value) => value.includes(`/${dots}/`) || value.endsWith(`/${dots}`),
      `which has a segment ${quote(dots)}`,
      () => 'write the path that it leads to',
    ),
  ),
  path(
    'path-with-encoded-slash',
    (value) => /%2f/i.test(value),
    'which has an encoded "/"',
    () => 'write "/", or match by RegularExpression',
  ),
  path(
    'path-with-fragment',
    (value) => value.includes('#'),
    'which has a "#", and no request does',
    () => 'remove the fragment',
  ),
  path(
    'path-letters',
    // What other rules report is not reported again.
    (value) => value !== '' && !PATH_LETTERS.test(value.replaceAll('#', '/')),
    'which has characters that a path cannot have',
    () => 'encode them as %XX, or match by RegularExpression',
  ),
];

interface Timeouts {
  readonly request?: string;
  readonly backendRequest?: string;
}

/** Of `timeouts` of a rule. RULES §19. */
export const TIMEOUTS = [
  rule('backend-timeout-longer', EVER, ({ request, backendRequest }: Timeouts) => {
    const [whole, part] = [milliseconds(request), milliseconds(backendRequest)];
    return whole !== undefined && part !== undefined && whole !== 0 && part > whole
      ? {
          path: ['backendRequest'],
          message: `is ${backendRequest}, longer than the request of ${request} that it is a part of`,
          fix: `write at most ${request}, or a longer request`,
        }
      : undefined;
  }),
];

interface MethodMatch {
  readonly type?: string;
  readonly service?: string;
  readonly method?: string;
}

/** As RE2 folds case, so that the long s and the sign of Kelvin count as letters. */
const SERVICE = /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/iu;
const METHOD = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** Of `method` of a match of a GRPCRoute. RULES §19. */
export const METHOD_MATCH = [
  rule('method-match-empty', EVER, ({ service, method }: MethodMatch) =>
    service === undefined && method === undefined
      ? { message: 'names neither a service nor a method', fix: 'add service, method or both, or remove the match' }
      : undefined,
  ),
  rule('service-name-invalid', EVER, ({ type, service }: MethodMatch) =>
    type === 'Exact' && service !== undefined && !SERVICE.test(service)
      ? {
          path: ['service'],
          message: `is ${quote(service)}, which is not the name of a service`,
          fix: 'write it as in the protocol, such as shop.Cart',
        }
      : undefined,
  ),
  rule('method-name-invalid', EVER, ({ type, method }: MethodMatch) =>
    type === 'Exact' && method !== undefined && !METHOD.test(method)
      ? {
          path: ['method'],
          message: `is ${quote(method)}, which is not the name of a method`,
          fix: 'write it as in the protocol, such as GetCart',
        }
      : undefined,
  ),
];

const ADDRESS = /^(?:25[0-5]|2[0-4]\d|1?[1-9]?\d|10\d)(?:\.(?:25[0-5]|2[0-4]\d|1?[1-9]?\d|10\d)){3}$/;

/** Of `spec.hostnames` of a TLSRoute; that each is a name is what their pattern says. RULES §19. */
export const TLS_HOSTNAMES = [
  eachRule('hostname-is-an-address', releases('1.5'), function* (hostnames: readonly string[]) {
    for (const [index, hostname] of hostnames.entries()) {
      if (ADDRESS.test(hostname)) {
        yield { path: [index], message: `is ${hostname}, and clients name no address in TLS`, fix: 'write a DNS name, or use a TCPRoute' };
      }
    }
  }),
].map((each) => ({ ...each, versions: ['v1', 'v1alpha3'] }));
