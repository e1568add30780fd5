import type { LabelSelector } from '../../model/objects';
import { isSelector, selects } from '../../status/matching/selector';
import { quotedList } from '../../text/words';
import { setField } from '../edits/change';
import { type AdmissionPoint, admissionPoint, admissions, allowsText, byName, NAME_LABEL } from '../facts/admissions';
import { unseenAttachments, unseenText } from '../facts/unseen-attachments';
import { defineRule, type Found, type RuleInput } from '../rule';

export interface Params extends AdmissionPoint {
  readonly labels: readonly string[];
  /** What may attach beside what is in the input. */
  readonly unseen: readonly string[];
}

/** The labels on which a selector depends, unless it holds for listed names only. */
function tenantLabels({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[] {
  const named = NAME_LABEL in matchLabels || matchExpressions.some(({ key, operator }) => key === NAME_LABEL && operator === 'In');
  if (named) {
    return [];
  }
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
      if (from !== 'Selector' || selector === undefined || !isSelector(selector)) {
        continue;
      }
      const labels = tenantLabels(selector);
      if (labels.length === 0 || input.facts.admissionRefusals.has(admission)) {
        continue;
      }
      const names = selected(input, selector);
      const isKnown = (namespace: string) => input.world.labels(namespace).complete;
      const unseen = unseenAttachments(input, admission, isKnown);
      const isClosable = names.length > 0 && unseen.length === 0 && input.facts.attachmentRequests.namespaces(admission).every(isKnown);
      const edit = isClosable ? setField(owner, [...path, 'selector'], byName(names)) : undefined;
      const params = { ...admissionPoint(admission), labels, unseen };
      yield { at: owner, path: [...path, 'selector'], severity: 'warning', params, edit };
    }
  },
  message: (subject, { labels, ...door }) =>
    `${allowsText(subject, door)} from namespaces by ${labels.length === 1 ? 'label' : 'labels'} ${quotedList(labels)}: anyone who can label a namespace can add one`,
  seen: ({ unseen }) => unseenText(unseen),
  fix: () => `select namespaces by ${NAME_LABEL}`,
});
