import type { Release } from '../releases';
import { type BundleSet, releases } from '../schemas';

export { releases };

/** What a rule says about one place. */
export interface Violation {
  /** Below the value that the rule is about. @default - the value itself */
  readonly path?: readonly (string | number)[];
  /** What is wrong; it follows the path: `has a redirect and backendRefs`. */
  readonly message: string;
  /** What to do, as an imperative. */
  readonly fix: string;
}

/**
 * A rule of the API server about several fields of a value, which are defaulted and of their types.
 */
export interface CrossFieldRule {
  /** Such as `redirect-with-backends`; several rules may share one. */
  readonly name: string;
  /** The bundles that have it. */
  readonly bundles: BundleSet;
  /** The versions of the kind that have it. @default - all of them */
  readonly versions?: readonly string[];
  readonly find: (value: never) => Iterable<Violation>;
}

/** The releases from one to another in the experimental channel. */
export function experimental(from: Release, to?: Release): BundleSet {
  return releases(from, to, ['experimental']);
}

/** The releases from one to another in the standard channel. */
export function standard(from: Release, to?: Release): BundleSet {
  return releases(from, to, ['standard']);
}

export const EVER: BundleSet = releases('1.3');

const NOTHING: readonly Violation[] = [];

/** A rule that is broken by one place of a value, or not at all. */
export function rule<Value>(name: string, bundles: BundleSet, find: (value: Value) => Violation | false | undefined): CrossFieldRule {
  return {
    name,
    bundles,
    find(value: Value) {
      const violation = find(value);
      return violation ? [violation] : NOTHING;
    },
  };
}

/** A rule about each item of a list, or each key of a map. */
export function eachRule<Value>(name: string, bundles: BundleSet, find: (value: Value) => Iterable<Violation>): CrossFieldRule {
  return { name, bundles, find };
}

/**
 * The indexes of what stands in a list before already, by a key; items without one are passed over.
 */
export function* repeats<Item>(
  items: readonly Item[],
  key: (item: Item) => unknown,
): Generator<[index: number, item: Item, first: number]> {
  const known = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const value = key(item);
    if (value === undefined) {
      continue;
    }
    const text = JSON.stringify(value);
    const first = known.get(text);
    if (first === undefined) {
      known.set(text, index);
    } else {
      yield [index, item, first];
    }
  }
}

const LONGEST_QUOTE = 80;

/** A value from a manifest in a message. */
export function quote(value: string): string {
  return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value);
}
