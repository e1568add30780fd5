import { parse } from './parse';

/** Offsets of a scalar in a text, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const BLANK = /(?:[ \t\r\n\uFEFF]|#[^\n]*)*/y;
const PROPERTY = /[&!][^\s]*/y;
const BLOCK_HEADER = /[|>][^\n]*/y;
const MARK = /^\uFEFF/;

/**
 * Where quoted scalars and the lines of block scalars stand in a document, in order: what looks
 * like a comment there is text.
 *
 * @returns none for a document that cannot be read
 */
export function quotedSpans(document: string): Span[] {
  const shift = MARK.test(document) ? 1 : 0;
  const text = document.slice(shift);
  const spans: Span[] = [];
  const open: number[] = [];
  const parsed = parse(text, (event, state) => {
    if (event === 'open') {
      open.push(state.position);
      return;
    }
    const start = open.pop() ?? 0;
    if (state.kind !== 'scalar') {
      return;
    }
    const first = scalarStart(text, start);
    if (first < state.position && first >= (spans.at(-1)?.end ?? 0) && first !== -1) {
      spans.push({ start: first, end: state.position });
    }
  });
  return 'broken' in parsed ? [] : spans.map(({ start, end }) => ({ start: start + shift, end: end + shift }));
}

/**
 * Where the text of a quoted or block scalar begins, behind what is in front of it; -1 for a plain
 * one.
 */
function scalarStart(text: string, from: number): number {
  let at = skip(BLANK, text, from);
  for (let after = skip(PROPERTY, text, at); after !== at; after = skip(PROPERTY, text, at)) {
    at = skip(BLANK, text, after);
  }
  if (text[at] === '"' || text[at] === "'") {
    return at;
  }
  const header = skip(BLOCK_HEADER, text, at);
  return header === at ? -1 : header;
}

function skip(expression: RegExp, text: string, from: number): number {
  expression.lastIndex = from;
  return expression.test(text) ? expression.lastIndex : from;
}
