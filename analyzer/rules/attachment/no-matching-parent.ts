import type { Manifest } from '../../model/manifest';
import { formatRef } from '../../model/object-ref';
import type { ParentReference } from '../../model/objects';
import type { Candidate } from '../../status/conditions/cause';
import type { Prediction } from '../../status/conditions/prediction';
import { nearest } from '../../text/did-you-mean';
import { list, quoted } from '../../text/words';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type ParentFault, parentFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { type RefusedAttachment, type RefusingListener, refusingListeners } from './refusing-listeners';

export interface Params extends RefusedAttachment {
  readonly sectionName?: string;
  readonly port?: number;
  readonly sets: readonly string[];
}

type Asked = Pick<ParentReference, 'sectionName' | 'port'>;

/**
 * The listener that is likely meant: by a similar name, by its port, or because there is no other.
 */
function fixFor({ manifest, parent, cause }: ParentFault<'no-matching-parent'>): Edit | undefined {
  const { sectionName, port, candidates } = cause;
  const names = candidates.map(({ listener }) => listener);
  if (sectionName === undefined) {
    const ports = [...new Set(candidates.flatMap((one) => one.port ?? []))];
    return ports.length === 1 ? setField(manifest, [...parent.path, 'port'], ports[0]) : undefined;
  }
  const named = candidates.find(({ listener }) => listener === sectionName);
  if (named !== undefined) {
    return named.port === undefined ? undefined : setField(manifest, [...parent.path, 'port'], named.port);
  }
  const onPort = port === undefined ? candidates : candidates.filter((one) => one.port === port);
  const likely = nearest(sectionName, names) ?? (onPort.length === 1 ? onPort[0]?.listener : undefined);
  return likely === undefined ? undefined : setField(manifest, [...parent.path, 'sectionName'], likely);
}

/**
 * The ListenerSets that add a listener of this name to the Gateway: it is reached through them
 * alone.
 */
function addedBy({ listenerSets }: Prediction, { manifest, cause }: ParentFault<'no-matching-parent'>): Manifest<'ListenerSet'>[] {
  const sets = listenerSets.filter(
    ({ gateway, listeners }) =>
      gateway?.manifest === cause.parent &&
      listeners.some(({ listener }) => listener.name === cause.sectionName && cause.port === undefined),
  );
  const own = sets.filter((set) => set.manifest.namespace === manifest.namespace);
  return (own.length > 0 ? own : sets).map((set) => set.manifest);
}

/** References the ListenerSet in place of its Gateway. */
function redirect({ manifest, parent, cause }: ParentFault<'no-matching-parent'>, { group, kind, namespace, name }: Manifest): Edit {
  const elsewhere = namespace === manifest.namespace ? {} : { namespace };
  return setField(manifest, parent.path, { group, kind, ...elsewhere, name, sectionName: cause.sectionName });
}

function paramsOf(parent: Manifest, candidates: readonly Candidate[], { sectionName, port }: Asked): Params {
  return {
    parent: formatRef(parent),
    listeners: refusingListeners(candidates),
    ...(sectionName !== undefined && { sectionName }),
    ...(port !== undefined && { port }),
    sets: [],
  };
}

function listenerText({ listener, port, hostname }: RefusingListener): string {
  const details = [port === undefined ? undefined : `port ${port}`, hostname === undefined ? undefined : `hostname ${quoted(hostname)}`];
  const known = details.filter((text) => text !== undefined).join(', ');
  return known === '' ? quoted(listener) : `${quoted(listener)} (${known})`;
}

function askedFor({ sectionName, port }: Params): string {
  const name = sectionName === undefined ? '' : ` named ${quoted(sectionName)}`;
  return `${name}${port === undefined ? '' : ` on port ${port}`}`;
}

/** A parentRef whose sectionName and port select no listener. */
export const noMatchingParent = defineRule('no-matching-parent', {
  reads: [],
  title: 'a parentRef selects no listener of its parent',
  why: 'sectionName and port of a parentRef select listeners of the parent. If they select none, the route is not accepted and gets no traffic.',
  *find({ prediction }): Iterable<Found<Params>> {
    const { routes } = prediction;
    for (const fault of parentFaults(routes, 'no-matching-parent')) {
      const { manifest, cause, severity, predicts } = fault;
      const sets = addedBy(prediction, fault);
      const params = { ...paramsOf(cause.parent, cause.candidates, cause), sets: sets.map(formatRef) };
      const [set] = sets;
      const edit = severity === 'error' ? (set === undefined ? fixFor(fault) : redirect(fault, set)) : undefined;
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
    for (const { manifest, parent, cause, severity } of parentFaults(routes, 'field-unknown')) {
      if (parent.parent !== undefined) {
        yield { at: manifest, path: parent.path, severity, params: paramsOf(parent.parent, [], parent.parentRef), missing: cause.missing };
      }
    }
  },
  message: (subject, params) => `${subject} is not attached: ${params.parent} has no listener${askedFor(params)}`,
  question: (subject, params) => `${params.parent} has a listener${askedFor(params)} for ${subject}`,
  seen: ({ parent, listeners, sectionName, sets }) => [
    ...(listeners.length === 0 ? [] : [`${parent} has listener${listeners.length === 1 ? '' : 's'} ${list(listeners.map(listenerText))}`]),
    ...sets.map((set) => `${set} adds listener ${quoted(sectionName ?? '')}, which is reached only through ${set}`),
  ],
  fix: ({ listeners }) => (listeners.length === 0 ? undefined : `use an existing listener: ${list(listeners.map(listenerText), 'or')}`),
  traffic: unattached,
});
