/** One document of a text, by its offsets. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A line that separates documents and says more than that, which Kubernetes refuses. */
export interface BadSeparator {
  readonly start: number;
  readonly line: string;
}

const QUIET_SEPARATOR = /^---[ \t\r]*(?:#.*)?$/;
const JSON_TEXT = /^\s*\{/;
const JSON_BREAK = /\}[ \t\r]*\n\s*(?=\{)/g;

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** JSON objects may follow each other without a separator. */
function* jsonPieces(text: string, start: number, end: number): Generator<Piece> {
  const whole = text.slice(start, end);
  if (!JSON_TEXT.test(whole)) {
    yield { text, start, end };
    return;
  }
  let from = start;
  for (const { index, 0: found } of whole.matchAll(JSON_BREAK)) {
    const next = start + index + found.length;
    yield { text, start: from, end: next };
    from = next;
  }
  yield { text, start: from, end };
}

/**
 * Splits a text as Kubernetes does: at every line that begins with `---`, whatever it stands in.
 */
export function* pieces(text: string): Generator<Piece | BadSeparator> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let separator = text.startsWith('---', start) ? start : text.indexOf('\n---', start);
  while (separator !== -1) {
    const line = text[separator] === '\n' ? separator + 1 : separator;
    if (line > start) {
      yield* jsonPieces(text, start, line);
    }
    start = endOfLine(text, line);
    const written = text.slice(line, start);
    if (!QUIET_SEPARATOR.test(written)) {
      yield { start: line, line: written };
    }
    separator = text.indexOf('\n---', start);
  }
  yield* jsonPieces(text, start, text.length);
}
