import type { ReferenceGrantFrom } from '../../model/objects';
import { removeField, removeObject } from '../edits/change';
import { isParent } from '../facts/grant-entries';
import { fromText } from '../facts/grant-text';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly from: ReferenceGrantFrom;
}

/** A ReferenceGrant that permits its own namespace, within which nothing needs a grant. */
export const grantSameNamespace = defineRule('grant-same-namespace', {
  reads: ['ReferenceGrant'],
  title: 'a ReferenceGrant permits its own namespace',
  why: 'A reference within one namespace needs no consent. The grant has no effect, and suggests a crossing that does not exist.',
  *find({ world, facts }): Iterable<Found<Params>> {
    for (const grant of world.all('ReferenceGrant')) {
      const { from = [], to = [] } = grant.object.spec;
      if (to.every(isParent) || facts.grantNearMisses.has(grant)) {
        continue;
      }
      const nothingElse = from.every(({ namespace }) => namespace === grant.namespace);
      for (const [index, entry] of from.entries()) {
        if (entry.namespace !== grant.namespace) {
          continue;
        }
        const edit = nothingElse ? removeObject(grant) : removeField(grant, ['spec', 'from', index]);
        yield { at: grant, path: ['spec', 'from', index, 'namespace'], severity: 'warning', params: { from: entry }, edit };
      }
    }
  },
  message: (subject, { from }) => `${subject} permits ${fromText(from)}, its own namespace, where no reference needs a grant`,
});
