/**
 * Whether two hostnames have a host in common. An absent or empty one stands for every host; `*.`
 * stands for one label or more; ports never occur.
 *
 * @see Gateway API v1.6.1, apis/v1/httproute_types.go, HTTPRouteSpec.Hostnames; site docs,
 * concepts/hostnames
 */
export function intersect(one: string | undefined, other: string | undefined): boolean {
  return covers(one, other) || covers(other, one);
}

/** Whether every host of the narrower hostname is one of the wider. */
export function covers(wider: string | undefined, narrower: string | undefined): boolean {
  if (wider === undefined || wider === '') {
    return true;
  }
  if (narrower === undefined || narrower === '') {
    return false;
  }
  const [wide, narrow] = [wider.toLowerCase(), narrower.toLowerCase()];
  if (wide === narrow) {
    return true;
  }
  return wide.startsWith('*.') && narrow.length > wide.length - 1 && narrow.endsWith(wide.slice(1));
}

/**
 * Whether one of a route's hostnames meets a listener's; a route without hostnames takes the
 * listener's.
 */
export function hostnamesIntersect(listener: string | undefined, route: readonly string[]): boolean {
  return route.length === 0 || route.some((hostname) => intersect(listener, hostname));
}

/**
 * The hosts for which a route is asked on a listener: of each pair of hostnames that intersect, the
 * narrower one.
 */
export function hostsServed(listener: string | undefined, route: readonly string[] = []): string[] {
  const offered = listener ?? '';
  if (route.length === 0) {
    return [offered];
  }
  return [...new Set(route.filter((host) => intersect(offered, host)).map((host) => (covers(offered, host) ? host : offered)))].sort();
}

/**
 * The narrowest of a route's own hostnames that has a host of a listener; empty for a route without
 * hostnames.
 */
export function ownHostname(host: string, route: readonly string[] = []): string {
  return route.filter((own) => covers(own, host)).sort(byBreadth)[0] ?? '';
}

/**
 * The narrower hostname first: a plain one before a wildcard, and of two wildcards the one with
 * more characters.
 *
 * @see Gateway API v1.7.0, apis/v1/httproute_types.go, HTTPRouteSpec.Hostnames
 */
export function byBreadth(one: string, other: string): number {
  const plain = (hostname: string) => (hostname.startsWith('*.') ? 0 : hostname.length);
  return plain(other) - plain(one) || other.length - one.length;
}

/**
 * The wildcards that cover a hostname, the narrowest first, and the empty hostname that covers
 * every host.
 */
export function* wider(hostname: string): Generator<string> {
  let dot = hostname.indexOf('.', hostname.startsWith('*.') ? 2 : 0);
  for (; dot !== -1; dot = hostname.indexOf('.', dot + 1)) {
    yield `*${hostname.slice(dot)}`;
  }
  if (hostname !== '') {
    yield '';
  }
}
