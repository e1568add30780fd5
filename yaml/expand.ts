import { YAMLException } from 'js-yaml';
import { MERGE_KEY } from './go-yaml';

const ALLOWANCE = 100_000;

/**
 * A tree of its own from what anchors, aliases and merge keys made, or an error where that grows
 * beyond all proportion.
 */
export function expand(value: unknown, textLength: number): unknown {
  let left = ALLOWANCE + textLength;
  const ancestors = new Set<unknown>();

  function copy(node: unknown): unknown {
    if (--left < 0) {
      throw new YAMLException('aliases expand to more than the text can mean');
    }
    if (typeof node === 'string') {
      return node.startsWith(MERGE_KEY) ? '<<' : node;
    }
    if (typeof node !== 'object' || node === null) {
      return node;
    }
    if (ancestors.has(node)) {
      throw new YAMLException('an anchor contains itself');
    }
    ancestors.add(node);
    const result = Array.isArray(node) ? Array.from(node, copy) : copyMap(node);
    ancestors.delete(node);
    return result;
  }

  function copyMap(node: object): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(node)) {
      if (key.startsWith(MERGE_KEY)) {
        for (const source of mergeSources(item)) {
          define(result, copyMap(source));
        }
      } else {
        define(result, { [key]: copy(item) });
      }
    }
    return result;
  }

  return copy(value);
}

/**
 * As go-yaml merges: a key that comes later wins, be it merged or written; of several sources the
 * first.
 */
function mergeSources(item: unknown): object[] {
  const sources = Array.isArray(item) ? item.toReversed() : [item];
  for (const source of sources) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new YAMLException('a merge key takes a map or a list of maps');
    }
  }
  return sources as object[];
}

/** Sets own properties, `__proto__` like any other. */
function define(target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const key of Object.keys(source)) {
    Object.defineProperty(target, key, { value: source[key], configurable: true, enumerable: true, writable: true });
  }
}
