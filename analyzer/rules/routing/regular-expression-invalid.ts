import type { GrpcRouteMatch, HttpRouteMatch, ValueMatch } from '../../model/objects';
import type { Path } from '../../model/path';
import { quoted } from '../../text/words';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly expression: string;
}

/**
 * Syntax that some engine takes and this one does not: groups with options, possessive quantifiers,
 * quoting, a bracket first in a class.
 */
const DIALECT = /\(\?(?!:)|[*+?}]\+|\\[QE]|\[\^?\]|\[\[|&&/;

/** Whether no engine can read an expression. */
export function isBroken(expression: string): boolean {
  if (DIALECT.test(expression)) {
    return false;
  }
  try {
    new RegExp(expression);
    return false;
  } catch {
    return true;
  }
}

function* expressions(match: HttpRouteMatch | GrpcRouteMatch): Iterable<{ at: Path; value: string }> {
  const lists: [string, readonly ValueMatch[]][] = [['headers', match.headers ?? []]];
  if ('path' in match) {
    if (match.path.type === 'RegularExpression') {
      yield { at: ['path', 'value'], value: match.path.value };
    }
    lists.push(['queryParams', match.queryParams ?? []]);
  } else if (match.method?.type === 'RegularExpression') {
    for (const key of ['service', 'method'] as const) {
      yield { at: ['method', key], value: match.method[key] ?? '' };
    }
  }
  for (const [list, matches] of lists) {
    for (const [index, { type, value = '' }] of matches.entries()) {
      if (type === 'RegularExpression') {
        yield { at: [list, index, 'value'], value };
      }
    }
  }
}

/** A regular expression that no engine can read. */
export const regularExpressionInvalid = defineRule('regular-expression-invalid', {
  reads: ['HTTPRoute', 'GRPCRoute'],
  title: 'a regular expression does not parse',
  why: 'The API server does not check regular expressions. A controller that cannot compile one drops the rule, or the whole route.',
  *find({ world }): Iterable<Found<Params>> {
    for (const route of [...world.all('HTTPRoute'), ...world.all('GRPCRoute')]) {
      for (const [rule, { matches = [] }] of (route.object.spec.rules ?? []).entries()) {
        for (const [match, asked] of matches.entries()) {
          for (const { at, value } of expressions(asked)) {
            if (isBroken(value)) {
              const path = ['spec', 'rules', rule, 'matches', match, ...at];
              yield { at: route, path, severity: 'error', params: { expression: value } };
            }
          }
        }
      }
    }
  },
  message: (subject, { expression }) => `${subject} matches by ${quoted(expression)}, which is not a valid regular expression`,
  fix: () => 'close every group and class, and put something before each quantifier',
});
