import type { Ignore } from './ignore';

/** An ignore in a comment of a file, with the reason that it gives. */
export interface IgnoreComment extends Ignore {
  readonly reason: string;
  readonly at: string;
}

const MARK = 'crossing-ignore:';
const COMMENT = /^(?<before>(?:.*\s)?)#\s*crossing-ignore:\s*(?<rule>\S*)\s*(?<reason>.*?)\s*$/;
const SEPARATOR = /^---(?:\s|$)/;
const NOTHING = /^\s*(?:#|$)/;

/**
 * The comments `# crossing-ignore: RULE reason` of a text. At the end of a line, one counts for that line. On a line of its own, it counts for the next
 * line and all that is nested below that; above the first line of a document, for the whole document.
 */
export function ignoreComments(file: string, text: string): IgnoreComment[] {
  if (!text.includes(MARK)) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const found = line.includes(MARK) ? COMMENT.exec(line)?.groups : undefined;
    if (found === undefined) return [];
    const { before = '', rule = '', reason = '' } = found;
    const [first, last] = before.trim() === '' ? block(lines, index) : [index, index];
    return [{ rule, reason, at: `${file}:${index + 1}:${before.length + 1}`, lines: { file, first: first + 1, last: last + 1 } }];
  });
}

/** The first and the last line that a comment on a line of its own counts for. */
function block(lines: readonly string[], comment: number): [first: number, last: number] {
  const next = lines.findIndex((line, index) => index > comment && !NOTHING.test(line));
  if (next === -1 || SEPARATOR.test(lines[next] ?? '')) return [comment, comment];
  const before = lines.findLastIndex((line, index) => index < comment && !NOTHING.test(line));
  if (before === -1 || SEPARATOR.test(lines[before] ?? '')) return [comment, endOf(lines, next, (line) => SEPARATOR.test(line))];
  const head = lines[next] ?? '';
  const depth = indent(head);
  const isItem = /^\s*-\s/.test(head);
  return [
    comment,
    endOf(lines, next, (line) => {
      const deeper = indent(line) > depth || (!isItem && indent(line) === depth && /^\s*-\s/.test(line));
      return SEPARATOR.test(line) || !deeper;
    }),
  ];
}

/** The line before the first one that ends a block. */
function endOf(lines: readonly string[], head: number, ends: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index > head && !NOTHING.test(line) && ends(line));
  return (end === -1 ? lines.length : end) - 1;
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
