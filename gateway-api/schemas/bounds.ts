import type { BundleSet } from './bundles';
import { patternHolds } from './patterns';
import type { Schema } from './schema';

/** A limit of the CRDs on one value. */
export interface Bound {
  readonly keyword: keyof typeof BOUNDS;
  /** The limit itself: a number, an expression, the allowed values. */
  readonly limit: unknown;
  /** The bundles that have it. */
  readonly bundles: BundleSet;
  readonly holds: (value: unknown) => boolean;
}

/** The keywords that limit a value of the right type, those first whose failure says most. */
const BOUNDS = {
  enum: (limit: readonly unknown[]) => (value: unknown) => limit.includes(value),
  minimum: (limit: number) => (value: unknown) => (value as number) >= limit,
  maximum: (limit: number) => (value: unknown) => (value as number) <= limit,
  minLength: (limit: number) => (value: unknown) => lengthOf(value as string) >= limit,
  maxLength: (limit: number) => (value: unknown) => (value as string).length <= limit || lengthOf(value as string) <= limit,
  pattern: (limit: string) => patternHolds(limit),
  minItems: (limit: number) => (value: unknown) => (value as unknown[]).length >= limit,
  maxItems: (limit: number) => (value: unknown) => (value as unknown[]).length <= limit,
  minProperties: (limit: number) => (value: unknown) => Object.keys(value as object).length >= limit,
  maxProperties: (limit: number) => (value: unknown) => Object.keys(value as object).length <= limit,
} as const;

const KEYWORDS = Object.keys(BOUNDS) as (keyof typeof BOUNDS)[];

/** As the API server counts: in code points. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) {
    length++;
  }
  return length;
}

/** The limits of several schemas, each once with all the bundles that have it. */
export function boundsOf(schemas: readonly (readonly [Schema, BundleSet])[]): Bound[] {
  return KEYWORDS.filter((keyword) => schemas.some(([schema]) => keyword in schema)).flatMap((keyword) => {
    const limits = new Map<string, BundleSet>();
    for (const [schema, bundles] of schemas) {
      if (schema[keyword] !== undefined) {
        const text = JSON.stringify(schema[keyword]);
        limits.set(text, (limits.get(text) ?? 0) | bundles);
      }
    }
    return Array.from(limits, ([text, bundles]): Bound => {
      const limit = JSON.parse(text);
      return { keyword, limit, bundles, holds: BOUNDS[keyword](limit as never) };
    });
  });
}
