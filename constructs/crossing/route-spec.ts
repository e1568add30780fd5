import type { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { any, type Check, type Hints, listOf, objectOf } from '../checks/shape';
import { pathPrefix } from '../checks/validate-http';
import type { AdmissionOptions } from '../gateways/admission-options';
import type { AdmittingListener } from '../gateways/admitting-listener';
import type { RouteBackend, WeightedBackend } from '../routes/backend-ref';
import { GRPC_RULE, GrpcRoute, type GrpcRouteProps, type GrpcRouteRule } from '../routes/grpc-route';
import { HttpRoute, type HttpRouteProps } from '../routes/http-route';
import { HTTP_RULE, type HttpRouteRule } from '../routes/http-route-rule';
import { KONG_HTTP } from '../routes/kong';
import { type GrpcMethod, GrpcMethodMatch } from '../routes/matches/grpc-method-match';
import { HttpPathMatch } from '../routes/matches/http-path-match';
import { type GrantOptions, ROUTE_HINTS, ROUTE_PROPS, type Route } from '../routes/route';
import { STREAM_HINTS, STREAM_SHAPE } from '../routes/stream-route';
import { TcpRoute, type TcpRouteProps } from '../routes/tcp-route';
import { TlsRoute, type TlsRouteProps } from '../routes/tls-route';
import { UdpRoute, type UdpRouteProps } from '../routes/udp-route';

/** What a crossing knows of its route: where it is, what it leads from and to, and who consents. */
export interface RouteEnds {
  readonly name: string;
  readonly namespace: string;
  readonly parents: readonly AdmittingListener[];
  readonly backends: readonly (WeightedBackend | RouteBackend)[];
  readonly admission?: AdmissionOptions | false;
  readonly grants?: GrantOptions | false;
}

/**
 * A route without its ends, as `http`, `grpc`, `tls`, `tcp` and `udp` make it for a
 * `CrossNamespaceRoute`.
 */
export interface RouteSpec {
  /** Kind of the route. */
  readonly kind: RouteKind;

  /**
   * Whether a rule sends to the backends of the crossing.
   *
   * @internal
   */
  readonly sends: boolean;

  /** @internal */
  readonly make: (scope: Construct, id: string, ends: RouteEnds) => Route;
}

/**
 * What an HTTPRoute of a crossing does. With one rule, as most have, the parts of the rule are
 * here.
 */
export interface HttpSpec extends Omit<HttpRouteProps, keyof RouteEnds | 'rules'>, Omit<HttpRouteRule, 'backends' | 'name'> {
  /**
   * Take requests whose path has this prefix: an absolute path such as `/echo`, compared by path
   * elements. It is short for a single match in `matches`.
   *
   * @default '/'
   */
  readonly pathPrefix?: string;

  /**
   * Several rules, in place of the parts of the one. A rule without `backends` sends to those of
   * the crossing, unless it redirects.
   *
   * @default - the one rule
   */
  readonly rules?: readonly HttpRouteRule[];
}

/** A rule of a GRPCRoute of a crossing. */
export interface GrpcSpecRule extends Omit<GrpcRouteRule, 'backends'> {
  /**
   * Where the calls go, 1 to 16 backends.
   *
   * @default - the backends of the crossing
   */
  readonly backends?: GrpcRouteRule['backends'];
}

/**
 * What a GRPCRoute of a crossing does. With one rule, as most have, the parts of the rule are here.
 */
export interface GrpcSpec extends Omit<GrpcRouteProps, keyof RouteEnds | 'rules'>, Omit<GrpcRouteRule, 'backends' | 'name'>, GrpcMethod {
  /**
   * Several rules, in place of the parts of the one. A rule without `backends` sends to those of
   * the crossing.
   *
   * @default - the one rule
   */
  readonly rules?: readonly GrpcSpecRule[];
}

/** What a TLSRoute of a crossing does. */
export interface TlsSpec extends Omit<TlsRouteProps, keyof RouteEnds> {}

/** What a TCPRoute of a crossing does. */
export interface TcpSpec extends Omit<TcpRouteProps, keyof RouteEnds> {}

/** What a UDPRoute of a crossing does. */
export interface UdpSpec extends Omit<UdpRouteProps, keyof RouteEnds> {}

const HINTS: Hints = {
  ...ROUTE_HINTS,
  parents: 'the listener is a prop of CrossNamespaceRoute',
  listener: 'it is a prop of CrossNamespaceRoute',
  backend: 'it is a prop of CrossNamespaceRoute',
  backends: 'the backend is a prop of CrossNamespaceRoute; for one rule of several, write rules: [{ backends }]',
  admission: 'it is a prop of CrossNamespaceRoute',
  grants: 'it is a prop of CrossNamespaceRoute',
  name: 'it is a prop of CrossNamespaceRoute; the name of a rule is in rules: [{ name }]',
  namespace: 'the namespace of the route is source of CrossNamespaceRoute',
  path: "write pathPrefix: '/cart', or matches: [{ path: HttpPathMatch.exact('/cart') }]",
};

const { parents, name, namespace, admission, grants, ...COMMON } = ROUTE_PROPS;
const { backends: httpBackends, name: httpName, ...HTTP_PARTS } = HTTP_RULE;
const { backends: grpcBackends, name: grpcName, ...GRPC_PARTS } = GRPC_RULE;
const HTTP = objectOf<HttpSpec>(
  {
    ...COMMON,
    ...HTTP_PARTS,
    kong: KONG_HTTP,
    hostnames: listOf(),
    pathPrefix: any,
    rules: listOf(objectOf<HttpRouteRule>(HTTP_RULE, 'a rule such as { matches, backends }', ROUTE_HINTS)),
  },
  "an object such as { pathPrefix: '/cart' }",
  HINTS,
);
const GRPC = objectOf<GrpcSpec>(
  {
    ...COMMON,
    ...GRPC_PARTS,
    hostnames: listOf(),
    service: any,
    method: any,
    rules: listOf(objectOf<GrpcSpecRule>(GRPC_RULE, 'a rule such as { matches }', ROUTE_HINTS)),
  },
  "an object such as { service: 'shop.v1.Cart' }",
  HINTS,
);
const { parents: _, name: __, namespace: ___, admission: ____, grants: _____, backends, ...STREAM } = STREAM_SHAPE;
const STREAM_SPEC: Check = objectOf<TcpSpec>(STREAM, "an object such as { ruleName: 'all' }", { ...STREAM_HINTS, ...HINTS });
const TLS: Check = objectOf<TlsSpec>({ ...STREAM, hostnames: listOf() }, "an object such as { hostnames: ['example.com'] }", {
  ...STREAM_HINTS,
  ...HINTS,
});

/**
 * An HTTPRoute for a `CrossNamespaceRoute`.
 *
 * @throws if a prop is not known, `pathPrefix` is not a path, or is given beside `matches`, or
 * `rules` beside a part of a rule
 */
export function http(spec: HttpSpec = {}): RouteSpec {
  HTTP('', spec);
  const { hostnames, kong, labels, annotations, useDefaultGateways, rules, pathPrefix: prefix, ...rule } = spec;
  const match = prefix === undefined ? undefined : { path: HttpPathMatch.prefix(pathPrefix('pathPrefix', prefix)) };
  const common = definedProps({ hostnames, kong, labels, annotations, useDefaultGateways });
  const all = rulesOf<HttpRouteRule>(rules, rule, match, { pathPrefix: prefix });
  return {
    kind: 'HTTPRoute',
    sends: all.some((it) => it.backends === undefined && !redirects(it)),
    make: (scope, id, { backends: ofCrossing, ...ends }) =>
      new HttpRoute(scope, id, {
        ...common,
        ...ends,
        rules: all.map((it) => ({ ...it, backends: it.backends ?? (redirects(it) ? [] : ofCrossing) })),
      }),
  };
}

function redirects({ filters = [] }: HttpRouteRule): boolean {
  return filters.some(({ type }) => type === 'RequestRedirect');
}

/**
 * A GRPCRoute for a `CrossNamespaceRoute`.
 *
 * @throws if a prop is not known, `service` or `method` is invalid, or is given beside `matches`,
 * or `rules` beside a part of a rule
 */
export function grpc(spec: GrpcSpec = {}): RouteSpec {
  GRPC('', spec);
  const { hostnames, kong, labels, annotations, useDefaultGateways, rules, service, method, ...rule } = spec;
  const names = definedProps({ service, method });
  const match = Object.keys(names).length === 0 ? undefined : { method: GrpcMethodMatch.exact(names) };
  const common = definedProps({ hostnames, kong, labels, annotations, useDefaultGateways });
  const all = rulesOf<GrpcSpecRule>(rules, rule, match, names);
  return {
    kind: 'GRPCRoute',
    sends: all.some((it) => it.backends === undefined),
    make: (scope, id, { backends: ofCrossing, ...ends }) =>
      new GrpcRoute(scope, id, { ...common, ...ends, rules: all.map((it) => ({ ...it, backends: it.backends ?? ofCrossing })) }),
  };
}

/**
 * A TLSRoute for a `CrossNamespaceRoute`.
 *
 * @throws if a prop is not known
 */
export function tls(spec: TlsSpec): RouteSpec {
  TLS('', spec);
  return { kind: 'TLSRoute', sends: true, make: (scope, id, ends) => new TlsRoute(scope, id, { ...spec, ...ends }) };
}

/**
 * A TCPRoute for a `CrossNamespaceRoute`.
 *
 * @throws if a prop is not known
 */
export function tcp(spec: TcpSpec = {}): RouteSpec {
  STREAM_SPEC('', spec);
  return { kind: 'TCPRoute', sends: true, make: (scope, id, ends) => new TcpRoute(scope, id, { ...spec, ...ends }) };
}

/**
 * A UDPRoute for a `CrossNamespaceRoute`.
 *
 * @throws if a prop is not known
 */
export function udp(spec: UdpSpec = {}): RouteSpec {
  STREAM_SPEC('', spec);
  return { kind: 'UDPRoute', sends: true, make: (scope, id, ends) => new UdpRoute(scope, id, { ...spec, ...ends }) };
}

/** The rules of a route: the one whose parts are given, or several. */
function rulesOf<Rule extends { readonly matches?: readonly object[] }>(
  rules: readonly Rule[] | undefined,
  rule: Rule,
  match: NonNullable<Rule['matches']>[number] | undefined,
  short: object,
): readonly Rule[] {
  const props = Object.keys(definedProps(short)).join(' and ');
  if (match !== undefined && rule.matches !== undefined) {
    throw new Error(`${props} and matches are given: ${props} is a single match; put it into matches`);
  }
  const parts = Object.keys(definedProps({ ...short, ...rule }));
  if (rules !== undefined && parts.length > 0) {
    throw new Error(`rules and ${parts.sort().join(', ')} are given: these are parts of one rule; put them into a rule`);
  }
  return rules ?? [match === undefined ? rule : { ...rule, matches: [match] }];
}

/** The props that are given. */
function definedProps<Props extends object>(props: Props): { [Key in keyof Props]?: NonNullable<Props[Key]> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as never;
}
