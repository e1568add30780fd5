import type { Construct } from 'constructs';
import type { RouteKind } from '../targets';
import type { Backend } from './backend';
import { HttpPathMatch } from './http-path-match';
import { HttpRoute, type HttpRouteProps } from './http-route';
import type { HttpRouteBackend, HttpRouteRule } from './http-route-rule';
import type { Listener } from './listener';
import type { Route } from './route';

/** What a crossing knows of its route: where it lies, and what it leads from and to. */
export interface RouteEnds {
  readonly name: string;
  readonly namespace: string;
  readonly parents: readonly Listener[];
  readonly backends: readonly (Backend | HttpRouteBackend)[];
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
   * Several rules, in place of all that is said of the one. A rule without backends of its own sends to those of the crossing.
   *
   * @default - the one rule
   */
  readonly rules?: readonly HttpRouteRule[];
}

/**
 * An HTTPRoute for a `CrossNamespaceRoute`.
 *
 * @throws where `pathPrefix` and `matches`, or `rules` and a part of a rule, are both given
 */
export function http({ pathPrefix, hostnames, rules, kong, labels, annotations, useDefaultGateways, ...rule }: HttpSpec = {}): RouteSpec {
  if (pathPrefix !== undefined && rule.matches !== undefined) {
    throw new Error(`pathPrefix is ${JSON.stringify(pathPrefix)} and matches is given: pathPrefix is a single match; put it into matches`);
  }
  const parts = [...Object.keys(rule), ...(pathPrefix === undefined ? [] : ['pathPrefix'])];
  if (rules !== undefined && parts.length > 0) {
    throw new Error(`rules and ${parts.sort().join(', ')} are given: they are parts of one rule; put them into a rule`);
  }
  const matches = pathPrefix === undefined ? rule.matches : [{ path: HttpPathMatch.prefix(pathPrefix) }];
  const own = [{ ...rule, ...(matches && { matches }) }];
  const common = { hostnames, kong, labels, annotations, useDefaultGateways };
  return {
    kind: 'HTTPRoute',
    make: (scope, id, { backends, ...ends }) =>
      new HttpRoute(scope, id, { ...given(common), ...ends, rules: (rules ?? own).map((it) => ({ backends, ...it })) }),
  };
}

/** The properties that are given. */
function given<Props extends object>(props: Props): { [Key in keyof Props]?: NonNullable<Props[Key]> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as never;
}
