import type { LabelSelector } from '../../model/objects';
import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, allowsText, byName, NAME_LABEL } from '../facts/admissions';
import { unseenAttachments, unseenText } from '../facts/unseen-attachments';
import { defineRule, type Found } from '../rule';

export interface Params extends AdmissionPoint {
  readonly bySelector: boolean;
  /** What may attach beside what is in the input. */
  readonly unseen: readonly string[];
}

/** Whether a selector matches every possible namespace. */
function selectsAll({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return (
    Object.keys(matchLabels).length === 0 &&
    matchExpressions.every(({ key, operator, values = [] }) => key === NAME_LABEL && operator === 'Exists' && values.length === 0)
  );
}

/**
 * A listener that allows routes from every namespace, including those that come later; or a Gateway
 * that allows ListenerSets so.
 */
export const listenerOpenToAll = defineRule('listener-open-to-all', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'a listener allows routes from every namespace',
  why: 'Anyone who can create a route in any namespace, now or later, can attach here and claim the hosts and paths of others.',
  *find(input): Iterable<Found<Params>> {
    for (const admission of admissions(input.world)) {
      const { owner, path, from, selector } = admission;
      const bySelector = from === 'Selector' && selector !== undefined && selectsAll(selector);
      if (from !== 'All' && !bySelector) {
        continue;
      }
      const names = input.facts.attachmentRequests.namespaces(admission);
      const listed = [owner.namespace, ...names];
      const unseen = unseenAttachments(input, admission, (namespace) => listed.includes(namespace));
      const isClosable = names.length > 0 && unseen.length === 0;
      const edit = isClosable ? setField(owner, path, { from: 'Selector', selector: byName(listed) }) : undefined;
      const params = { ...admissionPoint(admission), bySelector, unseen };
      yield { at: owner, path: [...path, bySelector ? 'selector' : 'from'], severity: 'warning', params, edit };
    }
  },
  message: (subject, { bySelector, ...door }) =>
    `${allowsText(subject, door)} from every namespace${bySelector ? ': its selector matches all of them' : ''}`,
  seen: ({ unseen }) => unseenText(unseen),
  fix: ({ unseen }) =>
    unseen.length === 0
      ? `select namespaces by ${NAME_LABEL}`
      : `select namespaces by ${NAME_LABEL}, including those that these attach from, or ignore the finding with a reason`,
});
