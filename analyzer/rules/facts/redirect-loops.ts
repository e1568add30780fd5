import type { Manifest } from '../../model/manifest';
import type { HttpRouteMatch, RouteFilter, RouteKind, RouteRule } from '../../model/objects';
import type { ListenerPrediction, RoutePrediction } from '../../status/conditions/prediction';
import { covers } from '../../status/matching/hostnames';
import { hostsOn } from './route-precedence';

type Redirect = NonNullable<RouteFilter['requestRedirect']>;

/** A rule whose redirect leads back to the rule itself. */
export interface RedirectLoop {
  readonly rule: number;
  /** The listeners on which it does. */
  readonly listeners: readonly ListenerPrediction[];
}

const SCHEMES: Readonly<Record<string, string>> = { HTTP: 'http', HTTPS: 'https' };
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The redirect of a rule, if it has one. */
export function redirectOf({ filters = [] }: Pick<RouteRule, 'filters'>): Redirect | undefined {
  return filters.find(({ type }) => type === 'RequestRedirect')?.requestRedirect;
}

/** Whether all that a route does is to send requests to https. */
export function onlyRedirectsToHttps({ object }: Manifest<RouteKind>): boolean {
  const { rules = [] } = object.spec;
  return rules.length > 0 && rules.every((rule) => redirectOf(rule)?.scheme === 'https');
}

/**
 * The rules of a route whose redirect answers on the listener that it leads to, with the same host
 * and path: clients that follow it never arrive.
 *
 * @see Gateway API v1.6.1, apis/v1/httproute_types.go, HTTPRequestRedirectFilter
 */
export function redirectLoops({ manifest, parents }: RoutePrediction): readonly RedirectLoop[] {
  if (manifest.model !== 'HTTPRoute') {
    return [];
  }
  const listeners = [...new Set(parents.flatMap((parent) => parent.listeners))];
  return (manifest.object.spec.rules ?? []).flatMap((rule, index) => {
    const redirect = redirectOf(rule);
    if (redirect === undefined || !keepsPath(redirect, (rule.matches ?? []) as readonly HttpRouteMatch[])) {
      return [];
    }
    const looping = listeners.filter((listener) => leadsTo(redirect, listener) && keepsHost(redirect, hostsOn(listener, manifest)));
    return looping.length === 0 ? [] : [{ rule: index, listeners: looping }];
  });
}

/**
 * Without a port a redirect leads to that of its scheme; without a scheme, to the listener that it
 * came from.
 */
function leadsTo({ scheme, port }: Redirect, { listener }: ListenerPrediction): boolean {
  const own = SCHEMES[listener.protocol ?? ''];
  if (own === undefined || (scheme ?? own) !== own) {
    return false;
  }
  return listener.port === (port ?? (scheme === undefined ? listener.port : PORTS[scheme]));
}

function keepsHost({ hostname }: Redirect, hosts: readonly string[]): boolean {
  return hostname === undefined || hosts.some((host) => covers(host, hostname));
}

function keepsPath({ path }: Redirect, matches: readonly HttpRouteMatch[]): boolean {
  if (path === undefined) {
    return true;
  }
  return matches.some(({ path: { type, value } }) => {
    if (path.replaceFullPath !== undefined) {
      return type === 'Exact' && value === path.replaceFullPath;
    }
    return type === 'PathPrefix' && withoutSlash(value) === withoutSlash(path.replacePrefixMatch ?? '');
  });
}

function withoutSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}
