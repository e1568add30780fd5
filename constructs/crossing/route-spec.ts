import type { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { pathPrefix } from '../checks/validate-http';
import type { Listener } from '../gateways/listener';
import type { Backend } from '../routes/backend';
import type { RouteBackend } from '../routes/backend-ref';
import { GrpcRoute, type GrpcRouteProps, type GrpcRouteRule } from '../routes/grpc-route';
import { HttpRoute, type HttpRouteProps } from '../routes/http-route';
import type { HttpRouteRule } from '../routes/http-route-rule';
import { type GrpcMethod, GrpcMethodMatch } from '../routes/matches/grpc-method-match';
import { HttpPathMatch } from '../routes/matches/http-path-match';
import type { Route } from '../routes/route';
import { TcpRoute, type TcpRouteProps } from '../routes/tcp-route';
import { TlsRoute, type TlsRouteProps } from '../routes/tls-route';
import { UdpRoute, type UdpRouteProps } from '../routes/udp-route';

/** What a crossing knows of its route: where it lies, and what it leads from and to. */
export interface RouteEnds {
  readonly name: string;
  readonly namespace: string;
  readonly parents: readonly Listener[];
  readonly backends: readonly (Backend | RouteBackend)[];
}

/** A route without its ends, as `http`, `grpc`, `tls`, `tcp` and `udp` make it for a `CrossNamespaceRoute`. */
export interface RouteSpec {
  /** Kind of the route. */
  readonly kind: RouteKind;

  /** @internal */
  readonly make: (scope: Construct, id: string, ends: RouteEnds) => Route;
}

/** What an HTTPRoute of a crossing does. With one rule, as most have, what the rule says stands here. */
export interface HttpSpec extends Omit<HttpRouteProps, keyof RouteEnds | 'rules'>, Omit<HttpRouteRule, 'backends' | 'name'> {
  /**
   * Take requests whose path has this prefix: an absolute path such as `/echo`, compared by whole path elements. It stands for a single match in
   * `matches`.
   *
   * @default '/'
   */
  readonly pathPrefix?: string;

  /**
   * Several rules, in place of all that is said of the one. A rule without `backends` sends to those of the crossing; one that redirects says
   * `backends: []`.
   *
   * @default - the one rule
   */
  readonly rules?: readonly HttpRouteRule[];
}

/** What a GRPCRoute of a crossing does. With one rule, as most have, what the rule says stands here. */
export interface GrpcSpec extends Omit<GrpcRouteProps, keyof RouteEnds | 'rules'>, Omit<GrpcRouteRule, 'backends' | 'name'>, GrpcMethod {
  /**
   * Several rules, in place of all that is said of the one. They send to the backends of the crossing.
   *
   * @default - the one rule
   */
  readonly rules?: readonly Omit<GrpcRouteRule, 'backends'>[];
}

/** What a TLSRoute of a crossing does. */
export interface TlsSpec extends Omit<TlsRouteProps, keyof RouteEnds> {}

/** What a TCPRoute of a crossing does. */
export interface TcpSpec extends Omit<TcpRouteProps, keyof RouteEnds> {}

/** What a UDPRoute of a crossing does. */
export interface UdpSpec extends Omit<UdpRouteProps, keyof RouteEnds> {}

/**
 * An HTTPRoute for a `CrossNamespaceRoute`.
 *
 * @throws where `pathPrefix` is no path, or stands beside `matches`, or `rules` beside a part of a rule
 */
export function http(spec: HttpSpec = {}): RouteSpec {
  const { hostnames, kong, labels, annotations, useDefaultGateways, rules, pathPrefix: prefix, ...rule } = spec;
  const match = prefix === undefined ? undefined : { path: HttpPathMatch.prefix(pathPrefix('pathPrefix', prefix)) };
  const common = definedProps({ hostnames, kong, labels, annotations, useDefaultGateways });
  const all = rulesOf<HttpRouteRule>(rules, rule, match, { pathPrefix: prefix });
  return {
    kind: 'HTTPRoute',
    make: (scope, id, { backends, ...ends }) =>
      new HttpRoute(scope, id, { ...common, ...ends, rules: all.map((it) => ({ backends, ...it })) }),
  };
}

/**
 * A GRPCRoute for a `CrossNamespaceRoute`.
 *
 * @throws where `service` or `method` is none, or stands beside `matches`, or `rules` beside a part of a rule
 */
export function grpc(spec: GrpcSpec = {}): RouteSpec {
  const { hostnames, kong, labels, annotations, useDefaultGateways, rules, service, method, ...rule } = spec;
  const names = definedProps({ service, method });
  const match = Object.keys(names).length === 0 ? undefined : { method: GrpcMethodMatch.exact(names) };
  const common = definedProps({ hostnames, kong, labels, annotations, useDefaultGateways });
  const all = rulesOf<Omit<GrpcRouteRule, 'backends'>>(rules, rule, match, names);
  return {
    kind: 'GRPCRoute',
    make: (scope, id, { backends, ...ends }) =>
      new GrpcRoute(scope, id, { ...common, ...ends, rules: all.map((it) => ({ ...it, backends })) }),
  };
}

/** A TLSRoute for a `CrossNamespaceRoute`. */
export function tls(spec: TlsSpec): RouteSpec {
  return {
    kind: 'TLSRoute',
    make: (scope, id, ends) => new TlsRoute(scope, id, { ...spec, ...ends }),
  };
}

/** A TCPRoute for a `CrossNamespaceRoute`. */
export function tcp(spec: TcpSpec = {}): RouteSpec {
  return {
    kind: 'TCPRoute',
    make: (scope, id, ends) => new TcpRoute(scope, id, { ...spec, ...ends }),
  };
}

/** A UDPRoute for a `CrossNamespaceRoute`. */
export function udp(spec: UdpSpec = {}): RouteSpec {
  return {
    kind: 'UDPRoute',
    make: (scope, id, ends) => new UdpRoute(scope, id, { ...spec, ...ends }),
  };
}

/** The rules of a route: the one that is said in short, or several in full. */
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
