import type { Duration } from 'cdk8s';
import { shown } from './shown';

/** What a DNS subdomain looks like, but for its length. */
export const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const KIND = /^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/;

/**
 * Throws an error that names a prop, the value that it has, and what is wrong with it or allowed.
 */
export function refuse(prop: string, value: unknown, why: string): never {
  throw new Error(`${prop} is ${value === undefined ? 'missing' : shown(value)}: ${why}`);
}

/**
 * Refuses what is not a string, as may happen if nobody checks types, or `process.env` is asked.
 */
export function text(prop: string, value: string): string {
  if (typeof value !== 'string') {
    refuse(prop, value, 'expected a string');
  }
  return value;
}

/** What a template string makes of a variable that is not set, as a part of a name or a path. */
const UNSET = /(?:^|[-./*])undefined(?:$|[-./])|^null$/;

/** Refuses a text into which a variable was put that is not set, such as one of `process.env`. */
export function refuseUnset(prop: string, value: unknown): void {
  if (typeof value === 'string' && UNSET.test(value)) {
    refuse(prop, value, 'it was put together from a value that is not set; set the variable, or throw if it is missing');
  }
}

/** What a value becomes, if there is one. */
export function optional<Value, Result>(value: Value | undefined, render: (value: Value) => Result): Result | undefined {
  return value === undefined ? undefined : render(value);
}

/** The end of an error text: the value in lower case, where that would be accepted. */
export function suggestion(value: string, accepted: (candidate: string) => boolean): string {
  const candidate = typeof value === 'string' ? value.toLowerCase() : value;
  return candidate !== value && accepted(candidate) ? `; did you mean ${JSON.stringify(candidate)}?` : '';
}

/**
 * Refuses what is not a DNS label, as the name of a namespace or a Service has to be.
 *
 * @throws if it holds anything but lower-case letters, digits and inner hyphens, or more than 63
 * characters
 */
export function dnsLabel(prop: string, value: string): string {
  refuseUnset(prop, value);
  const accepted = (it: string) => typeof it === 'string' && LABEL.test(it) && it.length <= 63;
  if (!accepted(value)) {
    const allowed = 'expected 1 to 63 lower-case letters, digits and "-", beginning and ending with a letter or digit';
    refuse(prop, value, allowed + suggestion(value, accepted));
  }
  return value;
}

/**
 * Refuses what is not a DNS subdomain, as the name of most objects and of a listener
 * (`sectionName`) has to be.
 *
 * @throws if it is not a row of DNS labels with dots between, or longer than 253 characters
 */
export function dnsSubdomain(prop: string, value: string): string {
  refuseUnset(prop, value);
  const accepted = (it: string) => typeof it === 'string' && SUBDOMAIN.test(it) && it.length <= 253;
  if (!accepted(value)) {
    const allowed = 'expected 1 to 253 lower-case letters, digits, "-" and ".", every part beginning and ending with a letter or digit';
    refuse(prop, value, allowed + suggestion(value, accepted));
  }
  return value;
}

/** A prop that is a DNS subdomain. */
export const SUBDOMAIN_PROP = (at: string, value: unknown) => void dnsSubdomain(at, value as string);

/**
 * The name of an object: the one that is given, else the id of its construct.
 *
 * @throws if `accepted` refuses it
 */
export function nameOr(id: string, given: string | undefined, accepted = dnsSubdomain): string {
  return accepted(given === undefined ? 'name (the id, as none is given)' : 'name', given ?? id);
}

/** Refuses what is not the kind of an object, such as `KongPlugin`. */
export function kindName(prop: string, value: string): string {
  if (typeof value !== 'string' || !KIND.test(value) || value.length > 63) {
    refuse(prop, value, 'expected 1 to 63 letters, digits and inner "-", beginning with a letter');
  }
  return value;
}

/** Refuses what is not a whole number between two others, both included. */
export function integer(prop: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    refuse(prop, value, `expected whole numbers from ${least} to ${most}`);
  }
  return value;
}

/** Refuses what is not a port number. */
export function port(prop: string, value: number): number {
  return integer(prop, value, 1, 65535);
}

/** Refuses a text of more than so many characters. */
export function shorterThan(prop: string, value: string, most: number): string {
  if (value.length > most) {
    refuse(prop, value, `it has ${value.length} characters, expected at most ${most}`);
  }
  return value;
}

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

const SIZES: ReadonlyMap<string, number> = new Map(UNITS);

const GEP_2257 = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/;

/**
 * The milliseconds of a duration.
 *
 * @param value a `Duration` of cdk8s, or a string as the Gateway API has it (GEP-2257), such as
 * `10s` or `1m30s`
 * @throws if it is neither, has a fraction such as `1.5s`, or is longer than 99999 hours
 */
export function milliseconds(prop: string, value: Duration | string): number {
  if (typeof value === 'string') {
    if (!GEP_2257.test(value)) {
      refuse(prop, value, 'expected whole numbers, each with h, m, s or ms, such as "10s" or "1m30s"');
    }
  } else if (typeof value?.toMilliseconds !== 'function') {
    refuse(prop, value, 'expected a duration, such as Duration.seconds(10) or "10s"');
  }
  const result = typeof value === 'string' ? parsed(value) : value.toMilliseconds({ integral: false });
  if (!Number.isInteger(result) || result > 99_999 * 3_600_000) {
    throw new Error(`${prop} is ${result} milliseconds: expected whole milliseconds up to 99999 hours`);
  }
  return result;
}

function parsed(text: string): number {
  return [...text.matchAll(/(?<!\d)(\d+)(h|ms|m|s)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (SIZES.get(unit) ?? 0),
    0,
  );
}

/** A duration as the Gateway API writes it (GEP-2257), such as `1m30s`. */
export function duration(prop: string, value: Duration | string): string {
  let rest = milliseconds(prop, value);
  const parts = UNITS.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
}

/** Refuses what is invalid of the values that there are. */
export function oneOf<Value extends number | string>(prop: string, value: Value, allowed: readonly Value[]): Value {
  if (!allowed.includes(value)) {
    refuse(prop, value, `expected one of ${allowed.join(', ')}`);
  }
  return value;
}

/** Refuses what is not a list, as may happen if nobody checks types. */
export function list<Item>(prop: string, items: readonly Item[]): readonly Item[] {
  if (!Array.isArray(items)) {
    refuse(prop, items, 'give a list');
  }
  return items;
}

/** Refuses a list with more items than the API takes, or with too few. */
export function count(prop: string, items: readonly unknown[], most: number, least = 0): void {
  list(prop, items);
  if (items.length > most || items.length < least) {
    throw new Error(`${prop} has ${items.length} items: expected ${least === most ? `exactly ${most}` : `${least} to ${most}`}`);
  }
}

/** Refuses a list in which two items are the same by a key. */
export function distinct<Item>(prop: string, items: readonly Item[], key: (item: Item) => string, why: string): void {
  const seen = new Set<string>();
  for (const item of items) {
    const itemKey = key(item);
    if (seen.has(itemKey)) {
      throw new Error(`${prop} holds ${JSON.stringify(itemKey)} twice: ${why}`);
    }
    seen.add(itemKey);
  }
}
