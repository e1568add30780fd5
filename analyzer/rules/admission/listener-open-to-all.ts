import type { LabelSelector } from '../../model/objects';
import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, allowsText, byName, NAME_LABEL } from '../facts/admissions';
import { defineRule, type Found } from '../rule';

export interface Params extends AdmissionPoint {
  readonly bySelector: boolean;
}

/** Whether a selector matches every possible namespace. */
function selectsAll({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return (
    Object.keys(matchLabels).length === 0 &&
    matchExpressions.every(({ key, operator, values = [] }) => key === NAME_LABEL && operator === 'Exists' && values.length === 0)
  );
}

/** A listener that allows routes from every namespace, including those that come later; or a Gateway that allows ListenerSets so. */
export const listenerOpenToAll = defineRule('listener-open-to-all', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'a listener allows routes from every namespace',
  why: 'Anyone who can create a route in any namespace, now or later, can attach here and claim the hosts and paths of others.',
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
    `${allowsText(subject, door)} from every namespace${bySelector ? ': its selector matches all of them' : ''}`,
  fix: () => `select namespaces by ${NAME_LABEL}`,
});
