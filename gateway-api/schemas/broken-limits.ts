import type { BundleSet } from './bundles';
import { limitText } from './limit-text';
import type { MergedSchema } from './merged';

/** A value that the CRDs of some bundles refuse. */
export interface BrokenLimit {
  /** Below the value that is asked about. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** What belongs in its place: `at most 16 items`. */
  readonly expected: string;
}

const TYPES: Readonly<Record<MergedSchema['type'], (value: unknown) => boolean>> = {
  any: () => true,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  list: Array.isArray,
  map: isMap,
  'map of strings': isMap,
  string: (value) => typeof value === 'string',
};

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The values at and below one that are not of their types or break a limit, those above first; what
 * is undefined is absent.
 */
export function* brokenLimits(
  value: unknown,
  schema: MergedSchema,
  bundles: BundleSet,
  path: BrokenLimit['path'] = [],
): Generator<BrokenLimit> {
  if (!TYPES[schema.type](value)) {
    yield { path, value, expected: named(schema) };
    return;
  }
  for (const bound of schema.bounds) {
    if (bound.bundles & bundles && !bound.holds(value)) {
      yield { path, value, expected: limitText(bound) };
    }
  }
  for (const { name, required, schema: below } of schema.missed) {
    if (required & bundles && (value as Record<string, unknown>)[name] === undefined) {
      yield { path: [...path, name], value: undefined, expected: named(below) };
    }
  }
  for (const [step, inner, below] of partsOf(value, schema)) {
    yield* brokenLimits(inner, below, bundles, [...path, step]);
  }
}

function named({ type }: MergedSchema): string {
  return type === 'integer' ? 'an integer' : type === 'any' ? 'a value' : `a ${type}`;
}

function partsOf(value: unknown, { item, fields }: MergedSchema): (readonly [string | number, unknown, MergedSchema])[] {
  if (Array.isArray(value)) {
    return item === undefined ? [] : value.map((each, index) => [index, each, item] as const);
  }
  return typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => {
        const below = item ?? fields.get(name)?.schema;
        return below === undefined || inner === undefined ? [] : [[name, inner, below] as const];
      });
}
