import { nearest } from '../../spelling/did-you-mean';
import { isPlain, shown } from './shown';
import { refuse } from './validate';

/**
 * Refuses a value of a prop that is not of its type.
 *
 * @param at where the prop is in what the user wrote, such as `rules[0].matches`; or what comes
 * before that, ending with a blank
 */
export type Check = (at: string, value: unknown) => void;

/**
 * Each prop that a type has, with every member of a union, and how its value is checked: a new prop
 * without a check does not compile.
 */
export type Shape<Props> = Readonly<Record<Props extends unknown ? keyof Props : never, Check>>;

/**
 * What to write in place of names that props do not have, such as those that the Gateway API uses.
 */
export type Hints = Readonly<Record<string, string>>;

/** Any value: what it may be is checked elsewhere. */
export const any: Check = () => undefined;

/** A string, about which nothing else is known. */
export const string: Check = (at, value) => {
  if (typeof value !== 'string') {
    refuse(at, value, 'expected a string');
  }
};

/** True or false. */
export const boolean: Check = (at, value) => {
  if (typeof value !== 'boolean') {
    refuse(at, value, 'expected true or false');
  }
};

/** A map from names to values, such as labels. */
export const map: Check = (at, value) => {
  if (!isPlain(value)) {
    refuse(at, value, 'expected a map such as { "name": "value" }');
  }
};

/** An instance of one of our classes, or what else is accepted. @param instead what to write */
export function instanceWith(method: string, instead: (value: unknown) => string): Check {
  return (at, value) => {
    if (typeof value !== 'object' || value === null || isPlain(value) || !(method in value)) {
      refuse(at, value, instead(value));
    }
  };
}

/** A list, each item of which is checked. */
export function listOf(item: Check = any): Check {
  return (at, value) => {
    if (!Array.isArray(value)) {
      refuse(at, value, typeof value === 'string' ? `give a list, such as [${shown(value)}]` : 'give a list');
    }
    for (let index = 0; index < value.length; index++) {
      present(`${at}[${index}]`, value[index], item);
    }
  };
}

/** An object with known props. @param such what one looks like, for error texts */
export function objectOf<Props>(shape: Shape<Props>, such: string, hints: Hints = {}): Check {
  const checks = shape as Readonly<Record<string, Check>>;
  return (at, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      refuse(at === '' || at.endsWith(' ') ? `${at}props` : at, value, `give ${such}`);
    }
    // Own keys of literals alone: an instance of a class may have whatever it likes.
    for (const key of isPlain(value) ? Object.keys(value) : Object.keys(checks).filter((name) => name in value)) {
      const prop = at === '' || at.endsWith(' ') ? at + key : `${at}.${key}`;
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
      if (check === undefined) {
        throw new Error(`${prop} is not known: ${insteadOf(key, Object.keys(checks), hints)}`);
      }
      const given = (value as Record<string, unknown>)[key];
      if (given !== undefined) {
        present(prop, given, check);
      }
    }
  };
}

function present(at: string, value: unknown, check: Check): void {
  if (value === undefined || value === null) {
    refuse(at, value, value === null ? 'leave it out, or give a value' : 'give a value');
  }
  check(at, value);
}

function insteadOf(key: string, known: readonly string[], hints: Hints): string {
  if (Object.hasOwn(hints, key)) {
    return `${hints[key]}`;
  }
  const names = [...known].sort();
  const name = alike(key, names);
  return name === undefined ? `expected ${names.join(', ')}` : `did you mean ${name}?`;
}

/** The one name that another is most likely mistyped for, or the beginning of. */
export function alike(key: string, names: readonly string[]): string | undefined {
  const word = key.toLowerCase();
  const near = nearest(
    word,
    names.map((name) => name.toLowerCase()),
  );
  const longer = word.length < 4 ? [] : names.filter((name) => name.toLowerCase().startsWith(word));
  return names.find((name) => name.toLowerCase() === (near ?? word)) ?? (longer.length === 1 ? longer[0] : undefined);
}
