import type { State } from 'js-yaml';
import type { Path } from '../path';
import { parse } from './parse';

/** A place within a document, counted from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface Node {
  readonly at: number;
  readonly line: number;
  readonly lineStart: number;
  readonly children: Node[];
  kind: string;
  result: unknown;
}

/** A document with the place of every node in it. */
export interface Outline {
  readonly value: unknown;
  /** The key of the value at a path, or the item of a list; for a path that is not there, its nearest ancestor. */
  place(path: Path): Place;
}

const BLANK = /(?:[ \t\r\n\uFEFF]|#[^\n]*)*/y;

/** A node is announced before the space in front of it is skipped. */
function placeOf(text: string, node: Node): Place {
  BLANK.lastIndex = node.at;
  const [blank = ''] = BLANK.exec(text) ?? [];
  const start = node.at + blank.length;
  const lineBreak = blank.lastIndexOf('\n');
  if (lineBreak === -1) return { line: node.line, column: start - node.lineStart };
  return { line: node.line + blank.split('\n').length - 1, column: blank.length - lineBreak - 1 };
}

/** What is first read as a key and turns out to be the whole value is announced twice. */
function unwrap(node: Node): Node {
  const [only, ...more] = node.children;
  return only !== undefined && more.length === 0 && only.result === node.result && only.kind === node.kind ? unwrap(only) : node;
}

function keyAndValue(node: Node, key: string | number): { key: Node; value: Node | undefined } | undefined {
  const { kind, children, result } = unwrap(node);
  if (kind === 'sequence' && typeof key === 'number') {
    const before = Array.isArray(result) ? Math.max(0, children.length - result.length) : 0;
    const item = children[before + key];
    return item && { key: item, value: item };
  }
  if (kind !== 'mapping') return undefined;
  for (let index = 0; index < children.length; index += 2) {
    const child = children[index];
    if (child !== undefined && String(child.result) === String(key)) return { key: child, value: children[index + 1] };
  }
  return undefined;
}

/** Reads a document once more, this time for its places. */
export function outline(text: string): Outline {
  const open: Node[] = [];
  let root: Node | undefined;
  const listener = (event: 'open' | 'close', state: State): void => {
    if (event === 'open') {
      open.push({ at: state.position, line: state.line, lineStart: state.lineStart, children: [], kind: '', result: undefined });
      return;
    }
    const node = open.pop();
    if (node === undefined) return;
    node.kind = state.kind;
    node.result = state.result;
    if (open.length === 0) root = node;
    else open.at(-1)?.children.push(node);
  };
  const parsed = parse(text, listener);
  return {
    value: 'value' in parsed ? parsed.value : undefined,
    place: (path) => {
      let node = root;
      let found = root;
      for (const step of path) {
        const next = node && keyAndValue(node, step);
        if (next === undefined) break;
        node = next.value;
        found = next.key;
      }
      return found === undefined ? { line: 0, column: 0 } : placeOf(text, found);
    },
  };
}
