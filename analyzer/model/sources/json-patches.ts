import { valueAt } from '../path';

const OPERATION = /\bop["']?\s*:\s*["']?(?:add|replace|remove|move|copy)\b/;

/** Whether a text may hold a JSON patch. */
export function mayPatch(text: string): boolean {
  return OPERATION.test(text);
}

/**
 * The paths that a JSON patch changes, such as `/spec/listeners/-`; nothing for what is not a list
 * of operations.
 */
export function jsonPatches(value: unknown): readonly string[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap((operation) => {
    const [op, path] = [valueAt(operation, ['op']), valueAt(operation, ['path'])];
    return typeof op === 'string' && op !== 'test' && typeof path === 'string' ? path : [];
  });
}
