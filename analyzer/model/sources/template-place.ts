import type { Path } from '../path';
import type { OriginalRef, Position } from './source-text';

/**
 * Where a Go template most likely writes the value at a path of an object that was rendered from
 * it: a template cannot be parsed before it is rendered, so keys are looked for line by line, each
 * below the one before. Of a value that is not found so, its nearest ancestor.
 */
export function placeInTemplate(text: string, { kind, name }: OriginalRef, path: Path): Position {
  const lines = text.split('\n');
  const [first, end] = documentOf(lines, kind, name) ?? [0, 0];
  let [line, column, indent] = [first, 0, -1];
  for (const step of path) {
    const next = typeof step === 'number' ? itemBelow(lines, line, end, indent, step) : keyBelow(lines, line, end, indent, step, column);
    if (next === undefined) {
      break;
    }
    [line, column, indent] = next;
  }
  return { line: line + 1, column: column + 1 };
}

const KIND = /^["']?kind["']?:\s*["']?([A-Za-z]+)/;

type Place = [line: number, column: number, indent: number];

/**
 * The lines of the document that holds an object of a kind; if several do, the one that has its
 * name.
 */
function documentOf(lines: readonly string[], kind: string, name: string): [number, number] | undefined {
  const blocks: [number, number][] = [];
  let start = 0;
  for (let at = 0; at <= lines.length; at++) {
    if (at === lines.length || lines[at]?.startsWith('---')) {
      if (lines.slice(start, at).some((line) => KIND.exec(line)?.[1] === kind)) {
        blocks.push([start, at]);
      }
      start = at + 1;
    }
  }
  return blocks.find(([from, to]) => lines.slice(from, to).some((line) => line.includes(name))) ?? blocks[0];
}

/** A key in a line below, or, in the style of `{ a: b }`, further on in the same one. */
function keyBelow(lines: readonly string[], from: number, end: number, indent: number, key: string, column: number): Place | undefined {
  const written = lines[from] ?? '';
  const inLine = indent < 0 ? -1 : written.indexOf(`${key}:`, column + 1);
  if (inLine >= 0) {
    return [from, inLine, indent];
  }
  for (let at = indent < 0 ? from : from + 1; at < end; at++) {
    const [, space = '', own = ''] = /^(\s*(?:- +)*)["']?([^\s"':{]+)["']?\s*:/.exec(lines[at] ?? '') ?? [];
    if (own !== '' && space.length <= indent) {
      return undefined;
    }
    if (own === key) {
      return [at, space.length, space.length];
    }
  }
  return undefined;
}

/** An item of a list; the first if the template makes the others in a loop. */
function itemBelow(lines: readonly string[], from: number, end: number, indent: number, index: number): Place | undefined {
  const items: Place[] = [];
  let own: number | undefined;
  for (let at = from + 1; at < end && items.length <= index; at++) {
    const [, space] = /^(\s*)- /.exec(lines[at] ?? '') ?? [];
    if (space !== undefined && space.length >= indent && (own === undefined || own === space.length)) {
      own = space.length;
      // What follows in the line of the dash is below the item.
      items.push([at, space.length, space.length]);
    } else if (/^\s*[^\s#{-]/.test(lines[at] ?? '') && /^\s*/.exec(lines[at] ?? '')?.[0].length === indent) {
      break;
    }
  }
  return items[index] ?? items[0];
}
