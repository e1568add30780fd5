import { removeField, removeObject } from '../edits/change';
import { isParent } from '../facts/grant-entries';
import type { Rule } from '../rule';
import { isNearMiss } from './grant-near-misses';

/** A ReferenceGrant that lets in its own namespace, within which nothing needs a grant. */
export const grantSameNamespace: Rule<'grant-same-namespace'> = {
  reads: ['ReferenceGrant'],
  *find({ world, prediction }) {
    for (const grant of world.all('ReferenceGrant')) {
      const { from = [], to = [] } = grant.object.spec;
      if (to.every(isParent) || isNearMiss(prediction, grant)) continue;
      const nothingElse = from.every(({ namespace }) => namespace === grant.namespace);
      for (const [index, entry] of from.entries()) {
        if (entry.namespace !== grant.namespace) continue;
        const edit = nothingElse ? removeObject(grant) : removeField(grant, ['spec', 'from', index]);
        yield { at: grant, path: ['spec', 'from', index, 'namespace'], severity: 'warning', params: { from: entry }, edit };
      }
    }
  },
};
