import { setField } from '../edits/change';
import { admissions, askers, byName, doorOf } from '../facts/admissions';
import type { Rule } from '../rule';

/** `from: Selector` with nothing to select by: it lets in nobody. */
export const selectorMissing: Rule<'selector-missing'> = {
  reads: ['Gateway', 'ListenerSet'],
  *find({ world, prediction }) {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector !== undefined || !owner.known([...path, 'selector'])) continue;
      const edit = setField(owner, [...path, 'selector'], byName([owner.namespace, ...askers(prediction, admission)]));
      yield { at: owner, path: [...path, 'from'], severity: 'warning', params: doorOf(admission), edit };
    }
  },
};
