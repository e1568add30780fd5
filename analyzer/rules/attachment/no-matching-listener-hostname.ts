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

/** The hostname that a hostname of the route is a typo of. */
function likely(hostname: string, listeners: readonly string[]): string | undefined {
  const exact = nearest(hostname, listeners);
  if (exact !== undefined) {
    return exact;
  }
  const dot = hostname.indexOf('.');
  const suffixes = listeners.filter((name) => name.startsWith('*.')).map((name) => name.slice(2));
  const suffix = nearest(hostname.slice(dot + 1), suffixes);
  return suffix === undefined ? undefined : `${hostname.slice(0, dot)}.${suffix}`;
}

function fixFor({ manifest, cause }: ParentFault<'no-matching-listener-hostname'>): Edit | undefined {
  const listeners = cause.candidates.flatMap(({ failed, hostname }) => (failed === 'hostname' ? (hostname ?? []) : []));
  for (const [index, hostname] of cause.hostnames.entries()) {
    const right = likely(hostname, listeners);
    if (right !== undefined) {
      return setField(manifest, ['spec', 'hostnames', index], right);
    }
  }
  return undefined;
}

/** A route with no hostname that matches a listener that would allow it. */
export const noMatchingListenerHostname = defineRule('no-matching-listener-hostname', {
  reads: [],
  title: 'no hostname of a route matches a listener',
  why: 'A route attaches to a listener only if the two have a hostname in common. Otherwise the route is not accepted and gets no traffic.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const fault of parentFaults(prediction.routes, 'no-matching-listener-hostname')) {
      const { manifest, cause, severity, predicts } = fault;
      const params = { parent: formatRef(cause.parent), listeners: refusingListeners(cause.candidates), hostnames: cause.hostnames };
      const edit = severity === 'error' ? fixFor(fault) : undefined;
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
  message: (subject, { parent, hostnames }) =>
    `${subject} has no hostname in common with the listeners of ${parent}: it has ${quotedList(hostnames)}`,
  question: (subject, { parent }) => `${subject} has a hostname in common with a listener of ${parent}`,
  seen: ({ listeners }) =>
    listeners
      .filter(({ failed }) => failed === 'hostname')
      .map(({ listener, hostname = '' }) => `listener ${quoted(listener)} has hostname ${quoted(hostname)}`),
  fix: () => 'use a hostname that the listener covers, or remove spec.hostnames to use the listener’s',
  traffic: unattached,
});
