import type { LabelSelector } from '../../model/objects';
import { isSelector, selects } from '../../status/matching/selector';
import { quotedList } from '../../text/words';
import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, allowsText, byName, NAME_LABEL } from '../facts/admissions';
import { defineRule, type Found, type RuleInput } from '../rule';

export interface Params extends AdmissionPoint {
  readonly labels: readonly string[];
}

/** The labels on which a selector depends, unless it holds for listed names only. */
function tenantLabels({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[] {
  const named = NAME_LABEL in matchLabels || matchExpressions.some(({ key, operator }) => key === NAME_LABEL && operator === 'In');
  if (named) return [];
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key = '' }) => key)];
  return [...new Set(keys)].filter((key) => key !== NAME_LABEL).sort();
}

function selected({ world, facts }: RuleInput, selector: LabelSelector): string[] {
  return facts.objectsByName.names(world.all('Namespace')).filter((name) => selects(selector, world.labels(name)) === 'True');
}

/** A selector that anyone who can label a namespace can make match it. */
export const selectorOnTenantLabel = defineRule('selector-on-tenant-label', {
  reads: ['Gateway', 'ListenerSet', 'Namespace'],
  title: 'a listener selects namespaces by a label that tenants can set',
  why: `Anyone who can label a namespace decides which namespaces are allowed. Only ${NAME_LABEL} is set by the API server and cannot be changed.`,
  *find(input): Iterable<Found<Params>> {
    for (const admission of admissions(input.world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector === undefined || !isSelector(selector)) continue;
      const labels = tenantLabels(selector);
      if (labels.length === 0 || input.facts.admissionRefusals.has(admission)) continue;
      const names = selected(input, selector);
      const edit = names.length > 0 ? setField(owner, [...path, 'selector'], byName(names)) : undefined;
      yield { at: owner, path: [...path, 'selector'], severity: 'warning', params: { ...admissionPoint(admission), labels }, edit };
    }
  },
  message: (subject, { labels, ...door }) =>
    `${allowsText(subject, door)} from namespaces by ${labels.length === 1 ? 'label' : 'labels'} ${quotedList(labels)}: anyone who can label a namespace can add one`,
  fix: () => `select namespaces by ${NAME_LABEL}`,
});
