import { valueAt } from '../../model/path';
import { nearest } from '../../text/did-you-mean';
import { list, quoted } from '../../text/words';
import { removeField, setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type ListenerFault, listenerFaults } from '../facts/condition-faults';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listener: string;
  readonly entry: string;
  readonly allowed: readonly string[];
}

const GROUP = 'gateway.networking.k8s.io';

function fixFor({ listener: { owner, listener }, cause: { path, allowed } }: ListenerFault<'invalid-route-kinds'>): Edit | undefined {
  const entry = valueAt(owner.object, path);
  if (typeof entry !== 'object' || entry === null) {
    return undefined;
  }
  const { group, kind } = entry as { group: string; kind: string };
  if (group !== GROUP && allowed.includes(kind)) {
    return setField(owner, [...path, 'group'], GROUP);
  }
  const likely = nearest(kind, allowed);
  if (likely !== undefined && !listener.allowedRoutes?.kinds?.some((other) => other.kind === likely)) {
    return setField(owner, [...path, 'kind'], likely);
  }
  return (listener.allowedRoutes?.kinds?.length ?? 0) > 1 ? removeField(owner, path) : undefined;
}

/** A kind in allowedRoutes that the listener's protocol does not support. */
export const invalidRouteKinds = defineRule('invalid-route-kinds', {
  reads: [],
  title: 'a listener allows a kind of route that its protocol does not support',
  why: 'The protocol of a listener determines which kinds of routes it supports. Any other kind makes ResolvedRefs of the listener False; the other kinds still attach.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const fault of listenerFaults(prediction, 'invalid-route-kinds')) {
      const { cause, severity, predicts } = fault;
      const { listener, entry, allowed, path, missing } = cause;
      yield {
        at: fault.listener.owner,
        path,
        severity,
        params: { listener, entry, allowed },
        missing,
        predicts,
        edit: severity === 'error' ? fixFor(fault) : undefined,
      };
    }
  },
  message: (subject, { listener, entry }) =>
    `${subject} has listener ${quoted(listener)} that allows ${entry}, which its protocol does not support`,
  question: (subject, { listener, entry }) => `listener ${quoted(listener)} of ${subject} supports ${entry}`,
  seen: ({ allowed }) => [`its protocol supports ${allowed.length === 0 ? 'no kind of route' : list(allowed)}`],
  fix: ({ entry }) => `remove ${entry} from allowedRoutes.kinds`,
});
