import { type PositionedDocument, readPositions } from '../../../yaml/node-positions';
import { parse } from '../../../yaml/parse';
import type { Place } from '../kustomize/place';
import type { Path } from '../path';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** An object as its file holds it, before an engine changed it. */
export interface Original {
  /** `undefined` if the file does not hold it, as for what is generated. */
  readonly value: unknown;
  /**
   * Whether the file is a template of a chart, so that its values are known only once it is
   * rendered.
   */
  readonly template: boolean;
  /**
   * Line and column of the value at a path, or of its nearest ancestor; the start of the file for
   * what it does not hold.
   */
  place(path: Path): Position;
}

/** What an engine made of an object. */
export interface OriginalRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** The objects of a file before an engine changed them. */
export interface OriginalObjects {
  find(object: OriginalRef): Original;
}

/** How many documents are kept as they were read last. */
const KEPT = 32;

/**
 * What documents were read for last: questions about one object, or one list of objects, come close
 * together.
 */
class Recent<Result> {
  private readonly results = new Map<SourceDocument, Result>();

  constructor(private readonly read: (text: string) => Result) {}

  of(document: SourceDocument): Result {
    const result = this.results.get(document) ?? this.read(document.text);
    this.results.delete(document);
    this.results.set(document, result);
    const [oldest] = this.results.keys();
    if (oldest !== undefined && this.results.size > KEPT) {
      this.results.delete(oldest);
    }
    return result;
  }
}

/** Documents that are read again: with the positions of their nodes, or for their values alone. */
export class DocumentCache {
  readonly positions = new Recent(readPositions);
  readonly values = new Recent(parse);
}

/** The text of a file, with its lines found on demand. */
export class SourceText {
  private breaks: number[] | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
    readonly context: boolean,
    readonly cache: DocumentCache,
    /** What an engine made the text from, and who had it made. */
    readonly rendered?: { readonly objects: OriginalObjects; readonly by: string },
  ) {}

  /** Line and column of an offset, counted from 1. A byte order mark takes no column. */
  position(offset: number): Position {
    this.breaks ??= lineBreaks(this.text);
    let low = 0;
    let high = this.breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.breaks[middle] ?? 0) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const lineStart = low === 0 ? 0 : (this.breaks[low - 1] ?? 0) + 1;
    const mark = low === 0 && this.text.startsWith('\uFEFF') ? 1 : 0;
    return { line: low + 1, column: Math.max(0, offset - lineStart - mark) + 1 };
  }
}

function lineBreaks(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    breaks.push(at);
  }
  return breaks;
}

/**
 * One document of a source. Its values are not kept but read again when a finding asks where they
 * stand.
 */
export class SourceDocument {
  constructor(
    readonly source: SourceText,
    readonly start: number,
    readonly end: number,
    readonly place: Place = {},
  ) {}

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** Where a place within the document lies in its file. */
  position(line: number, column: number): Position {
    const start = this.source.position(this.start);
    return { line: start.line + line, column: line === 0 ? start.column + column : column + 1 };
  }

  positions(): PositionedDocument {
    return this.source.cache.positions.of(this);
  }

  /** What it says; nothing if it cannot be read. */
  value(): unknown {
    const parsed = this.source.cache.values.of(this);
    return 'value' in parsed ? parsed.value : undefined;
  }
}
