import type { LabelSelector } from '../../model/objects';
import type { World } from '../../model/world/world';
import { isSelector, selects } from '../../status/matching/selector';
import { setField } from '../edits/change';
import { isRefusing } from '../facts/admission-refusals';
import { admissions, byName, doorOf, NAME_LABEL } from '../facts/admissions';
import { namesOf } from '../facts/objects-by-name';
import type { Rule } from '../rule';

/** The labels on which a selector depends, unless it holds for listed names only. */
function tenantLabels({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[] {
  const named = NAME_LABEL in matchLabels || matchExpressions.some(({ key, operator }) => key === NAME_LABEL && operator === 'In');
  if (named) return [];
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key = '' }) => key)];
  return [...new Set(keys)].filter((key) => key !== NAME_LABEL).sort();
}

function selected(world: World, selector: LabelSelector): string[] {
  return namesOf(world.all('Namespace')).filter((name) => selects(selector, world.labels(name)) === 'True');
}

/** An admission that whoever may label a namespace can extend to it. */
export const selectorOnTenantLabel: Rule<'selector-on-tenant-label'> = {
  reads: ['Gateway', 'ListenerSet', 'Namespace'],
  *find({ world, prediction }) {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector === undefined || !isSelector(selector)) continue;
      const labels = tenantLabels(selector);
      if (labels.length === 0 || isRefusing(prediction, admission)) continue;
      const names = selected(world, selector);
      const edit = names.length > 0 ? setField(owner, [...path, 'selector'], byName(names)) : undefined;
      yield { at: owner, path: [...path, 'selector'], severity: 'warning', params: { ...doorOf(admission), labels }, edit };
    }
  },
};
