import { CORE_SCHEMA, load, type State, YAMLException } from 'js-yaml';

/** The way from the top of a document to a node. */
export type Path = readonly (string | number)[];

/** A YAML document, and where its nodes stand. */
export interface Placed {
  readonly value: unknown;
  /** `file:line:column` of a node, counted from 1; of the nearest one above where the path leads nowhere. */
  at(path: Path): string;
  /** The same of the key that leads to a node. */
  keyAt(path: Path): string;
}

interface Node {
  readonly offset: number;
  readonly parts: Node[];
  value: unknown;
}

const SPACE = /(?:\s|#.*)*/y;

/**
 * Reads a YAML 1.2 document.
 *
 * @param file how the errors name it
 * @throws where it is none, as `file:line:column: why`
 */
export function readPlaced(text: string, file: string): Placed {
  const all: Node = { offset: 0, parts: [], value: undefined };
  const open = [all];
  const listener = (event: 'open' | 'close', { position, result }: State) => {
    if (event === 'open') {
      SPACE.lastIndex = position;
      SPACE.test(text);
      open.push({ offset: SPACE.lastIndex, parts: [], value: undefined });
      return;
    }
    const node = open.pop() as Node;
    node.value = result;
    // The parser tries what may be a key first, and keeps it where it is none.
    const [only] = node.parts;
    const kept = only !== undefined && node.parts.length === 1 && only.value === result ? only : node;
    open.at(-1)?.parts.push(kept);
  };
  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  };
  try {
    const value = load(text, { schema: CORE_SCHEMA, listener });
    if (containsItself(value)) {
      throw new Error(`${file}:1:1: an anchor contains itself; mend the YAML`);
    }
    const top = all.parts[0];
    return { value, at: (path) => at(nodeAt(top, path, 1)?.offset ?? 0), keyAt: (path) => at(nodeAt(top, path, 0)?.offset ?? 0) };
  } catch (error) {
    if (error instanceof YAMLException) {
      throw new Error(`${at(error.mark?.position ?? 0)}: ${error.reason}; mend the YAML`);
    }
    throw error;
  }
}

/** Whether a list or a map is a part of itself, as aliases can make it. */
function containsItself(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return above.includes(value) || Object.values(value).some((part) => containsItself(part, [...above, value]));
}

/** The parts of a map are its keys and values in turn; the last step leads to the one or the other. */
function nodeAt(top: Node | undefined, path: Path, behindKey: 0 | 1): Node | undefined {
  return path.reduce<Node | undefined>((node, step, index) => {
    if (node === undefined || Array.isArray(node.value)) {
      return node?.parts[step as number] ?? node;
    }
    const key = node.parts.findIndex(({ value }, part) => part % 2 === 0 && String(value) === step);
    return node.parts[key + (index === path.length - 1 ? behindKey : 1)] ?? node.parts[key] ?? node;
  }, top);
}
