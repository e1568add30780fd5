import { count, distinct, dnsSubdomain, optional } from '../checks/validate';

interface Condition {
  readonly name: string;
}

interface Match {
  readonly headers?: readonly Condition[] | undefined;
  readonly queryParams?: readonly Condition[] | undefined;
}

interface Rule {
  readonly name?: string | undefined;
  readonly matches?: readonly Match[] | undefined;
}

/**
 * Refuses rules that the API does not take together, or that never come into play.
 *
 * @throws if there are more than 16 or none, more than 128 matches in all, or two with the same
 * name or the same match
 */
export function rulesTogether(prop: string, rules: readonly Rule[]): void {
  count(prop, rules, 16, 1);
  for (const [index, { name, matches = [] }] of rules.entries()) {
    optional(name, (it) => dnsSubdomain(`${prop}[${index}].name`, it));
    count(`${prop}[${index}].matches`, matches, 64);
  }
  distinct(
    prop,
    rules.flatMap(({ name }) => name ?? []),
    (name) => name,
    'the names of rules differ',
  );
  count(
    `${prop}: matches of all rules`,
    rules.flatMap(({ matches = [] }) => matches),
    128,
  );
  refuseUnreached(prop, rules);
}

function refuseUnreached(prop: string, rules: readonly Rule[]): void {
  const seen = new Map<string, string>();
  for (const [index, { matches }] of rules.entries()) {
    // A rule without matches is for every request, as one empty match is.
    for (const [position, match] of (matches ?? [{}]).entries()) {
      const at = matches ? `[${index}].matches[${position}]` : `[${index}]`;
      const headers = match.headers?.map((header) => ({ ...header, name: header.name.toLowerCase() }));
      const key = JSON.stringify({ ...match, headers: inOrder(headers), queryParams: inOrder(match.queryParams) });
      const first = seen.get(key);
      if (first !== undefined) {
        throw new Error(`${prop}${at} matches the same requests as rules${first}: it is never reached; remove one of them`);
      }
      seen.set(key, at);
    }
  }
}

/** Conditions in the order of their names, since theirs has no meaning. */
function inOrder(conditions: readonly Condition[] | undefined): readonly Condition[] | undefined {
  return conditions && [...conditions].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Refuses conditions of one match on the same name. */
export function conditionsTogether(prop: string, names: readonly string[]): void {
  count(prop, names, 16);
  distinct(prop, names, (name) => name, 'a match has one condition on a name');
}

/** A list as it is written: left out if it is empty. */
export function undefinedIfEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
