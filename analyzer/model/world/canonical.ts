import { isMap } from '../schema/check-shape';

/** A text that is equal for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  try {
    return JSON.stringify(value, (_, inner: unknown) => (isMap(inner) ? sorted(inner) : inner));
  } catch {
    return 'nested deeper than can be told apart';
  }
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => compare(left, right)));
}

/** By code units, so that it is the same everywhere. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
