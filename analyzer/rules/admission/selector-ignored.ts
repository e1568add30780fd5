import { setField } from '../edits/change';
import { admissions, doorOf } from '../facts/admissions';
import type { Rule } from '../rule';

/** A selector beside a `from` that pays it no attention. */
export const selectorIgnored: Rule<'selector-ignored'> = {
  reads: ['Gateway', 'ListenerSet'],
  *find({ world }) {
    for (const admission of admissions(world)) {
      const { owner, path, from, selector } = admission;
      if (selector === undefined || from === undefined || from === 'Selector') continue;
      const edit = setField(owner, [...path, 'from'], 'Selector');
      yield { at: owner, path: [...path, 'selector'], severity: 'warning', params: { ...doorOf(admission), from }, edit };
    }
  },
};
