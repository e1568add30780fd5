import type { Path } from '../../model/path';
import { quoted } from '../../text/words';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly name: string;
  readonly first: string;
}

interface Named {
  readonly name?: string;
}

/** The names that came before in another case, by their indexes. */
function repeated(headers: readonly Named[] = []): { index: number; name: string; first: string }[] {
  if (headers.length < 2) {
    return [];
  }
  const before = new Map<string, string>();
  return headers.flatMap(({ name }, index) => {
    if (name === undefined) {
      return [];
    }
    const first = before.get(name.toLowerCase());
    if (first === undefined) {
      before.set(name.toLowerCase(), name);
    }
    return first === undefined ? [] : [{ index, name, first }];
  });
}

/**
 * A header that a match requires twice, in different case: only the first counts, so the match is
 * wider than it appears.
 */
export const headerNameRepeated = defineRule('header-name-repeated', {
  reads: ['HTTPRoute', 'GRPCRoute'],
  title: 'a match requires one header twice',
  why: 'Header names are case-insensitive, and of two equal ones only the first counts. The match takes more requests than it appears to.',
  *find({ world }): Iterable<Found<Params>> {
    for (const route of [...world.all('HTTPRoute'), ...world.all('GRPCRoute')]) {
      for (const [rule, { matches = [] }] of (route.object.spec.rules ?? []).entries()) {
        for (const [match, { headers }] of matches.entries()) {
          for (const { index, name, first } of repeated(headers)) {
            const path: Path = ['spec', 'rules', rule, 'matches', match, 'headers', index];
            yield { at: route, path, severity: 'warning', params: { name, first } };
          }
        }
      }
    }
  },
  message: (subject, { name, first }) =>
    `${subject} matches header ${quoted(name)} after ${quoted(first)}, which is the same header: only the first counts`,
  fix: () => 'remove one of the two; for both values, use a regular expression',
});
