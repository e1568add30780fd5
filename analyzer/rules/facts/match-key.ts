import type { GrpcRouteMatch, HttpRouteMatch, ValueMatch } from '../../model/objects';

/**
 * Which requests a match takes, in a form that is the same for matches which take the same ones.
 */
export interface MatchKey {
  readonly text: string;
  /** The path, without the slash that makes no difference to a prefix; absent for gRPC. */
  readonly path?: { readonly type: string; readonly value: string };
  /** Whether nothing but the path counts. */
  readonly pathOnly: boolean;
}

/** A prefix, without the slashes at its end that make no difference. */
export function withoutLastSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') {
    end--;
  }
  return path.slice(0, end);
}

/** Requirements in one order; of those with equivalent names only the first counts. */
function requirements(matches: readonly ValueMatch[], nameOf: (name: string) => string): string[][] {
  const first = new Map<string, string[]>();
  for (const { type, name = '', value = '' } of matches) {
    const key = nameOf(name);
    if (!first.has(key)) {
      first.set(key, [key, type, value]);
    }
  }
  return [...first.values()].sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
}

function headerRequirements(headers: readonly ValueMatch[] = []): string[][] {
  return requirements(headers, (name) => name.toLowerCase());
}

/**
 * The requests that an HTTPRoute match takes. Header names are equal whatever their case, and a
 * prefix is one of whole path elements.
 *
 * @see Gateway API v1.6.1, apis/v1/httproute_types.go, HTTPRouteMatch
 */
export function httpKey({ path, headers, queryParams = [], method }: HttpRouteMatch): MatchKey {
  const value = path.type === 'PathPrefix' ? withoutLastSlashes(path.value) : path.value;
  const pathOnly = method === undefined && (headers ?? []).length === 0 && queryParams.length === 0;
  if (pathOnly) {
    return { text: `${path.type} ${value}`, path: { type: path.type, value }, pathOnly };
  }
  const rest = [headerRequirements(headers), requirements(queryParams, (name) => name), method ?? ''];
  return { text: JSON.stringify([path.type, value, rest]), path: { type: path.type, value }, pathOnly };
}

/**
 * The calls that a GRPCRoute match takes; without a match a rule takes them all.
 *
 * @see Gateway API v1.6.1, apis/v1/grpcroute_types.go, GRPCRouteMatch
 */
export function grpcKey({ method, headers }: GrpcRouteMatch): MatchKey {
  const called = [method?.type ?? 'Exact', method?.service ?? '', method?.method ?? ''];
  return { text: JSON.stringify([called, headerRequirements(headers)]), pathOnly: false };
}
