import { formatRef } from '../model/object-ref';
import type { ReferenceGrantFrom, ReferenceGrantTo } from '../model/objects';
import type { NearGrant, Referrer, Target } from '../status/conditions/cause';
import { list, quoted } from '../text/words';
import type { Catalog } from './entry';
import { fromText, toText } from './facts/grant-text';
import { type Loss, unresolved } from './facts/traffic';

/** A ReferenceGrant that comes near, as far as it falls short. */
interface Near {
  readonly name: string;
  readonly namespace: string;
  readonly failed: NearGrant['failed'];
  readonly from: readonly ReferenceGrantFrom[];
  readonly to: readonly ReferenceGrantTo[];
}

interface Backend {
  readonly target: Target;
  readonly loss: Loss;
}

export interface ReferenceParams {
  'backend-not-found': Backend & { readonly similar: readonly string[] };
  'backend-port-not-found': Backend & {
    readonly ports: readonly string[];
    /** Of the port that is there, where it is not the one that the route needs. */
    readonly protocol?: string;
  };
  'extension-unknown': { readonly target: Target };
  'invalid-kind': Backend & { readonly allowed: readonly string[] };
  'ref-not-permitted': Backend & { readonly from: Referrer; readonly near: readonly Near[] };
  'unsupported-app-protocol': Backend & { readonly appProtocol: string };
}

function nearText({ name, namespace, failed, from, to }: Near, target: Target): string {
  if (failed.includes('namespace'))
    return `ReferenceGrant ${namespace}/${name} lies in ${quoted(namespace)}; a grant counts only in the target's namespace, ${quoted(target.namespace)}`;
  const permits = failed.includes('from') ? list(from.map(fromText)) : `references to ${list(to.map(toText))}`;
  return `${name} permits ${permits}`;
}

function kindText({ group, kind }: Target): string {
  return group === '' ? kind : `${kind} of group ${quoted(group)}`;
}

export const references: Catalog<ReferenceParams> = {
  'backend-not-found': {
    title: 'a backend does not exist',
    why: 'A route to a Service that does not exist is accepted all the same: its requests fail instead.',
    message: (subject, { target }) => `${subject} sends to ${formatRef(target)}, which does not exist`,
    question: (_, { target }) => `${formatRef(target)} exists`,
    seen: ({ similar }) => similar.map((service) => `there is ${service}`),
    fix: ({ target }) => `name a Service that exists, or add ${formatRef(target)}`,
    traffic: (kind, { loss }) => unresolved(kind, loss),
  },
  'backend-port-not-found': {
    title: 'a backend has no such port',
    why: 'A backendRef names a port of the Service, not of its pods. Where the Service has no such port, requests fail, and controllers differ on what they write into the status.',
    message: (subject, { target }) =>
      target.port === undefined
        ? `${subject} sends to ${formatRef(target)} without saying which port`
        : `${subject} sends to port ${target.port} of ${formatRef(target)}, which has no such port`,
    question: (subject, { target, protocol }) =>
      `${subject} may send to port ${target.port} of ${formatRef(target)}, whose protocol is ${protocol}`,
    seen: ({ target, ports }) => [`${formatRef(target)} has ${ports.length === 0 ? 'no ports' : `port ${list(ports)}`}`],
    fix: ({ ports, target }) =>
      ports.length === 0 ? `add the port to ${formatRef(target)}` : `name a port that the Service has: ${list(ports, 'or')}`,
    traffic: (kind, { loss }) => unresolved(kind, loss),
  },
  'extension-unknown': {
    title: 'a filter is an object that is not in the input',
    why: 'A filter of type ExtensionRef is an object that only some controller knows. A controller that does not find it answers requests with an error, for a filter must not be skipped.',
    message: (subject, { target }) => `${subject} is filtered by ${kindText(target)} ${target.namespace}/${target.name}`,
    question: (subject, { target }) => `${subject} finds its filter ${kindText(target)} ${target.namespace}/${target.name}`,
    fix: ({ target }) => `add ${formatRef(target)}`,
  },
  'invalid-kind': {
    title: 'a backend is of a kind that nobody sends traffic to',
    why: 'Every controller sends traffic to a Service of the core group, whose name is the empty string. What else it knows is its own affair.',
    message: (subject, { target }) =>
      `${subject} sends to ${target.kind} ${target.namespace}/${target.name} of group ${quoted(target.group)}, which is no kind of backend`,
    question: (subject, { target }) => `a controller lets ${subject} send to ${kindText(target)}`,
    seen: ({ allowed }) => (allowed.length === 0 ? [] : [`a backend is a ${list(allowed, 'or')}`]),
    fix: () => 'send to a Service, of group ""',
    traffic: (kind, { loss }) => unresolved(kind, loss),
  },
  'ref-not-permitted': {
    title: 'a reference into another namespace has no ReferenceGrant',
    why: 'A reference into another namespace counts only if that namespace consents to it with a ReferenceGrant. Without one a controller acts as if the target were not there.',
    message: (subject, { target, from }) =>
      `${subject} may not reference ${formatRef(target)}: no ReferenceGrant in ${quoted(target.namespace)} permits ${fromText(from)}`,
    question: (subject, { target }) => `${subject} may reference ${formatRef(target)}`,
    seen: ({ near, target }) => near.map((grant) => nearText(grant, target)),
    traffic: (kind, { loss }) => unresolved(kind, loss),
  },
  'unsupported-app-protocol': {
    title: 'a backend speaks a protocol that a controller need not know',
    why: 'appProtocol of a Service’s port tells a controller how to speak to it. A controller that cannot speak the protocol sends nothing.',
    message: (subject, { target, appProtocol }) =>
      `${subject} sends to port ${target.port} of ${formatRef(target)}, whose appProtocol ${quoted(appProtocol)} is not spoken`,
    question: (subject, { target, appProtocol }) =>
      `a controller speaks ${quoted(appProtocol)}, appProtocol of ${formatRef(target)}, to which ${subject} sends`,
    fix: () => 'take a controller that speaks it, or another port of the Service',
    traffic: (kind, { loss }) => unresolved(kind, loss),
  },
};
