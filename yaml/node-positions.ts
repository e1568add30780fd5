import type { State } from 'js-yaml';
import { AliasKeys } from './alias-keys';
import { type Broken, parse } from './parse';
import type { Path } from './path';

/** A position within a document, counted from 0. */
export interface NodePosition {
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
  /** Of a mapping that was asked for a key. */
  entries?: ReadonlyMap<string, Entry>;
}

interface Entry {
  readonly key: Node;
  /** @default - none is written */
  readonly value: Node | undefined;
}

/**
 * A document with the position of every node in it. For a path that leads nowhere, its nearest
 * ancestor is given.
 */
export interface PositionedDocument {
  readonly value: unknown;
  /** Why the document cannot be read; its value is then undefined. */
  readonly broken?: Broken;
  /** The key of the value at a path, or the item of a list. */
  keyPosition(path: Path): NodePosition;
  /** The value at a path, behind its key. */
  valuePosition(path: Path): NodePosition;
  /** Where a second document begins in the text, which is not read. */
  readonly next?: NodePosition;
}

const BLANK = /(?:[ \t\r\n\uFEFF]|#[^\n]*)*/y;

/** A node is announced before the space in front of it is skipped. */
function positionOf(text: string, node: Node, aliasKeys: AliasKeys): NodePosition {
  BLANK.lastIndex = node.at;
  const [blank = ''] = BLANK.exec(text) ?? [];
  const start = node.at + blank.length;
  const lineBreak = blank.lastIndexOf('\n');
  if (lineBreak === -1) {
    return { line: node.line, column: start - node.lineStart - aliasKeys.between(node.lineStart, start) };
  }
  return { line: node.line + blank.split('\n').length - 1, column: blank.length - lineBreak - 1 };
}

/** What is first read as a key and turns out to be the whole value is announced twice. */
function unwrap(node: Node): Node {
  const [only] = node.children;
  const isTwice = node.children.length === 1 && only?.result === node.result && only?.kind === node.kind;
  return isTwice && only !== undefined ? unwrap(only) : node;
}

function keyAndValue(node: Node, key: string | number): Entry | undefined {
  const mapping = unwrap(node);
  const { kind, children, result } = mapping;
  if (kind === 'sequence' && typeof key === 'number') {
    const before = Array.isArray(result) ? Math.max(0, children.length - result.length) : 0;
    const item = children[before + key];
    return item && { key: item, value: item };
  }
  return kind === 'mapping' ? entriesOf(mapping).get(String(key)) : undefined;
}

/** The children of a mapping, which are its keys and values in turn, by key. */
function entriesOf(mapping: Node): ReadonlyMap<string, Entry> {
  if (mapping.entries !== undefined) {
    return mapping.entries;
  }
  const { children } = mapping;
  const entries = new Map<string, Entry>();
  mapping.entries = entries;
  for (let index = 0; index < children.length; index++) {
    const key = children[index];
    if (key === undefined || (typeof key.result === 'object' && key.result !== null)) {
      continue;
    }
    const name = String(key.result);
    const value = isValueOf(name, mapping, children[index + 1]) ? children[++index] : undefined;
    if (!entries.has(name)) {
      entries.set(name, { key, value });
    }
  }
  return entries;
}

/** Whether a node is the value of the key before it: in braces, a key may stand alone. */
function isValueOf(name: string, { result }: Node, node: Node | undefined): boolean {
  const value = Object.getOwnPropertyDescriptor(result ?? {}, name)?.value;
  return value !== null || node?.result === null;
}

/** Reads a document with the position of every node. */
export function readPositions(text: string): PositionedDocument {
  const open: Node[] = [];
  const roots: Node[] = [];
  const aliasKeys = new AliasKeys();
  let input = text;
  const listener = (event: 'open' | 'close', state: State): void => {
    if (event === 'open') {
      open.push({ at: state.position, line: state.line, lineStart: state.lineStart, children: [], kind: '', result: undefined });
      return;
    }
    const node = open.pop();
    if (node === undefined) {
      return;
    }
    input = state.input;
    node.kind = state.kind;
    node.result = state.result;
    (open.at(-1)?.children ?? roots).push(node);
  };
  const parsed = parse(text, listener, aliasKeys);
  const [root, next] = roots;
  const position = (path: Path, of: 'key' | 'value') => {
    let node = root;
    let nearest = root;
    for (const step of path) {
      const found = node && keyAndValue(node, step);
      if (found === undefined) {
        break;
      }
      node = found.value;
      nearest = of === 'value' ? (found.value ?? found.key) : found.key;
    }
    return nearest === undefined ? { line: 0, column: 0 } : positionOf(input, nearest, aliasKeys);
  };
  return {
    ...('broken' in parsed ? { value: undefined, broken: parsed.broken } : { value: parsed.value }),
    keyPosition: (path) => position(path, 'key'),
    valuePosition: (path) => position(path, 'value'),
    ...(next !== undefined && { next: positionOf(input, next, aliasKeys) }),
  };
}
