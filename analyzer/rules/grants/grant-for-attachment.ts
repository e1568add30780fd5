import { removeField, removeObject } from '../edits/change';
import { isParent, isReferrer } from '../facts/grant-entries';
import type { Rule } from '../rule';

/** A ReferenceGrant from routes to a Gateway or ListenerSet: attachment is a matter of the listener's `allowedRoutes`. */
export const grantForAttachment: Rule<'grant-for-attachment'> = {
  reads: ['ReferenceGrant'],
  *find({ world }) {
    for (const grant of world.all('ReferenceGrant')) {
      const { from = [], to = [] } = grant.object.spec;
      const referrer = from.find((entry) => isReferrer(entry) && entry.kind !== 'Gateway');
      if (referrer === undefined) continue;
      const nothingElse = to.every(isParent);
      for (const [index, entry] of to.entries()) {
        if (!isParent(entry)) continue;
        const path = ['spec', 'to', index];
        const edit = nothingElse ? removeObject(grant) : removeField(grant, path);
        yield { at: grant, path, severity: 'warning', params: { from: referrer, to: entry }, edit };
      }
    }
  },
};
