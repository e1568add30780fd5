import { formatRef } from '../model/object-ref';
import { Admission } from './admit';
import { conditionFaults } from './faults';
import type { Rule } from './rule';

/** A ListenerSet that its Gateway does not admit. */
export const notAllowed: Rule<'not-allowed'> = {
  reads: ['Namespace'],
  *find({ world, prediction: { listenerSets } }) {
    for (const { manifest, conditions } of listenerSets)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'not-allowed')) {
        const { parent, from, selector, path, missing } = cause;
        const { namespace } = manifest;
        const admission = new Admission(world, parent, ['spec', 'allowedListeners', 'namespaces'], namespace);
        const edit = severity === 'error' ? admission.edit({ from, selector, own: parent.namespace }) : undefined;
        const params = { gateway: formatRef(parent), namespace, own: parent.namespace, from, ...(selector !== undefined && { selector }) };
        yield { at: manifest, path, severity, params, missing, predicts, edit };
      }
  },
};
