import { isMap } from '../schema/check-shape';

/**
 * Maps merged by key, everything else replaced.
 *
 * @param keepsNull whether a null on the right stays, as Helm wants it. @default - it removes the
 * key
 */
export function merged(left: unknown, right: unknown, keepsNull = false): unknown {
  if (right === undefined) {
    return left;
  }
  if (!isMap(left) || !isMap(right)) {
    return right;
  }
  const result: Record<string, unknown> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    if (value === null && !keepsNull) {
      delete result[key];
    } else {
      result[key] = Object.hasOwn(left, key) ? merged(left[key], value, keepsNull) : value;
    }
  }
  return result;
}
