import { formatRef, type ObjectRef } from '../model/object-ref';
import { list, quoted, quotedList } from '../text/words';
import type { Catalog } from './entry';
import { unresolved } from './facts/traffic';

interface Rival {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly listener: string;
  /** Empty for every host. */
  readonly host: string;
  /** Whether the input tells which of the two comes first. */
  readonly settled: boolean;
}

interface Captured extends Rival {
  /** Whether the finding is at the route that gains, as the one that loses is known from context. */
  readonly gains: boolean;
  readonly extent: 'all' | 'part';
  readonly path?: string;
}

type Shadowed =
  | { readonly by: 'rule'; readonly rule: number; readonly first: number }
  | (Rival & { readonly by: 'route'; readonly stream: boolean });

interface Open {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

type Traffic =
  | { readonly what: 'listener'; readonly listeners: readonly string[] }
  | { readonly what: 'backend' | 'weights' }
  | { readonly what: 'share'; readonly share: number };

export interface ClaimParams {
  'accepted-without-traffic': Traffic;
  'header-name-repeated': { readonly name: string; readonly first: string };
  'hostname-captured': Captured;
  'hostname-is-ip': { readonly hostname: string };
  'hostname-missing-on-shared-listener': {
    readonly listener: string;
    readonly hostname: string;
    readonly others: readonly string[];
    readonly more: number;
  };
  'hostname-shared-by-kinds': { readonly namespace: string; readonly name: string; readonly host: string; readonly listener: string };
  'parent-duplicated': {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly refused: boolean;
    readonly alike: boolean;
  };
  'regular-expression-invalid': { readonly expression: string };
  'route-shadowed': Shadowed;
  'route-without-parent': Readonly<Record<never, never>>;
  'section-name-missing': { readonly parent: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>; readonly listeners: readonly Open[] };
}

function hostText(host: string): string {
  return host === '' ? 'every host' : quoted(host);
}

function requestsText({ host, path, listener }: Pick<Captured, 'host' | 'path' | 'listener'>): string {
  return `requests for ${path === undefined ? '' : `${path} of `}${hostText(host)} on listener ${quoted(listener)}`;
}

function orderText(settled: boolean): string {
  return settled ? 'it is the older one' : 'the older one gets them all, and of one age the first by namespace and name';
}

function capturedText(subject: string, captured: Captured): string {
  const other = formatRef(captured);
  const [winner, loser] = captured.gains ? [subject, other] : [other, subject];
  const requests = requestsText(captured);
  if (captured.extent === 'part')
    return `${winner} takes the ${requests} from ${loser}, which claims more than that: the narrower match wins`;
  if (captured.settled) return `${loser} gets none of the ${requests}: ${winner} claims the same, and ${orderText(true)}`;
  return `${subject} and ${other} claim the same ${requests}: ${orderText(false)}`;
}

function shadowedText(subject: string, shadowed: Shadowed): string {
  if (shadowed.by === 'rule')
    return `${subject} never gets to rule ${shadowed.rule}: rule ${shadowed.first} takes the same requests, and comes first`;
  const other = formatRef(shadowed);
  const what = shadowed.stream ? `all traffic of listener ${quoted(shadowed.listener)}` : `the same ${requestsText(shadowed)}`;
  if (!shadowed.settled) return `${subject} and ${other} claim ${what}: ${orderText(false)}`;
  return `${subject} gets nothing here: ${other} claims ${what}, and ${orderText(true)}`;
}

const SILENT: Readonly<Record<'backend' | 'weights', string>> = {
  backend: 'names no backend here, and no filter that answers',
  weights: 'gives every backend of the rule weight 0',
};

export const claims: Catalog<ClaimParams> = {
  'accepted-without-traffic': {
    title: 'a route is accepted, and its clients get nothing',
    why: 'Accepted says that a listener takes the route, not that anything answers. Nothing in the status of the route tells.',
    message: (subject, traffic) => {
      if (traffic.what === 'listener')
        return `${subject} is accepted on listener ${quotedList(traffic.listeners)}, which is not programmed: no request comes in`;
      if (traffic.what === 'share')
        return `${subject} loses ${traffic.share < 1 ? 'less than 1' : Math.round(traffic.share)} % of what this rule takes: it goes to backends that no ReferenceGrant permits`;
      return `${subject} ${SILENT[traffic.what]}`;
    },
    fix: ({ what }) => {
      if (what === 'listener') return 'mend the listener, or attach the route to another one';
      if (what === 'share') return 'add the ReferenceGrant, or give the backend weight 0';
      return what === 'weights' ? 'give one backend a weight, or remove the rule' : 'add a backend or a RequestRedirect filter';
    },
    traffic: (kind, traffic) =>
      traffic.what === 'listener'
        ? undefined
        : unresolved(kind, { role: 'backend', share: traffic.what === 'share' ? traffic.share : 100 }),
  },
  'header-name-repeated': {
    title: 'a match asks for one header twice',
    why: 'Header names are equal whatever their case, and of two equal ones only the first counts. The match takes more requests than it seems to.',
    message: (subject, { name, first }) =>
      `${subject} matches header ${quoted(name)} after ${quoted(first)}, which is the same header: only the first one counts`,
    fix: () => 'remove one of the two; for both values, use a regular expression',
  },
  'hostname-captured': {
    title: 'routes of two namespaces claim the same requests',
    why: 'Who may attach to a listener may claim any host on it. Where two routes claim the same requests, one of two teams gets none of them, and no status says so.',
    message: capturedText,
    fix: ({ extent }) =>
      extent === 'all'
        ? 'agree on who has the host and path; a listener for each host, with its own allowedRoutes, settles it for good'
        : 'agree on who has the path; if it is meant, say so in an ignore with its reason',
  },
  'hostname-is-ip': {
    title: 'a hostname is an IP address',
    why: 'The Gateway API takes names only. The schema of the older kinds lets an address through, and controllers differ on what they make of it.',
    message: (subject, { hostname }) => `${subject} has hostname ${quoted(hostname)}, which is an IP address`,
    fix: () => 'write a DNS name; to answer whatever the host is, leave the hostname out',
  },
  'hostname-missing-on-shared-listener': {
    title: 'a route takes every host of a listener that several teams share',
    why: 'Without hostnames a route answers for every host that nobody else claims, also for the hosts of others and for paths that they have not thought of.',
    message: (subject, { listener, hostname, others, more }) =>
      `${subject} claims ${hostname === '' ? 'every host' : `every host of ${quoted(hostname)}`} on listener ${quoted(listener)}, which serves namespace ${list([...others.map(quoted), ...(more > 0 ? [`${more} more`] : [])])} too`,
    fix: () => 'write in spec.hostnames which hosts the route is for',
  },
  'hostname-shared-by-kinds': {
    title: 'an HTTPRoute and a GRPCRoute are for one host',
    why: 'The API asks controllers to accept only the older kind on one hostname, and says elsewhere that they may take both. Most take both.',
    message: (subject, { namespace, name, host, listener }) =>
      `${subject} and HTTPRoute ${namespace}/${name} are both for ${hostText(host)} on listener ${quoted(listener)}: controllers differ on whether they take both`,
    fix: () => 'give each kind a hostname of its own, or make sure that the controller takes both',
  },
  'parent-duplicated': {
    title: 'a route names a parent twice',
    why: 'References to one parent must name different listeners. The API server compares the namespaces as they are written, so it overlooks one that is left out beside one that is spelled out.',
    message: (subject, { kind, namespace, name, refused, alike }) =>
      `${subject} names ${formatRef({ kind, namespace, name })} twice${alike ? '' : ' without naming different listeners'}${refused ? ', which the API server refuses' : ''}`,
    fix: () => 'name another sectionName in each, or remove one',
  },
  'regular-expression-invalid': {
    title: 'a regular expression does not parse',
    why: 'The API server does not look into expressions. A controller that cannot compile one drops the rule, or the whole route.',
    message: (subject, { expression }) => `${subject} matches by ${quoted(expression)}, which is no regular expression`,
    fix: () => 'close every group and class, and put something before each quantifier',
  },
  'route-shadowed': {
    title: 'a rule or a route never gets a request',
    why: 'Of equal matches the first wins: the older route, then the first by namespace and name, then the first rule. What comes after is dead, and no status says so.',
    message: shadowedText,
    fix: ({ by }) =>
      by === 'rule' ? 'remove one of the two rules, or make their matches differ' : 'remove one of the two, or make what they match differ',
  },
  'route-without-parent': {
    title: 'a route is attached to nothing',
    why: 'A route without parentRefs is valid, and no controller ever looks at it.',
    message: (subject) => `${subject} has no parentRefs: no Gateway serves it`,
    fix: () => 'name the Gateway and its listener in spec.parentRefs',
  },
  'section-name-missing': {
    title: 'a route is attached to several listeners without naming any',
    why: 'Without sectionName a route goes to every listener that takes it, also to those that are added later: what was meant for HTTPS is served in plain text too.',
    message: (subject, { parent, listeners }) =>
      `${subject} names no listener of ${formatRef(parent)} and is attached to ${list(listeners.map(({ name, port, protocol }) => `${quoted(name)} (${protocol} ${port})`))}`,
    fix: () => 'write sectionName, in one parentRef for each listener that is meant',
  },
};
