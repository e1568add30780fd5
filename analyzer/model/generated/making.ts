import type { Kind } from '../objects';
import { valueAt } from '../path';

/** What an object may bring about that is not in the input. */
export interface Making {
  /** `Anything`: what a release holds. */
  readonly kind: Kind | 'Anything';
  /** Absent for every namespace. */
  readonly namespace?: string;
  /** Absent where the name cannot be determined. */
  readonly name?: string;
}

/** An object of the input that may bring about others. */
export interface Maker {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What a maker brings about. */
export interface Made extends Making {
  readonly by?: Maker;
}

/**
 * What an object, as it was parsed, brings about. `namespace` is the one that it is in, `name` its
 * own.
 */
export type Generate = (value: unknown, namespace: string, name: string | undefined) => readonly Making[];

/** A text that may be looked up: neither empty nor filled in later by somebody else. */
export function text(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' && found !== '' && !isFilledIn(found) ? found : undefined;
}

/**
 * Whether a text is a Go template, a variable or an expression, so that what it says is not known.
 */
export function isFilledIn(written: string): boolean {
  return /\{\{|\$\{|\$\(/.test(written);
}

export function items(value: unknown, ...path: (string | number)[]): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

export function making(kind: Making['kind'], namespace: string | undefined, name: string | undefined): Making {
  return { kind, ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }) };
}
