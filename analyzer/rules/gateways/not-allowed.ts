import { formatRef } from '../../model/object-ref';
import { Invitation } from '../edits/admit-namespace-edit';
import { conditionFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** A ListenerSet that its Gateway does not admit. */
export const notAllowed: Rule<'not-allowed'> = {
  reads: ['Namespace'],
  *find({ world, prediction: { listenerSets } }) {
    for (const { manifest, conditions } of listenerSets)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'not-allowed')) {
        const { parent, from, selector, path, missing } = cause;
        const { namespace } = manifest;
        const invitation = new Invitation(world, parent, ['spec', 'allowedListeners', 'namespaces'], namespace);
        const edit = severity === 'error' ? invitation.edit({ from, selector, own: parent.namespace }) : undefined;
        const params = { gateway: formatRef(parent), namespace, own: parent.namespace, from, ...(selector !== undefined && { selector }) };
        yield { at: manifest, path, severity, params, missing, predicts, edit };
      }
  },
};
