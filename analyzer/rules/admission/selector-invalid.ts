import type { LabelSelector, LabelSelectorRequirement } from '../../model/objects';
import type { Path } from '../../model/path';
import { isSelector } from '../../status/matching/selector';
import { nearest } from '../../text/did-you-mean';
import type { SelectorFault } from '../catalog-selectors';
import { removeField, setField } from '../edits/change';
import type { Edit } from '../edits/edit';
import { type Admission, admissions, doorOf } from '../facts/admissions';
import type { Rule } from '../rule';

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

function mend({ owner, path }: Admission, bad: Bad): Edit | undefined {
  const at = [...path, 'selector', ...bad.path];
  if (bad.fault === 'values-given') return removeField(owner, [...at, 'values']);
  if (bad.fault !== 'operator') return undefined;
  const names = [...OPERATORS.keys()];
  const meant = names.find((name) => name.toLowerCase() === bad.operator.toLowerCase()) ?? nearest(bad.operator, names);
  return meant === undefined ? undefined : setField(owner, [...at, 'operator'], meant);
}

/** A label selector that the API server lets through and nothing can match by. */
export const selectorInvalid: Rule<'selector-invalid'> = {
  reads: ['Gateway', 'ListenerSet'],
  *find({ world }) {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (from !== 'Selector' || selector === undefined) continue;
      for (const bad of selectorFaults(selector)) {
        const params = { ...doorOf(admission), fault: bad.fault, key: bad.key, operator: bad.operator };
        yield { at: owner, path: [...path, 'selector', ...bad.path], severity: 'warning', params, edit: mend(admission, bad) };
      }
    }
  },
};
