import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import { groupOf } from '../object-ref';
import { type Path, valueAt } from '../path';
import { entriesOf } from '../sources/list-items';
import { PositionCache, SourceDocument, SourceText } from '../sources/source-text';

/** An object as its file holds it, before an engine changed it. */
export interface Original {
  /** `undefined` if the file does not hold it, as for what is generated. */
  readonly value: unknown;
  /** Line and column of the value at a path, or of its nearest ancestor; the start of the file for what it does not hold. */
  place(path: Path): { readonly line: number; readonly column: number };
}

/** Finds the object that an engine made another one from: of its kind, and called as much like it as a prefix, suffix or hash leaves it. */
export function originalOf(
  { group, kind, name }: { readonly group: string; readonly kind: string; readonly name: string },
  text: string,
): Original {
  const source = new SourceText('', text, false, new PositionCache());
  const alike = [...pieces(text)].flatMap((piece) => {
    if ('line' in piece || !text.slice(piece.start, piece.end).includes(kind)) {
      return [];
    }
    const parsed = parse(text.slice(piece.start, piece.end));
    const entries = 'value' in parsed ? entriesOf(parsed.value) : [];
    return entries
      .filter((entry) => entry.kind === kind && typeof entry.apiVersion === 'string' && groupOf(entry.apiVersion) === group)
      .map(({ value, root }) => ({
        value,
        root,
        written: String(valueAt(value, ['metadata', 'name']) ?? ''),
        document: new SourceDocument(source, piece.start, piece.end),
      }));
  });
  const [found] = alike
    .filter(({ written }) => alike.length === 1 || (written !== '' && name.includes(written)))
    .sort((one, other) => Number(other.written === name) - Number(one.written === name) || other.written.length - one.written.length);
  if (found === undefined) {
    return { value: undefined, place: () => ({ line: 1, column: 1 }) };
  }
  return {
    value: found.value,
    place(path) {
      const { line, column } = found.document.positions().keyPosition([...found.root, ...path]);
      return found.document.position(line, column);
    },
  };
}
