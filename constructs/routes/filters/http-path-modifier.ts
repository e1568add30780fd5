import { absolutePath } from '../../checks/validate-http';

/** How a path is replaced (HTTPPathModifier). */
export class HttpPathModifier {
  /**
   * The whole path becomes another.
   *
   * @throws if that does not start with `/`
   */
  static replaceFullPath(path: string): HttpPathModifier {
    return new HttpPathModifier('ReplaceFullPath', absolutePath('path', path));
  }

  /**
   * The prefix that matched becomes another, what follows it stays. The rule has exactly one match,
   * of a path prefix.
   *
   * @throws if the new prefix is not empty and does not start with `/`
   */
  static replacePrefixMatch(prefix: string): HttpPathModifier {
    return new HttpPathModifier('ReplacePrefixMatch', prefix === '' ? prefix : absolutePath('prefix', prefix));
  }

  private constructor(
    /** What is replaced. */
    readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch',
    /** What is put there. */
    readonly value: string,
  ) {}

  /** @internal */
  _render() {
    return this.type === 'ReplaceFullPath'
      ? ({ type: this.type, replaceFullPath: this.value } as const)
      : ({ type: this.type, replacePrefixMatch: this.value } as const);
  }
}
