import { type State, YAMLException } from 'js-yaml';

const ALIAS_KEY = /\*[\w-]+:(?=\s)/;
const NEXT_NODE = /((?:[ \t\r\n\uFEFF]|#[^\n]*(?![^\n]))*\*[\w-]+):(?=\s)/y;

/** Each such key copies the text once. */
const MOST_COPIED = 256 * 1024 * 1024;

/**
 * Aliases as keys. go-yaml ends the name of an alias at a colon, so the key of `*app: x` is an
 * alias. js-yaml expects a space before that colon, so one is put there while it reads.
 */
export class AliasKeys {
  private readonly gaps: number[] = [];
  private copied = 0;

  /** Whether a text may have an alias as a key. */
  static mayBeIn(text: string): boolean {
    return ALIAS_KEY.test(text);
  }

  /** Called where a node begins: an alias can stand nowhere else. */
  separate(state: State): void {
    NEXT_NODE.lastIndex = state.position;
    const [, alias] = NEXT_NODE.exec(state.input) ?? [];
    if (alias === undefined) {
      return;
    }
    this.copied += state.length;
    if (this.copied > MOST_COPIED) {
      throw new YAMLException('has more aliases as keys than can be read');
    }
    const colon = state.position + alias.length;
    state.input = `${state.input.slice(0, colon)} ${state.input.slice(colon)}`;
    state.length++;
    this.gaps.push(colon);
  }

  /** How many spaces were put between two offsets of the text that js-yaml has read. */
  between(start: number, end: number): number {
    return this.gaps.filter((gap) => start <= gap && gap < end).length;
  }
}
