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

/** A ListenerSet that its Gateway does not allow. */
export const listenerSetNotAllowed = defineRule('listener-set-not-allowed', {
  reads: ['Namespace'],
  title: 'a Gateway does not allow a ListenerSet',
  why: 'The owner of a Gateway decides in allowedListeners who may add listeners to it. By default nobody may.',
  *find({ world, facts, prediction: { listenerSets } }): Iterable<Found<Params>> {
    for (const { manifest, conditions } of listenerSets) {
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'not-allowed')) {
        const { parent, from, selector, path, missing } = cause;
        const { namespace } = manifest;
        const admission = new AdmitNamespaceEdit(world, facts, parent, ['spec', 'allowedListeners', 'namespaces'], namespace);
        const edit = severity === 'error' ? admission.edit({ from, selector, own: parent.namespace }) : undefined;
        const params = { gateway: formatRef(parent), namespace, own: parent.namespace, from, ...(selector !== undefined && { selector }) };
        yield { at: manifest, path, severity, params, missing, predicts, edit };
      }
    }
  },
  message: (subject, { gateway, namespace }) =>
    `${gateway} does not allow ${subject}: its allowedListeners allows no ListenerSets from ${quoted(namespace)}`,
  question: (subject, { gateway }) => `${gateway} allows ${subject}`,
  seen: ({ gateway, own, from, selector }) => [`${gateway} allows ListenerSets from ${allowedNamespacesText(from, selector, own)}`],
  fix: ({ namespace }) => `ask the owner of the Gateway to allow ${quoted(namespace)} in allowedListeners`,
  traffic: unattached,
});
