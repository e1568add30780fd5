import { pieces } from '../../yaml/documents';
import { quotedSpans, type Span } from '../../yaml/quoted-spans';
import type { Ignore } from './ignore';

/** An ignore in a comment of a file, with the reason that it gives. */
export interface IgnoreComment extends Ignore {
  readonly reason: string;
  readonly at: string;
}

const MARK = 'crossing-ignore:';
const SEPARATOR = /^---(?:\s|$)/;
const NOTHING = /^\s*(?:#|$)/;
const ITEM = /^\s*-\s/;

/**
 * The comments `# crossing-ignore: RULE reason` of a text. At the end of a line, one counts for
 * that line. On a line of its own, it counts for the next line and all that is nested below that;
 * above the first line of a document, for the whole document. What stands in a quoted or block
 * scalar is not a comment.
 */
export function ignoreComments(file: string, text: string): IgnoreComment[] {
  if (!text.includes(MARK)) {
    return [];
  }
  const lines = text.split('\n');
  const blocks = new Blocks(lines);
  const isQuoted = quotedIn(text);
  let start = 0;
  return lines.flatMap((line, index) => {
    const column = line.includes(MARK) ? commentStart(line) : -1;
    const offset = start + column;
    start += line.length + 1;
    if (column === -1 || isQuoted(offset)) {
      return [];
    }
    const [rule = '', ...words] = line
      .slice(line.indexOf(MARK, column) + MARK.length)
      .trim()
      .split(/\s+/);
    const [first, last] = line.slice(0, column).trim() === '' ? blocks.of(index) : [index, index];
    const reason = words.join(' ');
    return [{ rule, reason, at: `${file}:${index + 1}:${column + 1}`, lines: { file, first: first + 1, last: last + 1 } }];
  });
}

/**
 * Where the last comment of a line begins that holds nothing but a mark, as a comment follows a
 * blank.
 */
function commentStart(line: string): number {
  const mark = line.lastIndexOf(MARK);
  const sign = line.slice(0, mark).trimEnd().length - 1;
  const isComment = line[sign] === '#' && (sign === 0 || /\s/.test(line[sign - 1] ?? ''));
  return isComment ? sign : -1;
}

/** Whether an offset lies in a scalar whose text only looks like a comment. */
function quotedIn(text: string): (offset: number) => boolean {
  const spans: Span[] = [];
  for (const piece of pieces(text)) {
    if (!('line' in piece) && text.slice(piece.start, piece.end).includes(MARK)) {
      for (const { start, end } of quotedSpans(text.slice(piece.start, piece.end))) {
        spans.push({ start: start + piece.start, end: end + piece.start });
      }
    }
  }
  let next = 0;
  // Offsets are asked for in order.
  return (offset) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= offset) {
      next++;
    }
    return (spans[next]?.start ?? Number.POSITIVE_INFINITY) <= offset;
  };
}

/** The lines that comments on lines of their own count for. */
class Blocks {
  /** Of each line, the nearest one at or below it that says something. */
  private readonly next: readonly number[];
  /** Of each line, the nearest one at or above it that says something; -1 if there is none. */
  private readonly previous: readonly number[];
  private readonly ends = new Map<number, number>();

  constructor(private readonly lines: readonly string[]) {
    const next: number[] = new Array(lines.length + 1).fill(lines.length);
    const previous: number[] = [];
    const says = lines.map((line) => !NOTHING.test(line));
    for (let index = lines.length - 1; index >= 0; index--) {
      next[index] = says[index] ? index : (next[index + 1] ?? lines.length);
    }
    for (let index = 0; index < lines.length; index++) {
      previous[index] = says[index] ? index : (previous[index - 1] ?? -1);
    }
    this.next = next;
    this.previous = previous;
  }

  of(comment: number): [first: number, last: number] {
    const head = this.next[comment] ?? this.lines.length;
    if (head === this.lines.length || this.separates(head)) {
      return [comment, comment];
    }
    const before = this.previous[comment] ?? -1;
    const whole = before === -1 || this.separates(before);
    // No line has this number: the document ends where the next one begins.
    const key = whole ? -1 - head : head;
    const end = this.ends.get(key) ?? this.endOf(head, whole);
    this.ends.set(key, end);
    return [comment, end];
  }

  private separates(line: number): boolean {
    return SEPARATOR.test(this.lines[line] ?? '');
  }

  /** The line before the first one that ends what begins at `head`. */
  private endOf(head: number, whole: boolean): number {
    const text = this.lines[head] ?? '';
    const depth = indent(text);
    const isItem = ITEM.test(text);
    for (
      let index = this.next[head + 1] ?? this.lines.length;
      index < this.lines.length;
      index = this.next[index + 1] ?? this.lines.length
    ) {
      const line = this.lines[index] ?? '';
      const nested = whole || indent(line) > depth || (!isItem && indent(line) === depth && ITEM.test(line));
      if (!nested || this.separates(index)) {
        return index - 1;
      }
    }
    return this.lines.length - 1;
  }
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
