import { nearest } from '../../text/did-you-mean';
import { list, quoted } from '../../text/words';
import { setField } from '../edits/change';
import { backendFaults } from '../facts/condition-faults';
import { lossOf, unresolved } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { type BackendFault, kindText } from './backend-fault';

export interface Params extends BackendFault {
  readonly allowed: readonly string[];
}

/** A backend of a group and kind that controllers need not know. */
export const invalidKind = defineRule('invalid-kind', {
  reads: [],
  title: 'a backend is of a kind that does not receive traffic',
  why: 'Every controller sends traffic to a Service of the core group, whose name is the empty string. Other kinds are implementation-specific.',
  *find({ prediction }): Iterable<Found<Params>> {
    for (const { manifest, reference, cause, severity, predicts } of backendFaults(prediction, 'invalid-kind', 'InvalidKind')) {
      const { target, allowed } = cause;
      const params = { target, allowed, loss: lossOf(manifest, reference) };
      const kind = target.group === '' ? nearest(target.kind, ['Service']) : undefined;
      const field = kind === undefined && target.kind === 'Service' ? 'group' : 'kind';
      const right = field === 'group' ? '' : kind;
      const edit = right === undefined ? undefined : setField(manifest, [...reference.path, field], right);
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
  message: (subject, { target }) =>
    `${subject} sends to ${target.kind} ${target.namespace}/${target.name} of group ${quoted(target.group)}, which is not a kind of backend`,
  question: (subject, { target }) => `a controller can send the requests of ${subject} to ${kindText(target)}`,
  seen: ({ allowed }) => (allowed.length === 0 ? [] : [`a backend is a ${list(allowed, 'or')}`]),
  fix: () => 'use a Service, of group ""',
  traffic: (kind, { loss }) => unresolved(kind, loss),
});
