import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, byName, takesText } from '../facts/admissions';
import { defineRule, type Found } from '../rule';

/** `from: Selector` with nothing to select by: it lets in nobody. */
export const selectorMissing = defineRule('selector-missing', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'namespaces are to be selected, and there is no selector',
  why: 'The API server lets from: Selector through without a selector. It selects nothing, so that nobody is let in.',
  *find({ world, facts }): Iterable<Found<AdmissionPoint>> {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector !== undefined || !owner.known([...path, 'selector'])) continue;
      const edit = setField(owner, [...path, 'selector'], byName([owner.namespace, ...facts.attachmentRequests.namespaces(admission)]));
      yield { at: owner, path: [...path, 'from'], severity: 'warning', params: admissionPoint(admission), edit };
    }
  },
  message: (subject, door) => `${takesText(subject, door)} from no namespace: from: Selector has no selector beside it`,
});
