import type { LabelSelector } from '../../model/objects';
import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, byName, NAME_LABEL, takesText } from '../facts/admissions';
import { defineRule, type Found } from '../rule';

export interface Params extends AdmissionPoint {
  readonly bySelector: boolean;
}

/** Whether a selector holds for every namespace there can be. */
function selectsAll({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return (
    Object.keys(matchLabels).length === 0 &&
    matchExpressions.every(({ key, operator, values = [] }) => key === NAME_LABEL && operator === 'Exists' && values.length === 0)
  );
}

/** A listener that takes routes from every namespace, also from those that come later; or a Gateway that takes ListenerSets so. */
export const listenerOpenToAll = defineRule('listener-open-to-all', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'a listener takes routes from every namespace',
  why: 'Whoever may write a route in any namespace, now or later, can attach here and claim hosts and paths beside those who are meant to.',
  *find({ world, facts }): Iterable<Found<Params>> {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      const bySelector = from === 'Selector' && selector !== undefined && selectsAll(selector);
      if (from !== 'All' && !bySelector) continue;
      const names = facts.attachmentRequests.namespaces(admission);
      const edit =
        names.length > 0 ? setField(owner, path, { from: 'Selector', selector: byName([owner.namespace, ...names]) }) : undefined;
      const params = { ...admissionPoint(admission), bySelector };
      yield { at: owner, path: [...path, bySelector ? 'selector' : 'from'], severity: 'warning', params, edit };
    }
  },
  message: (subject, { bySelector, ...door }) =>
    `${takesText(subject, door)} from every namespace${bySelector ? ': its selector holds for all of them' : ''}`,
  fix: () => `select the namespaces that are meant by ${NAME_LABEL}`,
});
