import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import { groupOf } from '../object-ref';
import { type Path, valueAt } from '../path';
import { entriesOf } from './list-items';
import { DocumentCache, type Original, type OriginalObjects, type OriginalRef, SourceDocument, SourceText } from './source-text';
import { placeInTemplate } from './template-place';

interface Candidate extends OriginalRef {
  readonly value: unknown;
  readonly root: Path;
  readonly document: SourceDocument;
}

const ABSENT: Original = { value: undefined, template: false, place: () => ({ line: 1, column: 1 }) };

/** A file that engines made objects from. */
export class OriginalFile implements OriginalObjects {
  private readonly source: SourceText;
  private readonly kinds = new Map<string, readonly Candidate[]>();

  constructor(text: string, cache = new DocumentCache()) {
    this.source = new SourceText('', text, false, cache);
  }

  /**
   * Finds the object that an engine made another one from: of its kind, and called as much like it
   * as a prefix, suffix or hash leaves it.
   */
  find({ group, kind, name }: OriginalRef): Original {
    const alike = this.candidates(kind).filter((candidate) => candidate.group === group);
    const [found] = alike
      .filter(({ name: written }) => alike.length === 1 || (written !== '' && name.includes(written)))
      .sort((one, other) => Number(other.name === name) - Number(one.name === name) || other.name.length - one.name.length);
    if (found === undefined) {
      const { text } = this.source;
      const place = (path: Path) => placeInTemplate(text, { group, kind, name }, path);
      return text.includes('{{') ? { value: undefined, template: true, place } : ABSENT;
    }
    const { value, root, document } = found;
    return {
      value,
      template: false,
      place(path) {
        const { line, column } = document.positions().keyPosition([...root, ...path]);
        return document.position(line, column);
      },
    };
  }

  private candidates(kind: string): readonly Candidate[] {
    const ofKind = this.kinds.get(kind) ?? [...this.read(kind)];
    this.kinds.set(kind, ofKind);
    return ofKind;
  }

  private *read(kind: string): Generator<Candidate> {
    const { text } = this.source;
    for (const piece of pieces(text)) {
      if ('line' in piece || !text.slice(piece.start, piece.end).includes(kind)) {
        continue;
      }
      const parsed = parse(text.slice(piece.start, piece.end));
      const document = new SourceDocument(this.source, piece.start, piece.end);
      for (const { value, root, apiVersion, kind: own } of 'value' in parsed ? entriesOf(parsed.value) : []) {
        if (own === kind && typeof apiVersion === 'string') {
          yield { group: groupOf(apiVersion), kind, name: String(valueAt(value, ['metadata', 'name']) ?? ''), value, root, document };
        }
      }
    }
  }
}
