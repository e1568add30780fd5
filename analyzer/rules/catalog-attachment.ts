import { formatRef } from '../model/object-ref';
import type { LabelSelector } from '../model/objects';
import type { Target } from '../status/conditions/cause';
import { list, quoted, quotedList } from '../text/words';
import type { Catalog } from './entry';
import { doorText } from './facts/grant-text';
import { unattached } from './facts/traffic';

/** A listener that a route does not attach to. */
export interface Closed {
  readonly listener: string;
  /** The namespace of its Gateway or ListenerSet. */
  readonly own: string;
  readonly failed: 'section' | 'port' | 'kind' | 'namespace' | 'hostname';
  readonly port?: number;
  readonly protocol?: string;
  readonly hostname?: string;
  /** Absent where the input does not tell. */
  readonly kinds?: readonly string[];
  readonly from: string;
  readonly selector?: LabelSelector;
}

interface Attachment {
  /** The parent, as `Gateway kong/kong`. */
  readonly parent: string;
  readonly listeners: readonly Closed[];
}

interface Absent {
  readonly target: Target;
  /** Parents that come near, as `Gateway kong/kong`. */
  readonly similar: readonly string[];
  /** `kind`: no group and kind of a parent. */
  readonly fault: 'object' | 'kind';
}

export interface AttachmentParams {
  'no-matching-listener-hostname': Attachment & { readonly hostnames: readonly string[] };
  'no-matching-parent': Attachment & { readonly sectionName?: string; readonly port?: number; readonly sets: readonly string[] };
  'not-allowed-by-listeners': Attachment & { readonly kind: string; readonly namespace: string };
  'parent-not-found': Absent;
  'unsupported-feature': { readonly feature: string };
}

function listenerText({ listener, port, hostname }: Closed): string {
  const details = [port === undefined ? undefined : `port ${port}`, hostname === undefined ? undefined : `hostname ${quoted(hostname)}`];
  const known = details.filter((text) => text !== undefined).join(', ');
  return known === '' ? quoted(listener) : `${quoted(listener)} (${known})`;
}

function askedFor({ sectionName, port }: AttachmentParams['no-matching-parent']): string {
  const name = sectionName === undefined ? '' : ` named ${quoted(sectionName)}`;
  return `${name}${port === undefined ? '' : ` on port ${port}`}`;
}

function refusal({ listener, own, failed, kinds, protocol, from, selector }: Closed, kind: string): string | undefined {
  const by = `listener ${quoted(listener)}`;
  if (failed !== 'kind') return `${by} takes routes from ${doorText(from, selector, own)}`;
  if (kinds === undefined) return undefined;
  const takes = kinds.length === 0 ? 'takes no routes' : `takes ${list([...kinds])} only`;
  return `${by}${protocol === undefined ? '' : `, protocol ${protocol},`} ${takes}, not ${kind}`;
}

export const attachment: Catalog<AttachmentParams> = {
  'no-matching-listener-hostname': {
    title: 'no hostname of a route fits a listener',
    why: 'A route takes part in a listener only if the two have a hostname in common. Where they have none, the route is not accepted and gets no traffic.',
    message: (subject, { parent, hostnames }) =>
      `${subject} shares no hostname with the listeners of ${parent}: it has ${quotedList(hostnames)}`,
    question: (subject, { parent }) => `${subject} shares a hostname with a listener of ${parent}`,
    seen: ({ listeners }) =>
      listeners
        .filter(({ failed }) => failed === 'hostname')
        .map(({ listener, hostname = '' }) => `listener ${quoted(listener)} has hostname ${quoted(hostname)}`),
    fix: () => 'give the route a hostname that the listener covers, or leave spec.hostnames out to take the listener’s',
    traffic: unattached,
  },
  'no-matching-parent': {
    title: 'a parentRef picks no listener of its parent',
    why: 'sectionName and port of a parentRef pick listeners of the parent. Where they pick none, the route is not accepted and gets no traffic.',
    message: (subject, params) => `${subject} attaches to nothing: ${params.parent} has no listener${askedFor(params)}`,
    question: (subject, params) => `${params.parent} has a listener${askedFor(params)} for ${subject}`,
    seen: ({ parent, listeners, sectionName, sets }) => [
      ...(listeners.length === 0
        ? []
        : [`${parent} has listener${listeners.length === 1 ? '' : 's'} ${list(listeners.map(listenerText))}`]),
      ...sets.map((set) => `${set} adds listener ${quoted(sectionName ?? '')}, which is reached through ${set} alone`),
    ],
    fix: ({ listeners }) =>
      listeners.length === 0 ? undefined : `name a listener that is there: ${list(listeners.map(listenerText), 'or')}`,
    traffic: unattached,
  },
  'not-allowed-by-listeners': {
    title: 'no listener of the parent lets a route in',
    why: 'Who may attach to a listener is for the owner of the Gateway to say, in allowedRoutes: from which namespaces, and which kinds of routes. A ReferenceGrant does not help here.',
    message: (subject, { parent, namespace, kind, listeners }) => {
      const one = listeners.length === 1;
      if (listeners.every(({ failed }) => failed === 'kind'))
        return `${subject} is not let in by ${parent}: ${one ? 'its listener does not take' : 'none of its listeners takes'} ${kind}`;
      return `${subject} is not let in by ${parent}: ${one ? 'its listener does not admit' : 'none of its listeners admits'} it from ${quoted(namespace)}`;
    },
    question: (subject, { parent }) => `${parent} lets ${subject} in`,
    seen: ({ listeners, kind }) => listeners.flatMap((listener) => refusal(listener, kind) ?? []),
    fix: ({ listeners, kind, namespace }) =>
      listeners.some(({ failed }) => failed === 'namespace')
        ? `have the owner of the Gateway admit ${quoted(namespace)} in allowedRoutes of the listener`
        : `attach to a listener that takes ${kind}, or use a route of a kind that this one takes`,
    traffic: unattached,
  },
  'parent-not-found': {
    title: 'a parentRef names a parent that does not exist',
    why: 'No controller looks after a parent that does not exist, so nobody will ever write a status: the cluster stays silent, and tools that wait for a status wait for ever.',
    message: (subject, { target, fault }) =>
      fault === 'kind'
        ? `${subject} attaches to nothing: ${target.kind} of group ${quoted(target.group)} is no kind of parent; the cluster will stay silent`
        : `${subject} attaches to nothing: ${formatRef(target)} does not exist; the cluster will stay silent`,
    question: (subject, { target }) => `${formatRef(target)} lets ${subject} in`,
    seen: ({ similar }) => similar.map((parent) => `there is ${parent}`),
    fix: ({ target, fault }) =>
      fault === 'kind' ? 'name a Gateway or a ListenerSet' : `name a parent that exists, or add ${formatRef(target)}`,
    traffic: unattached,
  },
  'unsupported-feature': {
    title: 'a manifest uses what the assumed controller lacks',
    why: 'Where the API does not say what a controller without an optional feature does, some ignore the field, some refuse the object, and some stay silent.',
    message: (subject, { feature }) => `${subject} uses ${feature}, which the controller lacks`,
    question: (subject, { feature }) => `${subject} works with a controller that lacks ${feature}`,
    fix: () => 'do without the field, or take a controller that has the feature',
  },
};
