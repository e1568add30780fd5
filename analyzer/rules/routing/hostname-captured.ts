import { formatRef } from '../../model/object-ref';
import { breadthOf, holdersOf, type ListenerHost, type MatchClaim, overlaps } from '../facts/route-precedence';
import { defineRule, type Found } from '../rule';
import { byHostnameText, orderOfRivals, orderText, type RivalRoute, requestsText } from './rival-route';

export interface Params extends RivalRoute {
  /**
   * Whether the finding is at the route that gains, as the one that loses is known from context.
   */
  readonly gains: boolean;
  /**
   * Whether the loser claims the same as the winner, more, or less, which its broader hostname
   * costs it.
   */
  readonly extent: 'all' | 'part' | 'less';
  readonly path?: string;
}

type Captured = Found<Params>;

/** The finding at the match that loses requests, or at the other one if the loser is external. */
function captured(
  loser: MatchClaim,
  winner: MatchClaim,
  listenerHost: ListenerHost,
  extent: Params['extent'],
  order: Pick<Params, 'order' | 'narrower' | 'older'>,
): Captured {
  const gains = loser.route.context;
  const [at, other] = gains ? [winner, loser] : [loser, winner];
  const { kind, namespace, name } = other.route;
  const taken = (extent === 'part' ? winner : loser).key.path?.value;
  const where = {
    host: listenerHost.host,
    listener: listenerHost.listener.listener.name,
    ...(taken !== undefined && { path: taken === '' ? '/' : taken }),
  };
  const params = { gains, extent, ...order, kind, namespace, name, ...where };
  return { at: at.route, path: at.path, severity: 'warning', params };
}

/**
 * A claim and another one to a part of it: the narrower match wins, unless the controller compares
 * the own hostnames of routes before.
 */
function partly(holder: MatchClaim, part: MatchClaim, listenerHost: ListenerHost): Captured {
  switch (breadthOf(listenerHost, holder, part)) {
    case 'narrower hostname':
      return captured(part, holder, listenerHost, 'less', { order: 'hostname' });
    case 'either':
      return captured(holder, part, listenerHost, 'part', { order: 'hostname or age', narrower: formatRef(holder.route) });
    default:
      return captured(holder, part, listenerHost, 'part', { order: 'age' });
  }
}

/**
 * Claims to a part of what a route of another namespace asks for: the narrower one wins, whoever
 * was first.
 */
function* parts(listenerHost: ListenerHost): Iterable<Captured> {
  const reported = new Set<string>();
  for (const claim of listenerHost.claims) {
    for (const { prefix, holder } of holdersOf(claim, listenerHost)) {
      if (holder === claim) {
        continue;
      }
      if (holder.key.text === claim.key.text || holder.route.namespace === claim.route.namespace) {
        break;
      }
      const pair = JSON.stringify([prefix, claim.route.namespace, claim.route.name]);
      if (!reported.has(pair)) {
        yield partly(holder, claim, listenerHost);
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
    const unless = captured.narrower === undefined ? '' : `; ${byHostnameText(captured.narrower)}`;
    return `${winner} takes the ${requests} from ${loser}, which claims more: the narrower match wins${unless}`;
  }
  if (captured.order === 'age' || captured.order === 'hostname') {
    const claims = captured.extent === 'all' ? 'the same' : 'more';
    return `${loser} gets none of the ${requests}: ${winner} claims ${claims}, and ${orderText(captured)}`;
  }
  return `${subject} and ${other} claim the same ${requests}: ${orderText(captured)}`;
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
      yield captured(loser, winner, listenerHost, 'all', orderOfRivals(overlap));
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
    extent !== 'part'
      ? 'agree on who owns the host and path; a listener for each host, with its own allowedRoutes, enforces it'
      : 'agree on who owns the path; if this is intended, ignore the finding with a reason',
});
