import { selects } from '../../status/matching/selector';
import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, allowsText } from '../facts/admissions';
import { defineRule, type Found } from '../rule';

export interface Params extends AdmissionPoint {
  readonly from: string;
}

/** A selector with a `from` that ignores it. */
export const selectorIgnored = defineRule('selector-ignored', {
  reads: ['Gateway', 'ListenerSet', 'Namespace'],
  title: 'a namespace selector is ignored',
  why: 'A selector has an effect only with from: Selector. With any other value the API server stores it, and controllers ignore it.',
  *find({ world }): Iterable<Found<Params>> {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (selector === undefined || from === undefined || from === 'Selector') {
        continue;
      }
      // What is allowed today has to stay allowed.
      const keepsOwn = from === 'Same' && selects(selector, world.labels(owner.namespace)) === 'True';
      const edit = keepsOwn ? setField(owner, [...path, 'from'], 'Selector') : undefined;
      yield { at: owner, path: [...path, 'selector'], severity: 'warning', params: { ...admissionPoint(admission), from }, edit };
    }
  },
  message: (subject, { from, ...door }) => `${allowsText(subject, door)} with from: ${from}, so its selector is ignored`,
  fix: () => 'set from: Selector to use the selector, or remove it',
});
