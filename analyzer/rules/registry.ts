import type { RuleName } from './finding';
import { refNotPermitted } from './ref-not-permitted';
import type { Rule } from './rule';

/** Every rule, in the order of its name. */
export const registry: { readonly [R in RuleName]: Rule<R> } = {
  'ref-not-permitted': refNotPermitted,
};
