import { nearest } from '../../text/did-you-mean';
import { setField } from '../edits/change';
import { referenceFaults } from '../facts/condition-faults';
import { lossOf } from '../facts/traffic';
import type { Rule } from '../rule';

/** A backend of a group and kind that no controller need know. */
export const invalidKind: Rule<'invalid-kind'> = {
  reads: [],
  *find({ prediction: { routes } }) {
    for (const { manifest, reference, cause, severity, predicts } of referenceFaults(routes, 'invalid-kind', 'InvalidKind')) {
      const { target, allowed } = cause;
      const params = { target, allowed, loss: lossOf(manifest, reference) };
      const kind = target.group === '' ? nearest(target.kind, ['Service']) : undefined;
      const field = kind === undefined && target.kind === 'Service' ? 'group' : 'kind';
      const right = field === 'group' ? '' : kind;
      const edit = right === undefined ? undefined : setField(manifest, [...reference.path, field], right);
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts, edit };
    }
  },
};
