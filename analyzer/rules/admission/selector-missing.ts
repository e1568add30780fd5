import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, allowsText, byName } from '../facts/admissions';
import { defineRule, type Found } from '../rule';

/** `from: Selector` without a selector: it allows nobody. */
export const selectorMissing = defineRule('selector-missing', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'from: Selector has no selector',
  why: 'The API server accepts from: Selector without a selector. It selects no namespace, so no route is allowed.',
  *find({ world, facts }): Iterable<Found<AdmissionPoint>> {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector !== undefined || !owner.known([...path, 'selector'])) {
        continue;
      }
      const edit = setField(owner, [...path, 'selector'], byName([owner.namespace, ...facts.attachmentRequests.namespaces(admission)]));
      yield { at: owner, path: [...path, 'from'], severity: 'warning', params: admissionPoint(admission), edit };
    }
  },
  message: (subject, door) => `${allowsText(subject, door)} from no namespace: from: Selector has no selector`,
});
