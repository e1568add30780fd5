import type { LabelSelector, LabelSelectorRequirement } from '../../model/objects';
import type { Path } from '../../model/path';
import { isSelector } from '../../status/matching/selector';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { removeField, setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type Admission, type AdmissionPoint, admissionPoint, admissions, allowsText } from '../facts/admissions';
import { defineRule, type Found } from '../rule';

export interface Params extends AdmissionPoint {
  readonly fault: SelectorFault;
  readonly key: string;
  readonly operator: string;
}

/** What is wrong with a requirement of a selector. */
export type SelectorFault = 'label' | 'operator' | 'values-missing' | 'values-given';

/** What Kubernetes takes for an operator, by whether it takes values. */
const OPERATORS: ReadonlyMap<string, boolean> = new Map(Object.entries({ In: true, NotIn: true, Exists: false, DoesNotExist: false }));

interface Bad {
  readonly path: Path;
  readonly fault: SelectorFault;
  readonly key: string;
  readonly operator: string;
}

function faultOf({ key = '', operator = '', values = [] }: LabelSelectorRequirement): SelectorFault {
  const takesValues = OPERATORS.get(operator);
  if (!isSelector({ matchExpressions: [{ key, operator: 'In', values: ['x', ...values] }] })) {
    return 'label';
  }
  if (takesValues === undefined) {
    return 'operator';
  }
  return takesValues ? 'values-missing' : 'values-given';
}

/** Every requirement of a selector that Kubernetes refuses. */
export function* selectorFaults({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Iterable<Bad> {
  for (const [key, value] of Object.entries(matchLabels)) {
    if (!isSelector({ matchLabels: { [key]: value } })) {
      yield { path: ['matchLabels', key], fault: 'label', key, operator: 'In' };
    }
  }
  for (const [index, requirement] of matchExpressions.entries()) {
    if (isSelector({ matchExpressions: [requirement] })) {
      continue;
    }
    const { key = '', operator = '' } = requirement;
    yield { path: ['matchExpressions', index], fault: faultOf(requirement), key, operator };
  }
}

function fixFor({ owner, path }: Admission, bad: Bad): Edit | undefined {
  const at = [...path, 'selector', ...bad.path];
  if (bad.fault === 'values-given') {
    return removeField(owner, [...at, 'values']);
  }
  if (bad.fault !== 'operator') {
    return undefined;
  }
  const names = [...OPERATORS.keys()];
  const likely = names.find((name) => name.toLowerCase() === bad.operator.toLowerCase()) ?? nearest(bad.operator, names);
  return likely === undefined ? undefined : setField(owner, [...at, 'operator'], likely);
}

const FAULTS: Readonly<Record<SelectorFault, (key: string, operator: string) => string>> = {
  label: (key) => `the requirement on label ${quoted(key)} is not a valid label: it has characters or a length that labels cannot have`,
  operator: (key, operator) =>
    `operator ${quoted(operator)} on label ${quoted(key)} is invalid; expected In, NotIn, Exists or DoesNotExist`,
  'values-missing': (key, operator) => `operator ${operator} on label ${quoted(key)} has no values`,
  'values-given': (key, operator) => `operator ${operator} on label ${quoted(key)} has values, which it does not allow`,
};

/** A label selector that the API server accepts and Kubernetes cannot read. */
export const selectorInvalid = defineRule('selector-invalid', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'a namespace selector is invalid',
  why: 'The API server accepts any selector. An invalid one selects no namespace, so no route is allowed.',
  *find({ world }): Iterable<Found<Params>> {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector === undefined) {
        continue;
      }
      for (const bad of selectorFaults(selector)) {
        const params = { ...admissionPoint(admission), fault: bad.fault, key: bad.key, operator: bad.operator };
        yield { at: owner, path: [...path, 'selector', ...bad.path], severity: 'warning', params, edit: fixFor(admission, bad) };
      }
    }
  },
  message: (subject, { fault, key, operator, ...door }) =>
    `${allowsText(subject, door)} from no namespace: ${FAULTS[fault](key, operator)}`,
  fix: ({ fault, operator }) => {
    if (fault === 'label') {
      return 'write the key as prefix/name, and values of at most 63 letters, digits, "-", "_" and "."';
    }
    return fault === 'operator'
      ? 'use In, NotIn, Exists or DoesNotExist'
      : `list the values, or use ${operator === 'In' ? 'Exists' : 'DoesNotExist'}`;
  },
});
