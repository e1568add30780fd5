import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, takesText } from '../facts/admissions';
import { defineRule, type Found } from '../rule';

export interface Params extends AdmissionPoint {
  readonly from: string;
}

/** A selector beside a `from` that pays it no attention. */
export const selectorIgnored = defineRule('selector-ignored', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'a namespace selector is not looked at',
  why: 'A selector counts only beside from: Selector. Beside anything else the API server stores it and nobody reads it.',
  *find({ world }): Iterable<Found<Params>> {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (selector === undefined || from === undefined || from === 'Selector') continue;
      const edit = setField(owner, [...path, 'from'], 'Selector');
      yield { at: owner, path: [...path, 'selector'], severity: 'warning', params: { ...admissionPoint(admission), from }, edit };
    }
  },
  message: (subject, { from, ...door }) =>
    `${takesText(subject, door)} by from: ${from}, which pays no attention to the selector beside it`,
});
