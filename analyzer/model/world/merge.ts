import type { Path } from '../path';
import { isMap } from '../schema/check-shape';
import type { Plan } from '../schema/plan';
import { canonical } from './canonical';

/** What one part says, and where in that part. */
export interface Saying<Part> {
  readonly part: Part;
  readonly value: unknown;
  readonly path: Path;
}

/** Told of what cannot be merged. */
export interface Disputes<Part> {
  /**
   * Partial manifests say different things about one field; `path` is the field in the merged
   * object.
   */
  contested(path: Path, sayings: readonly Saying<Part>[]): void;
  /** Whether an item of the keyed list at a path stands, given who says what of it. */
  stands(list: Path, item: unknown, sayings: readonly Saying<Part>[]): boolean;
}

/**
 * Merges as server-side apply does, each part an applier of its own: maps by field, keyed lists by
 * key, anything else whole. `sayings` come with the parts that win first; all but those of `base`
 * are equals among each other.
 */
export function merge<Part>(plan: Plan, sayings: readonly Saying<Part>[], base: Part | undefined, disputes: Disputes<Part>): unknown {
  return mergeAt(plan, sayings, []);

  function mergeAt(plan: Plan, sayings: readonly Saying<Part>[], path: Path): unknown {
    if (plan.atomic) {
      return decide(sayings, path);
    }
    if (plan.type === 'list') {
      return mergeItems(plan, sayings, path);
    }
    if (plan.type === 'map of strings') {
      return mergeStrings(sayings, path);
    }
    const result: Record<string, unknown> = {};
    for (const field of plan.fields.values()) {
      const statements = below(sayings, field.name);
      const value = statements.length === 0 ? undefined : mergeAt(field.schema, statements, [...path, field.name]);
      if (value !== undefined) {
        result[field.name] = value;
      }
    }
    return result;
  }

  function decide(sayings: readonly Saying<Part>[], path: Path): unknown {
    const equals = sayings.filter(({ part }) => part !== base);
    if (new Set(equals.map(({ value }) => canonical(value))).size <= 1) {
      return sayings[0]?.value;
    }
    disputes.contested(path, equals);
    return undefined;
  }

  function mergeStrings(sayings: readonly Saying<Part>[], path: Path): Record<string, unknown> {
    const keys = new Set(sayings.flatMap(({ value }) => Object.keys(value as object)));
    const entries = [...keys].map((key) => [key, decide(below(sayings, key), [...path, key])] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  function mergeItems(plan: Plan, sayings: readonly Saying<Part>[], path: Path): unknown[] {
    const { keys: [key = ''] = [], item = plan } = plan;
    const groups = new Map<unknown, Saying<Part>[]>();
    const order = new Set<unknown>();
    for (const { part, value, path } of sayings) {
      for (const [index, one] of (value as Record<string, unknown>[]).entries()) {
        const group = groups.get(one[key]) ?? [];
        groups.set(one[key], group);
        group.push({ part, value: one, path: [...path, index] });
      }
    }
    for (const { part, value } of sayings) {
      if (part === base) {
        for (const item of value as Record<string, unknown>[]) {
          order.add(item[key]);
        }
      }
    }
    for (const name of groups.keys()) {
      order.add(name);
    }
    const result: unknown[] = [];
    for (const name of order) {
      const group = groups.get(name) ?? [];
      const merged = mergeAt(item, group, [...path, result.length]);
      if (disputes.stands(path, merged, group)) {
        result.push(merged);
      }
    }
    return result;
  }
}

function below<Part>(sayings: readonly Saying<Part>[], name: string): Saying<Part>[] {
  const result: Saying<Part>[] = [];
  for (const { part, value, path } of sayings) {
    const inner = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (inner !== undefined) {
      result.push({ part, value: inner, path: [...path, name] });
    }
  }
  return result;
}
