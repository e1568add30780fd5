import { formatRef } from '../../model/object-ref';
import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type ParentFault, parentFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';
import { closed } from './refusing-listeners';

/** The hostname that is meant where a hostname of the route has a typo. */
function meant(hostname: string, listeners: readonly string[]): string | undefined {
  const exact = nearest(hostname, listeners);
  if (exact !== undefined) return exact;
  const dot = hostname.indexOf('.');
  const suffixes = listeners.filter((name) => name.startsWith('*.')).map((name) => name.slice(2));
  const suffix = nearest(hostname.slice(dot + 1), suffixes);
  return suffix === undefined ? undefined : `${hostname.slice(0, dot)}.${suffix}`;
}

function mend({ manifest, cause }: ParentFault<'no-matching-listener-hostname'>): Edit | undefined {
  const listeners = cause.candidates.flatMap(({ failed, hostname }) => (failed === 'hostname' ? (hostname ?? []) : []));
  for (const [index, hostname] of cause.hostnames.entries()) {
    const right = meant(hostname, listeners);
    if (right !== undefined) return setField(manifest, ['spec', 'hostnames', index], right);
  }
  return undefined;
}

/** A route none of whose hostnames fits a listener that would let it in. */
export const noMatchingListenerHostname: Rule<'no-matching-listener-hostname'> = {
  reads: [],
  *find({ prediction }) {
    for (const fault of parentFaults(prediction.routes, 'no-matching-listener-hostname')) {
      const { manifest, cause, severity, predicts } = fault;
      const params = { parent: formatRef(cause.parent), listeners: closed(cause.candidates), hostnames: cause.hostnames };
      const edit = severity === 'error' ? mend(fault) : undefined;
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
};
