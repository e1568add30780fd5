import { absolutePath } from '../../checks/validate-http';

/** How a path is replaced (HTTPPathModifier). */
export class HttpPathModifier {
  /**
   * The whole path becomes another.
   *
   * @throws if that does not start with `/`
   */
  public static replaceFullPath(path: string): HttpPathModifier {
    return new HttpPathModifier('ReplaceFullPath', absolutePath('path', path));
  }

  /**
   * The prefix that matched becomes another, what follows it stays. The rule has exactly one match, of a path prefix.
   *
   * @throws if the new prefix is not empty and does not start with `/`
   */
  public static replacePrefixMatch(prefix: string): HttpPathModifier {
    return new HttpPathModifier('ReplacePrefixMatch', prefix === '' ? prefix : absolutePath('prefix', prefix));
  }

  private constructor(
    /** What is replaced. */
    public readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch',
    /** What is put there. */
    public readonly value: string,
  ) {}

  /** @internal */
  public _render() {
    return this.type === 'ReplaceFullPath'
      ? ({ type: this.type, replaceFullPath: this.value } as const)
      : ({ type: this.type, replacePrefixMatch: this.value } as const);
  }
}
