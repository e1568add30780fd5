import { formatRef, type ObjectRef } from '../../model/object-ref';
import type { ListenerPrediction, ParentPrediction, RoutePrediction } from '../../status/conditions/prediction';
import { list, quoted } from '../../text/words';
import { attachOnlyTo } from '../edits/section-name-edit';
import { onlyRedirectsToHttps, redirectLoops } from '../facts/redirect-loops';
import { hostsOn } from '../facts/route-precedence';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly parent: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>;
  readonly listeners: readonly Open[];
  /**
   * Routes on an HTTP listener that would redirect the requests to https, as `HTTPRoute
   * infra/redirect`.
   */
  readonly redirects: readonly string[];
}

interface Open {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/**
 * Whether the same request can arrive through several listeners of different ports, as it does on
 * port 80 and on port 443.
 */
function isOpenTwice({ manifest }: RoutePrediction, listeners: readonly ListenerPrediction[]): boolean {
  if (new Set(listeners.map(({ listener }) => `${listener.port} ${listener.protocol}`)).size < 2) {
    return false;
  }
  const hosts = listeners.flatMap((listener) => hostsOn(listener, manifest));
  return (manifest.object.spec.hostnames ?? []).length === 0 || new Set(hosts).size < hosts.length;
}

/** Whether another parentRef has the same parent: what is wrong with that is reported itself. */
function isRepeated({ parents }: RoutePrediction, { target }: ParentPrediction): boolean {
  const isSame = (other: ParentPrediction) => formatRef(other.target) === formatRef(target) && other.target.group === target.group;
  return parents.filter(isSame).length > 1;
}

/**
 * The routes on the HTTP listeners that send everything to https, and get none of the requests that
 * this route takes.
 */
function redirectsBeside({ manifest }: RoutePrediction, listeners: readonly ListenerPrediction[]): string[] {
  const plain = listeners.filter(({ listener }) => listener.protocol === 'HTTP');
  const redirects = plain.flatMap(({ routes }) => routes.filter((route) => route !== manifest && onlyRedirectsToHttps(route)));
  return [...new Set(redirects.map(formatRef))].sort();
}

/**
 * A parentRef without sectionName that is attached to several listeners through which the same
 * requests arrive.
 */
export const sectionNameMissing = defineRule('section-name-missing', {
  reads: [],
  title: 'a route is attached to several listeners without sectionName',
  why: 'Without sectionName a route attaches to every listener that allows it, including listeners that are added later: a route meant for HTTPS is served in plain text too.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const route of prediction.routes) {
      for (const parent of route.parents) {
        const { path, parentRef, target, listeners } = parent;
        if (parentRef.sectionName !== undefined || parentRef.port !== undefined || listeners.length < 2) {
          continue;
        }
        if (!isOpenTwice(route, listeners) || isRepeated(route, parent) || redirectLoops(route).length > 0) {
          continue;
        }
        const { kind, namespace, name } = target;
        const open = listeners.map(({ listener: { name, port, protocol } }) => ({ name, port: port ?? 0, protocol: protocol ?? '' }));
        const secure = open.filter(({ protocol }) => protocol === 'HTTPS').map((listener) => listener.name);
        const edit = secure.length < open.length ? attachOnlyTo(route.manifest, path, parentRef, secure) : undefined;
        const params = { parent: { kind, namespace, name }, listeners: open, redirects: redirectsBeside(route, listeners) };
        yield { at: route.manifest, path, severity: 'warning', params, edit };
      }
    }
  },
  message: (subject, { parent, listeners }) =>
    `${subject} sets no sectionName for ${formatRef(parent)}, so it is attached to ${list(listeners.map(({ name, port, protocol }) => `${quoted(name)} (${protocol} ${port})`))}`,
  seen: ({ redirects }) =>
    redirects.map((redirect) => `${redirect} redirects to https there, but does not get the requests that this route matches`),
  fix: () => 'set sectionName, with one parentRef for each intended listener',
});
