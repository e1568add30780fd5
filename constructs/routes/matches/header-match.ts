import { type Check, instanceWith, listOf } from '../../checks/shape';
import { isPlain, shown } from '../../checks/shown';
import { refuse } from '../../checks/validate';
import { headerValue, httpName, regularExpression } from '../../checks/validate-http';
import { conditionsTogether, undefinedIfEmpty } from '../route-rules';

/** Which value a header has (HTTPHeaderMatch, GRPCHeaderMatch). */
export class HeaderMatch {
  /**
   * The header is there with this value.
   *
   * @throws if name or value cannot stand in a request
   */
  static exact(name: string, value: string): HeaderMatch {
    return new HeaderMatch('Exact', httpName('header name', name), headerValue(`header ${name}`, value));
  }

  /**
   * The header is there with a value that a regular expression matches.
   *
   * @throws if the expression does not parse
   */
  static regularExpression(name: string, expression: string): HeaderMatch {
    httpName('header name', name);
    return new HeaderMatch('RegularExpression', name, headerValue(`header ${name}`, regularExpression(`header ${name}`, expression, 4096)));
  }

  private constructor(
    /** How the value is compared. */
    readonly type: 'Exact' | 'RegularExpression',
    /** Name of the header, compared without case. */
    readonly header: string,
    /** The value or expression. */
    readonly value: string,
  ) {}
}

/** Conditions on headers as the API takes them. */
export function renderHeaders(prop: string, headers: readonly HeaderMatch[] = []) {
  conditionsTogether(
    prop,
    headers.map(({ header }) => header.toLowerCase()),
  );
  return undefinedIfEmpty(headers.map(({ header, type, value }) => ({ name: header, type, value })));
}

const LIST = listOf(
  instanceWith('header', (value) => {
    const { name = 'name', value: expected = 'value' } = isPlain(value) ? value : {};
    return write(name, expected);
  }),
);

/** Conditions as a match has them. */
export const HEADERS: Check = (at, value) => {
  const [first] = isPlain(value) ? Object.entries(value) : [];
  if (first !== undefined) {
    refuse(at, value, `give a list: ${write(...first)}`);
  }
  LIST(at, value);
};

function write(name: unknown, value: unknown): string {
  return `write HeaderMatch.exact(${shown(name)}, ${shown(value)})`;
}
