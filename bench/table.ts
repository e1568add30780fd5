/** One comparison: of what, with what came out, and what was promised. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly against: string;
  /** Ours to theirs, or theirs to ours: as the promise has it. */
  readonly ratio: string;
  readonly target: string;
  /** Whether the promise is kept, where there is one. */
  readonly kept?: boolean;
}

const HEAD = { what: 'measured', ours: 'ours', against: 'against', ratio: 'ratio', target: 'target' };

/** A Markdown table. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows].map((row) => [
    row.what,
    row.ours,
    row.against,
    row.ratio,
    'kept' in row && !row.kept ? `${row.target} MISSED` : row.target,
  ]);
  const widths = lines.reduce((widest, cells) => cells.map((cell, index) => Math.max(cell.length, widest[index] ?? 0)), [] as number[]);
  const text = (cells: readonly string[]) => `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |\n`;
  const [head = [], ...body] = lines;
  return [text(head), text(widths.map((width) => '-'.repeat(width))), ...body.map(text)].join('');
}

export function seconds(value: number): string {
  return value < 10 ? `${value.toFixed(2)} s` : `${value.toFixed(0)} s`;
}

export function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}

/** How many times as much theirs is, of which a least number was promised. */
export function times(value: number, least?: number): Pick<Row, 'kept' | 'ratio' | 'target'> {
  const ratio = `${value.toFixed(1)} times`;
  return least === undefined ? { ratio, target: '' } : { ratio, target: `at least ${least}`, kept: value >= least };
}

/** How much of theirs ours is, of which a largest part was promised. */
export function atMost(value: number, most?: number): Pick<Row, 'kept' | 'ratio' | 'target'> {
  const ratio = `${value.toFixed(2)} of it`;
  return most === undefined ? { ratio, target: '' } : { ratio, target: `at most ${most}`, kept: value <= most };
}
