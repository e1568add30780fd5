import type { ReferenceGrantFrom, ReferenceGrantTo } from '../../model/objects';
import { list } from '../../text/words';
import { removeObject } from '../edits/change';
import { isKnownWhole, isReferrer, isTarget } from '../facts/grant-entries';
import { fromText, toText } from '../facts/grant-text';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly from: readonly ReferenceGrantFrom[];
  readonly to: readonly ReferenceGrantTo[];
}

/** A ReferenceGrant that no reference uses, if everything that could use it is in the input. */
export const grantUnused = defineRule('grant-unused', {
  reads: ['Namespace', 'ReferenceGrant'],
  title: 'a ReferenceGrant permits references that do not exist',
  why: 'The grant stays open for whatever comes next. Remove consent that is no longer used.',
  *find({ world, facts }): Iterable<Found<Params>> {
    for (const grant of world.all('ReferenceGrant')) {
      const { from = [], to = [] } = grant.object.spec;
      if (from.length === 0 || to.length === 0 || facts.grantUses.has(grant) || facts.grantNearMisses.has(grant)) {
        continue;
      }
      if (!from.every((entry) => entry.namespace !== grant.namespace && isReferrer(entry) && isKnownWhole(world, entry))) {
        continue;
      }
      if (!to.every(isTarget)) {
        continue;
      }
      yield { at: grant, severity: 'warning', params: { from, to }, edit: removeObject(grant) };
    }
  },
  message: (subject, { from, to }) =>
    `${subject} permits ${list(from.map(fromText))} to reference ${list(to.map(toText))}, but no such reference exists`,
});
