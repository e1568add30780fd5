import { formatRef } from '../../model/object-ref';
import { withoutLastSlashes } from '../facts/match-key';
import { isSettled, type ListenerHost, type MatchClaim, overlaps } from '../facts/route-precedence';
import { defineRule, type Found } from '../rule';
import { orderText, type RivalRoute, requestsText } from './rival-route';

export interface Params extends RivalRoute {
  /** Whether the finding is at the route that gains, as the one that loses is known from context. */
  readonly gains: boolean;
  readonly extent: 'all' | 'part';
  readonly path?: string;
}

type Captured = Found<Params>;

/** The finding at the match that loses requests, or at the other one if the loser is external. */
function captured(loser: MatchClaim, winner: MatchClaim, listenerHost: ListenerHost, extent: 'all' | 'part', settled: boolean): Captured {
  const gains = loser.route.context;
  const [at, other] = gains ? [winner, loser] : [loser, winner];
  const { kind, namespace, name } = other.route;
  const taken = (extent === 'all' ? loser : winner).key.path?.value;
  const where = {
    host: listenerHost.host,
    listener: listenerHost.listener.listener.name,
    ...(taken !== undefined && { path: taken === '' ? '/' : taken }),
  };
  const params = { gains, extent, settled, kind, namespace, name, ...where };
  return { at: at.route, path: at.path, severity: 'warning', params };
}

/** The prefixes that hold a path, the longest first; the root only for itself, as it is meant to be shared. */
function* prefixes({ key }: MatchClaim): Iterable<string> {
  const path = key.path;
  if (path === undefined || path.type === 'RegularExpression') {
    return;
  }
  const itself = withoutLastSlashes(path.value);
  if (itself === '' && path.type === 'Exact') {
    return;
  }
  yield itself;
  for (let end = itself.lastIndexOf('/'); end > 0; end = itself.lastIndexOf('/', end - 1)) {
    yield itself.slice(0, end);
  }
}

/** Claims to a part of what a route of another namespace asks for: the narrower one wins, whoever was first. */
function* parts(listenerHost: ListenerHost): Iterable<Captured> {
  const holders = new Map<string, MatchClaim>();
  for (const claim of listenerHost.claims) {
    const { path, pathOnly } = claim.key;
    if (pathOnly && path?.type === 'PathPrefix' && !holders.has(path.value)) {
      holders.set(path.value, claim);
    }
  }
  const reported = new Set<string>();
  for (const claim of listenerHost.claims) {
    for (const prefix of prefixes(claim)) {
      const holder = holders.get(prefix);
      if (holder === undefined || holder === claim) {
        continue;
      }
      if (holder.key.text === claim.key.text || holder.route.namespace === claim.route.namespace) {
        break;
      }
      const pair = JSON.stringify([prefix, claim.route.namespace, claim.route.name]);
      if (!reported.has(pair)) {
        yield captured(holder, claim, listenerHost, 'part', true);
      }
      reported.add(pair);
      break;
    }
  }
}

function capturedText(subject: string, captured: Params): string {
  const other = formatRef(captured);
  const [winner, loser] = captured.gains ? [subject, other] : [other, subject];
  const requests = requestsText(captured);
  if (captured.extent === 'part') {
    return `${winner} takes the ${requests} from ${loser}, which claims more: the narrower match wins`;
  }
  if (captured.settled) {
    return `${loser} gets none of the ${requests}: ${winner} claims the same, and ${orderText(true)}`;
  }
  return `${subject} and ${other} claim the same ${requests}: ${orderText(false)}`;
}

/** A route of another namespace that owns the same host and path, or takes a part of it. */
export const hostnameCaptured = defineRule('hostname-captured', {
  reads: [],
  title: 'routes of two namespaces claim the same requests',
  why: 'A route that may attach to a listener may claim any host on it. If two routes claim the same requests, one of two teams gets none of them, and no status reports it.',
  *find({ facts }): Iterable<Captured> {
    for (const overlap of overlaps(facts.listenerHosts)) {
      const { loser, winner, listenerHost } = overlap;
      const stream = loser.route.model === 'TCPRoute' || loser.route.model === 'UDPRoute';
      if (stream || loser.route.namespace === winner.route.namespace) {
        continue;
      }
      yield captured(loser, winner, listenerHost, 'all', isSettled(overlap));
    }
    const reported = new Set<string>();
    for (const listenerHost of facts.listenerHosts) {
      for (const found of parts(listenerHost)) {
        const { kind, namespace, name } = found.params;
        const at = 'model' in found.at ? `${found.at.kind} ${found.at.namespace}/${found.at.name}` : '';
        const key = JSON.stringify([at, found.path, kind, namespace, name]);
        if (!reported.has(key)) {
          yield found;
        }
        reported.add(key);
      }
    }
  },
  message: capturedText,
  fix: ({ extent }) =>
    extent === 'all'
      ? 'agree on who owns the host and path; a listener for each host, with its own allowedRoutes, enforces it'
      : 'agree on who owns the path; if this is intended, ignore the finding with a reason',
});
