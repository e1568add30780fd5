import type { LabelSelector } from '../../model/objects';
import { setField } from '../edits/change';
import { admissions, askers, byName, doorOf, NAME_LABEL } from '../facts/admissions';
import type { Rule } from '../rule';

/** Whether a selector holds for every namespace there can be. */
function selectsAll({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return (
    Object.keys(matchLabels).length === 0 &&
    matchExpressions.every(({ key, operator, values = [] }) => key === NAME_LABEL && operator === 'Exists' && values.length === 0)
  );
}

/** A listener that takes routes from every namespace, also from those that come later; or a Gateway that takes ListenerSets so. */
export const listenerOpenToAll: Rule<'listener-open-to-all'> = {
  reads: ['Gateway', 'ListenerSet'],
  *find({ world, prediction }) {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      const bySelector = from === 'Selector' && selector !== undefined && selectsAll(selector);
      if (from !== 'All' && !bySelector) continue;
      const names = askers(prediction, admission);
      const edit =
        names.length > 0 ? setField(owner, path, { from: 'Selector', selector: byName([owner.namespace, ...names]) }) : undefined;
      const params = { ...doorOf(admission), bySelector };
      yield { at: owner, path: [...path, bySelector ? 'selector' : 'from'], severity: 'warning', params, edit };
    }
  },
};
