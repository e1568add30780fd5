import type { ReferenceGrantFrom, ReferenceGrantTo } from '../../model/objects';
import { removeField, removeObject } from '../edits/change';
import { isParent, isReferrer } from '../facts/grant-entries';
import { fromText } from '../facts/grant-text';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly from: ReferenceGrantFrom;
  readonly to: ReferenceGrantTo;
}

/**
 * A ReferenceGrant from routes to a Gateway or ListenerSet: attachment is a matter of the
 * listener's `allowedRoutes`.
 */
export const grantForAttachment = defineRule('grant-for-attachment', {
  reads: ['ReferenceGrant'],
  title: 'a ReferenceGrant is written for attachment to a Gateway, which needs none',
  why: 'The allowedRoutes of a listener decide whether a route may attach. Controllers read no ReferenceGrant for it, so this one has no effect but looks as if it had.',
  *find({ world }): Iterable<Found<Params>> {
    for (const grant of world.all('ReferenceGrant')) {
      const { from = [], to = [] } = grant.object.spec;
      const referrer = from.find((entry) => isReferrer(entry) && entry.kind !== 'Gateway');
      if (referrer === undefined) {
        continue;
      }
      const nothingElse = to.every(isParent);
      for (const [index, entry] of to.entries()) {
        if (!isParent(entry)) {
          continue;
        }
        const path = ['spec', 'to', index];
        const edit = nothingElse ? removeObject(grant) : removeField(grant, path);
        yield { at: grant, path, severity: 'warning', params: { from: referrer, to: entry }, edit };
      }
    }
  },
  message: (subject, { from, to }) =>
    `${subject} has no effect for ${fromText(from)}: attachment to a ${to.kind} is allowed by the listener's allowedRoutes, not by a grant`,
});
