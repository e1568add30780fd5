import { count, distinct, dnsSubdomain } from './validate';

interface Rule {
  readonly name?: string | undefined;
  readonly matches?: readonly object[] | undefined;
}

/**
 * Refuses rules that the API does not take together, or that never come into play.
 *
 * @throws where there are more than 16 or none, more than 128 matches in all, or two with the same name or the same match
 */
export function rulesTogether(prop: string, rules: readonly Rule[]): void {
  count(prop, rules, 16, 1);
  const names = rules.flatMap(({ name }) => (name === undefined ? [] : [dnsSubdomain(`${prop}.name`, name)]));
  distinct(prop, names, (name) => name, 'the names of rules differ');
  for (const [index, { matches = [] }] of rules.entries()) {
    count(`${prop}[${index}].matches`, matches, 64);
  }
  const matches = rules.flatMap((rule) => rule.matches ?? []);
  count(`${prop}: matches of all rules`, matches, 128);
  distinct(prop, matches, (match) => JSON.stringify(match), 'the second match is never reached; take one away');
}

/** Refuses conditions of one match on the same name. */
export function conditionsTogether(prop: string, names: readonly string[]): void {
  count(prop, names, 16);
  distinct(prop, names, (name) => name, 'a match has one condition on a name');
}

/** A list as it is written: left out where it is empty. */
export function someOf<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
