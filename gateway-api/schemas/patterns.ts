/**
 * Expressions that take exponential time here, though not where they come from, by their equals
 * that do not: a run of a header's value may be cut in many ways, a letter of it in one.
 */
const EQUALS: Readonly<Record<string, string>> = {
  '^[!-~]+([\\t ]?[!-~]+)*$': '^[!-~](?:[\\t ]?[!-~])*$',
};

/** A test of values by an expression of RE2. The expression is compiled with the first value. */
export function patternHolds(pattern: string): (value: unknown) => boolean {
  let expression: RegExp | undefined;
  return (value) => {
    expression ??= new RegExp(EQUALS[pattern] ?? pattern);
    return expression.test(value as string);
  };
}
