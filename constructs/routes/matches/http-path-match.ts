import { type Check, instanceWith } from '../../checks/shape';
import { isPlain, shown } from '../../checks/shown';
import { absolutePath, pathPrefix, regularExpression } from '../../checks/validate-http';

/** Which paths an HTTPRoute matches (HTTPPathMatch). */
export class HttpPathMatch {
  /**
   * Every path that begins with these segments: `/echo` matches `/echo` and `/echo/a`, not
   * `/echoes`.
   *
   * @throws if the prefix does not start with `/`, or ends with one: the API reads `/echo/` as
   * `/echo`
   */
  static prefix(prefix: string): HttpPathMatch {
    return new HttpPathMatch('PathPrefix', pathPrefix('prefix', prefix));
  }

  /**
   * This one path.
   *
   * @throws if it does not start with `/`
   */
  static exact(path: string): HttpPathMatch {
    return new HttpPathMatch('Exact', absolutePath('path', path));
  }

  /**
   * Every path that a regular expression matches. Its dialect, and whether it has to match the
   * whole path, depends on the controller.
   *
   * @throws if the expression does not parse
   */
  static regularExpression(expression: string): HttpPathMatch {
    return new HttpPathMatch('RegularExpression', regularExpression('path', expression));
  }

  private constructor(
    /** How the value is compared. */
    readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression',
    /** The path, prefix or expression. */
    readonly value: string,
  ) {}
}

/** A condition on the path, as a match has it. */
export const PATH: Check = instanceWith('value', (value) => {
  const path = shown(typeof value === 'string' ? value : isPlain(value) && typeof value.value === 'string' ? value.value : '/path');
  return `write HttpPathMatch.prefix(${path}) or HttpPathMatch.exact(${path})`;
});
