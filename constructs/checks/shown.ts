/** The most characters of a value that are shown: a string may be longer than an object. */
const LONGEST = { object: 200, string: 1500 };

/** Whether a value is an object as a literal makes it, and not an instance of a class. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A copy whose objects all are as a literal makes them, which cdk8s asks for. */
export function plainCopy<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(plainCopy) as Value;
  }
  return isPlain(value) ? (Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainCopy(inner)])) as Value) : value;
}

/** A value as an error text shows it: JSON if there is any, else what it is. */
export function shown(value: unknown): string {
  if (typeof value === 'bigint') {
    return `${value}n`;
  }
  if (typeof value === 'function') {
    return value.name === '' ? 'a function' : `the function ${value.name}`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlain(value)) {
    return instance(value);
  }
  const text = (typeof value === 'number' ? undefined : json(value)) ?? String(value);
  const longest = LONGEST[typeof value === 'string' ? 'string' : 'object'];
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_, inner) => (isShownWhole(inner) ? inner : instance(inner)));
  } catch {
    // It refers to itself, or holds a bigint.
    return Array.isArray(value) ? 'a list that JSON cannot show' : `a value that JSON cannot show`;
  }
}

function isShownWhole(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Array.isArray(value) || isPlain(value);
}

function instance(value: unknown): string {
  // A bundler puts "_" before the name of a class that refers to itself.
  const name = (value as object).constructor?.name?.replace(/^_/, '');
  return name ? `an instance of ${name}` : 'an object';
}
