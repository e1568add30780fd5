import { type Check, instanceWith, listOf } from '../../checks/shape';
import { isPlain, shown } from '../../checks/shown';
import { refuse, shorterThan, text } from '../../checks/validate';
import { httpName, regularExpression } from '../../checks/validate-http';
import { conditionsTogether, undefinedIfEmpty } from '../route-rules';

/** Which value a query parameter has (HTTPQueryParamMatch). */
export class QueryParamMatch {
  /**
   * The parameter is there with this value.
   *
   * @throws if the name cannot be matched, or the value is empty or longer than 1024 characters
   */
  static exact(name: string, value: string): QueryParamMatch {
    httpName('query parameter name', name);
    if (text(`query parameter ${name}`, value) === '') {
      refuse(`query parameter ${name}`, value, 'expected 1 to 1024 characters');
    }
    return new QueryParamMatch('Exact', name, shorterThan(`query parameter ${name}`, value, 1024));
  }

  /**
   * The parameter is there with a value that a regular expression matches.
   *
   * @throws if the expression does not parse
   */
  static regularExpression(name: string, expression: string): QueryParamMatch {
    httpName('query parameter name', name);
    return new QueryParamMatch('RegularExpression', name, regularExpression(`query parameter ${name}`, expression));
  }

  private constructor(
    /** How the value is compared. */
    readonly type: 'Exact' | 'RegularExpression',
    /** Name of the parameter. */
    readonly queryParam: string,
    /** The value or expression. */
    readonly value: string,
  ) {}
}

/** Conditions on query parameters as the API takes them. */
export function renderQueryParams(prop: string, queryParams: readonly QueryParamMatch[] = []) {
  conditionsTogether(
    prop,
    queryParams.map(({ queryParam }) => queryParam),
  );
  return undefinedIfEmpty(queryParams.map(({ queryParam, type, value }) => ({ name: queryParam, type, value })));
}

/** Conditions as a match has them. */
export const QUERY_PARAMS: Check = listOf(
  instanceWith('queryParam', (value) => {
    const { name = 'name', value: expected = 'value' } = isPlain(value) ? value : {};
    return `write QueryParamMatch.exact(${shown(name)}, ${shown(expected)})`;
  }),
);
