import { formatRef } from '../../model/object-ref';
import type { LabelSelector } from '../../model/objects';
import { quoted } from '../../text/words';
import { AdmitNamespaceEdit } from '../edits/admit-namespace-edit';
import { conditionFaults } from '../facts/condition-faults';
import { allowedNamespacesText } from '../facts/grant-text';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly gateway: string;
  readonly namespace: string;
  readonly own: string;
  readonly from: string;
  readonly selector?: LabelSelector;
}

/** A ListenerSet that its Gateway does not admit. */
export const listenerSetNotAllowed = defineRule('listener-set-not-allowed', {
  reads: ['Namespace'],
  title: 'a Gateway does not let a ListenerSet in',
  why: 'Who may add listeners to a Gateway is for its owner to say, in allowedListeners; where nothing is said, nobody may.',
  *find({ world, facts, prediction: { listenerSets } }): Iterable<Found<Params>> {
    for (const { manifest, conditions } of listenerSets)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'not-allowed')) {
        const { parent, from, selector, path, missing } = cause;
        const { namespace } = manifest;
        const admission = new AdmitNamespaceEdit(world, facts, parent, ['spec', 'allowedListeners', 'namespaces'], namespace);
        const edit = severity === 'error' ? admission.edit({ from, selector, own: parent.namespace }) : undefined;
        const params = { gateway: formatRef(parent), namespace, own: parent.namespace, from, ...(selector !== undefined && { selector }) };
        yield { at: manifest, path, severity, params, missing, predicts, edit };
      }
  },
  message: (subject, { gateway, namespace }) =>
    `${subject} is not let in by ${gateway}: its allowedListeners does not admit ${quoted(namespace)}`,
  question: (subject, { gateway }) => `${gateway} lets ${subject} in`,
  seen: ({ gateway, own, from, selector }) => [`${gateway} takes ListenerSets from ${allowedNamespacesText(from, selector, own)}`],
  fix: ({ namespace }) => `have the owner of the Gateway admit ${quoted(namespace)} in allowedListeners`,
  traffic: unattached,
});
