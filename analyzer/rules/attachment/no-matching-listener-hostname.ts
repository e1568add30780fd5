import { formatRef } from '../../model/object-ref';
import { nearest } from '../../text/did-you-mean';
import { quoted, quotedList } from '../../text/words';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type ParentFault, parentFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { type RefusedAttachment, refusingListeners } from './refusing-listeners';

export interface Params extends RefusedAttachment {
  readonly hostnames: readonly string[];
}

/** The hostname that is meant where a hostname of the route has a typo. */
function meant(hostname: string, listeners: readonly string[]): string | undefined {
  const exact = nearest(hostname, listeners);
  if (exact !== undefined) return exact;
  const dot = hostname.indexOf('.');
  const suffixes = listeners.filter((name) => name.startsWith('*.')).map((name) => name.slice(2));
  const suffix = nearest(hostname.slice(dot + 1), suffixes);
  return suffix === undefined ? undefined : `${hostname.slice(0, dot)}.${suffix}`;
}

function fixFor({ manifest, cause }: ParentFault<'no-matching-listener-hostname'>): Edit | undefined {
  const listeners = cause.candidates.flatMap(({ failed, hostname }) => (failed === 'hostname' ? (hostname ?? []) : []));
  for (const [index, hostname] of cause.hostnames.entries()) {
    const right = meant(hostname, listeners);
    if (right !== undefined) return setField(manifest, ['spec', 'hostnames', index], right);
  }
  return undefined;
}

/** A route none of whose hostnames fits a listener that would let it in. */
export const noMatchingListenerHostname = defineRule('no-matching-listener-hostname', {
  reads: [],
  title: 'no hostname of a route fits a listener',
  why: 'A route takes part in a listener only if the two have a hostname in common. Where they have none, the route is not accepted and gets no traffic.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const fault of parentFaults(prediction.routes, 'no-matching-listener-hostname')) {
      const { manifest, cause, severity, predicts } = fault;
      const params = { parent: formatRef(cause.parent), listeners: refusingListeners(cause.candidates), hostnames: cause.hostnames };
      const edit = severity === 'error' ? fixFor(fault) : undefined;
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
  message: (subject, { parent, hostnames }) =>
    `${subject} shares no hostname with the listeners of ${parent}: it has ${quotedList(hostnames)}`,
  question: (subject, { parent }) => `${subject} shares a hostname with a listener of ${parent}`,
  seen: ({ listeners }) =>
    listeners
      .filter(({ failed }) => failed === 'hostname')
      .map(({ listener, hostname = '' }) => `listener ${quoted(listener)} has hostname ${quoted(hostname)}`),
  fix: () => 'give the route a hostname that the listener covers, or leave spec.hostnames out to take the listener’s',
  traffic: unattached,
});
