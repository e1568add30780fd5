import { any, type Check, instanceWith, listOf, map, objectOf } from '../../checks/shape';
import { isPlain } from '../../checks/shown';
import { count, distinct, dnsSubdomain, integer, kindName, oneOf, optional, refuse } from '../../checks/validate';
import { headerValue, httpName } from '../../checks/validate-http';
import type { Backend } from '../backend';
import { backendRef, refuseBackend } from '../backend-ref';
import { undefinedIfEmpty } from '../route-rules';

/**
 * What is done to the headers of a request or an answer (HTTPHeaderFilter): at most 16 each, named
 * without regard to case.
 */
export interface HeaderModifier {
  /**
   * Headers that get this value, whatever they had.
   *
   * @default - none
   */
  readonly set?: Readonly<Record<string, string>>;

  /**
   * Headers that get this value beside those that they have.
   *
   * @default - none
   */
  readonly add?: Readonly<Record<string, string>>;

  /**
   * Headers that are removed.
   *
   * @default - none
   */
  readonly remove?: readonly string[];
}

/** Which share of the requests is mirrored: `percent` or `fraction`, not both. */
export interface MirrorOptions {
  /**
   * Which port of the backend.
   *
   * @default - the backend's `port`
   */
  readonly port?: number;

  /**
   * Percentage of the requests, from 0 to 100.
   *
   * @default - every request
   */
  readonly percent?: number;

  /**
   * Fraction of the requests.
   *
   * @default - every request
   */
  readonly fraction?: Fraction;
}

/** A part of a whole. */
export interface Fraction {
  /** How many, at most the denominator. */
  readonly numerator: number;

  /**
   * Out of how many.
   *
   * @default 100
   */
  readonly denominator?: number;
}

/** An object in the route's own namespace that only some controllers know. */
export interface LocalObject {
  /** API group, such as `configuration.konghq.com`; empty for the core group. */
  readonly group: string;

  /** Kind, such as `KongPlugin`. */
  readonly kind: string;

  /** Name of the object. */
  readonly name: string;
}

interface Header {
  readonly name: string;
  readonly value: string;
}

const HEADER_MODIFIER = objectOf<HeaderModifier>({ set: map, add: map, remove: listOf() }, "headers such as { set: { 'x-from': 'edge' } }");
const FRACTION = objectOf<Fraction>({ numerator: any, denominator: any }, 'a fraction such as { numerator: 1, denominator: 3 }');
const MIRROR_OPTIONS = objectOf<MirrorOptions>({ port: any, percent: any, fraction: FRACTION }, 'options such as { percent: 5 }');
const LOCAL_OBJECT = objectOf<LocalObject>({ group: any, kind: any, name: any }, 'an object { group, kind, name }', {
  namespace: 'the object lies in the namespace of the route; leave namespace out',
});

/** Headers as the API lists them, in the order of their names, since theirs has no meaning. */
export function headerModifier(prop: string, modifier: HeaderModifier) {
  HEADER_MODIFIER(prop, modifier);
  const { set = {}, add = {}, remove = [] } = modifier;
  if (Object.keys(set).length + Object.keys(add).length + remove.length === 0) {
    throw new Error(`${prop} names no header: give set, add or remove`);
  }
  headerNames(`${prop}.remove`, remove);
  return { set: headers(`${prop}.set`, set), add: headers(`${prop}.add`, add), remove: undefinedIfEmpty([...remove].sort()) };
}

function headers(prop: string, values: Readonly<Record<string, string>>): readonly Header[] | undefined {
  headerNames(prop, Object.keys(values));
  const list = Object.entries(values).map(([name, value]) => ({ name, value: headerValue(`${prop}[${JSON.stringify(name)}]`, value) }));
  return undefinedIfEmpty(list.sort((one, other) => (one.name < other.name ? -1 : 1)));
}

function headerNames(prop: string, names: readonly string[]): void {
  for (const name of names) {
    httpName(`a name in ${prop}`, name);
  }
  count(prop, names, 16);
  distinct(prop, names, (name) => name.toLowerCase(), 'the names of headers differ by more than case');
}

interface Mirror {
  readonly backendRef: ReturnType<typeof backendRef>;
  readonly percent: number | undefined;
  readonly fraction: Fraction | undefined;
}

/** What mirrors to a backend; checked at once, rendered where the route's namespace is known. */
export function mirror(backend: Backend, options: MirrorOptions): (at: string, namespace: string) => Mirror {
  refuseBackend('requestMirror', backend);
  MIRROR_OPTIONS('requestMirror', options);
  const { port, percent, fraction } = options;
  if (percent !== undefined && fraction !== undefined) {
    throw new Error('requestMirror.percent and requestMirror.fraction are both given: a mirror takes one of them');
  }
  optional(percent, (it) => integer('requestMirror.percent', it, 0, 100));
  if (fraction !== undefined) {
    const denominator = integer('requestMirror.fraction.denominator', fraction.denominator ?? 100, 1, 2 ** 31 - 1);
    integer('requestMirror.fraction.numerator', fraction.numerator, 0, denominator);
  }
  const chosen = { backend, ...(port !== undefined && { port }) };
  backendRef('requestMirror', chosen, '');
  return (at, namespace) => ({ backendRef: backendRef(at, chosen, namespace), percent, fraction });
}

/** A reference to an object in the route's namespace. */
export function localObject(prop: string, object: LocalObject): LocalObject {
  LOCAL_OBJECT(prop, object);
  const { group, kind, name } = object;
  if (group !== '') {
    dnsSubdomain(`${prop}.group`, group);
  }
  return { group, kind: kindName(`${prop}.kind`, kind), name: dnsSubdomain(`${prop}.name`, name) };
}

/** The filters that a GRPCRoute has. */
const OF_GRPC = ['ExtensionRef', 'RequestHeaderModifier', 'RequestMirror', 'ResponseHeaderModifier'];

const REPEATABLE = ['ExtensionRef', 'ExternalAuth', 'RequestMirror'];

/**
 * Refuses filters that the API does not take together, in one rule or on one backend.
 *
 * @throws if there are more than 16, or one is repeated that may be used once
 */
export function refuseFilterClashes(prop: string, filters: readonly { readonly type: string }[]): void {
  count(prop, filters, 16);
  const once = filters.filter(({ type }) => !REPEATABLE.includes(type));
  distinct(prop, once, ({ type }) => type, 'a filter of this type may be used once');
  if (['RequestRedirect', 'URLRewrite'].every((type) => filters.some((filter) => filter.type === type))) {
    refuse(prop, ['RequestRedirect', 'URLRewrite'], 'a request is redirected or rewritten, not both');
  }
}

/** How filters of the API are made here, if not by their type in lower camel case. */
const METHODS: Readonly<Record<string, string>> = { CORS: 'cors', ExternalAuth: 'externalAuthOverHttp', URLRewrite: 'urlRewrite' };

/**
 * A filter, in place of which the API's own object is soon written.
 *
 * @param type the class of the filters
 */
export function apiFilter(type: 'GrpcRouteFilter' | 'HttpRouteFilter'): Check {
  const made = instanceWith('_render', (value) => {
    const name = isPlain(value) && typeof value.type === 'string' ? value.type : 'RequestHeaderModifier';
    return `write ${type}.${METHODS[name] ?? name.charAt(0).toLowerCase() + name.slice(1)}({ … })`;
  });
  return (at, value) => {
    made(at, value);
    if (type === 'GrpcRouteFilter') {
      oneOf(`${at}.type`, (value as { readonly type: string }).type, OF_GRPC);
    }
  };
}
