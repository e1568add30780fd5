import { oneLine } from './safe';
import { width } from './width';

/** A text and the colour that it gets once it is aligned. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/**
 * Rows as aligned columns, two spaces apart; what is empty becomes `-`, so that no column is lost
 * to who cuts at spaces.
 */
export function table(rows: readonly (readonly Cell[])[]): string {
  const safe = rows.map((row) => row.map(({ text, paint }) => ({ text: oneLine(text) || '-', paint })));
  const widths: number[] = [];
  for (const row of safe) {
    for (const [column, { text }] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, width(text));
    }
  }
  const line = (row: (typeof safe)[number]) =>
    row
      .map(({ text, paint = String }, column) =>
        column === row.length - 1 ? paint(text) : `${paint(text)}${' '.repeat((widths[column] ?? 0) - width(text) + 2)}`,
      )
      .join('');
  return safe.map((row) => `${line(row)}\n`).join('');
}
