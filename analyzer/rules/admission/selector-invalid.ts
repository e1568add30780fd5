import type { LabelSelector, LabelSelectorRequirement } from '../../model/objects';
import type { Path } from '../../model/path';
import { isSelector } from '../../status/matching/selector';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { removeField, setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type Admission, type AdmissionPoint, admissionPoint, admissions, takesText } from '../facts/admissions';
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
  if (!isSelector({ matchExpressions: [{ key, operator: 'In', values: ['x', ...values] }] })) return 'label';
  if (takesValues === undefined) return 'operator';
  return takesValues ? 'values-missing' : 'values-given';
}

/** Every requirement of a selector that Kubernetes refuses. */
export function* selectorFaults({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Iterable<Bad> {
  for (const [key, value] of Object.entries(matchLabels))
    if (!isSelector({ matchLabels: { [key]: value } })) yield { path: ['matchLabels', key], fault: 'label', key, operator: 'In' };
  for (const [index, requirement] of matchExpressions.entries()) {
    if (isSelector({ matchExpressions: [requirement] })) continue;
    const { key = '', operator = '' } = requirement;
    yield { path: ['matchExpressions', index], fault: faultOf(requirement), key, operator };
  }
}

function fixFor({ owner, path }: Admission, bad: Bad): Edit | undefined {
  const at = [...path, 'selector', ...bad.path];
  if (bad.fault === 'values-given') return removeField(owner, [...at, 'values']);
  if (bad.fault !== 'operator') return undefined;
  const names = [...OPERATORS.keys()];
  const meant = names.find((name) => name.toLowerCase() === bad.operator.toLowerCase()) ?? nearest(bad.operator, names);
  return meant === undefined ? undefined : setField(owner, [...at, 'operator'], meant);
}

const FAULTS: Readonly<Record<SelectorFault, (key: string, operator: string) => string>> = {
  label: (key) => `the requirement on label ${quoted(key)} holds characters or lengths that no label can have`,
  operator: (key, operator) => `operator ${quoted(operator)} on label ${quoted(key)} is none of In, NotIn, Exists and DoesNotExist`,
  'values-missing': (key, operator) => `operator ${operator} on label ${quoted(key)} needs values and has none`,
  'values-given': (key, operator) => `operator ${operator} on label ${quoted(key)} takes no values and has some`,
};

/** A label selector that the API server lets through and nothing can match by. */
export const selectorInvalid = defineRule('selector-invalid', {
  reads: ['Gateway', 'ListenerSet'],
  title: 'a namespace selector is none that Kubernetes can use',
  why: 'The API server lets any selector through. One that Kubernetes cannot read selects nothing, so that nobody is let in.',
  *find({ world }): Iterable<Found<Params>> {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector === undefined) continue;
      for (const bad of selectorFaults(selector)) {
        const params = { ...admissionPoint(admission), fault: bad.fault, key: bad.key, operator: bad.operator };
        yield { at: owner, path: [...path, 'selector', ...bad.path], severity: 'warning', params, edit: fixFor(admission, bad) };
      }
    }
  },
  message: (subject, { fault, key, operator, ...door }) => `${takesText(subject, door)} from no namespace: ${FAULTS[fault](key, operator)}`,
  fix: ({ fault, operator }) => {
    if (fault === 'label') return 'write a label key as prefix/name and its values in letters, digits, "-", "_" and ".", 63 at most';
    return fault === 'operator'
      ? 'write In, NotIn, Exists or DoesNotExist'
      : `list the values, or write ${operator === 'In' ? 'Exists' : 'DoesNotExist'}`;
  },
});
