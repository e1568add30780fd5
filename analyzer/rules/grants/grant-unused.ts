import { removeObject } from '../edits/change';
import { isKnownWhole, isReferrer, isTarget } from '../facts/grant-entries';
import { grantUses } from '../facts/grant-uses';
import type { Rule } from '../rule';
import { isNearMiss } from './grant-near-misses';

/** A ReferenceGrant that permits nothing that anything in the input refers to, where all that could refer is in the input. */
export const grantUnused: Rule<'grant-unused'> = {
  reads: ['Namespace', 'ReferenceGrant'],
  *find({ world, prediction }) {
    const uses = grantUses(prediction);
    for (const grant of world.all('ReferenceGrant')) {
      const { from = [], to = [] } = grant.object.spec;
      if (from.length === 0 || to.length === 0 || uses.has(grant) || isNearMiss(prediction, grant)) continue;
      if (!from.every((entry) => entry.namespace !== grant.namespace && isReferrer(entry) && isKnownWhole(world, entry))) continue;
      if (!to.every(isTarget)) continue;
      yield { at: grant, severity: 'warning', params: { from, to }, edit: removeObject(grant) };
    }
  },
};
