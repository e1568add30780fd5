import type { Finding } from './finding';
import { type Ignore, subjectOf } from './ignore';

/** Stands for every subject; no kind and no file is called so. */
const ANYWHERE = '\0';

/** Finds the ignore of a finding without trying all of them, however many comments a file has. */
export class IgnoreIndex {
  /** By rule and subject: the first of them. */
  private readonly bySubject = new Map<string, Ignore>();
  /** By rule and file. */
  private readonly byLines = new Map<string, LineIgnores>();
  private readonly matched = new Set<string>();

  constructor(ignores: readonly Ignore[]) {
    const lines = new Map<string, Ignore[]>();
    for (const ignore of ignores) {
      const key = keyOf(ignore);
      const alike = lines.get(key);
      if (alike !== undefined) {
        alike.push(ignore);
      } else if (ignore.lines !== undefined) {
        lines.set(key, [ignore]);
      } else if (!this.bySubject.has(key)) {
        this.bySubject.set(key, ignore);
      }
    }
    for (const [key, ignores] of lines) {
      this.byLines.set(key, new LineIgnores(ignores));
    }
  }

  /**
   * The ignore that accepts a finding: a comment before an entry of `crossing.yaml`, and that
   * before an option.
   */
  match(finding: Finding): Ignore | undefined {
    const { rule, file, line } = finding;
    const keys = [subjectOf(finding), ANYWHERE].map((subject) => keyOf({ rule, subject }));
    const ignores = [this.byLines.get(keyOf({ rule, lines: { file } }))?.match(line), ...keys.map((key) => this.bySubject.get(key))];
    for (const key of keys) {
      this.matched.add(key);
    }
    return ignores.find((ignore) => ignore !== undefined);
  }

  /** Whether an ignore accepts one of the findings that were asked for. */
  isUsed(ignore: Ignore): boolean {
    const key = keyOf(ignore);
    return ignore.lines === undefined ? this.matched.has(key) : this.byLines.get(key)?.hasLineIn(ignore.lines) === true;
  }
}

function keyOf({ rule, subject, lines }: { rule: string; subject?: string; lines?: { readonly file: string } }): string {
  return JSON.stringify(lines === undefined ? [rule, subject ?? ANYWHERE] : [rule, 'lines', lines.file]);
}

/** The ignores of one rule in one file. */
class LineIgnores {
  private readonly sorted: readonly Ignore[];
  /** Of each ignore in order, the one so far that reaches furthest. */
  private readonly furthest: Ignore[] = [];
  private readonly lines: number[] = [];

  constructor(ignores: readonly Ignore[]) {
    this.sorted = [...ignores].sort((one, other) => (one.lines?.first ?? 0) - (other.lines?.first ?? 0));
    for (const ignore of this.sorted) {
      const before = this.furthest.at(-1);
      this.furthest.push(before !== undefined && lastOf(before) > lastOf(ignore) ? before : ignore);
    }
  }

  match(line: number): Ignore | undefined {
    this.lines.push(line);
    const begun = countUntil(this.sorted, (ignore) => (ignore.lines?.first ?? 0) <= line);
    const furthest = this.furthest[begun - 1];
    return furthest !== undefined && lastOf(furthest) >= line ? furthest : undefined;
  }

  /** Findings are asked for in the order of their lines. */
  hasLineIn({ first, last }: { readonly first: number; readonly last: number }): boolean {
    const next = this.lines[countUntil(this.lines, (line) => line < first)];
    return next !== undefined && next <= last;
  }
}

function lastOf({ lines }: Ignore): number {
  return lines?.last ?? 0;
}

/**
 * How many items there are before the first one that does not hold, in a list in which all before
 * it do.
 */
function countUntil<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] as Item)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
