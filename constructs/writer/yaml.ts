const KEYWORD = /^(y|n|yes|no|on|off|true|false|null)$/i;
const NUMERIC = /^[0-9][-+0-9a-fxo_.tz ]*$/i;
const PLAIN = /^[A-Za-z0-9_/][-A-Za-z0-9_/.@%+=,;()$^~!?*&|<>{}[\]'" ]*$/;
/**
 * With colons that no space follows, such as an image or a URL: what begins with a letter is not a
 * time.
 */
const COLONS = /^[A-Za-z][-A-Za-z0-9_/.@%+=]*(:[-A-Za-z0-9_/.@%+=]+)+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped.
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** YAML lets no key that stands before its colon be longer. */
const LONGEST_KEY = 1_000;

/**
 * A Kubernetes object as YAML that its decoder (go-yaml 2, as sigs.k8s.io/yaml uses it) reads back
 * equal: what it would take for something else than a string is quoted.
 *
 * @throws if a value has no form in JSON, such as NaN, or a text holds half of a character
 */
export function toYaml(object: object): string {
  if (isEmpty(object)) {
    return '{}\n';
  }
  const out: string[] = [];
  collection(out, object, '', '');
  return out.join('');
}

/**
 * What stands behind a key or a dash, with the end of its last line; what is nested begins on a
 * line of its own.
 */
function node(out: string[], value: unknown, indent: string): void {
  if (typeof value === 'string') {
    out.push(' ', text(value, indent));
  } else if (typeof value !== 'object' || value === null) {
    out.push(' ', scalar(value), '\n');
  } else if (isEmpty(value)) {
    out.push(Array.isArray(value) ? ' []\n' : ' {}\n');
  } else {
    out.push('\n');
    collection(out, value, indent, indent);
  }
}

/** @param lead what stands before the first line: nothing behind a dash, else the indentation */
function collection(out: string[], value: object, indent: string, lead: string): void {
  const below = `${indent}  `;
  let before = lead;
  if (Array.isArray(value)) {
    for (const item of value) {
      out.push(before, '-');
      before = indent;
      if (typeof item === 'object' && item !== null && !isEmpty(item)) {
        out.push(' ');
        collection(out, item, below, '');
      } else {
        node(out, item ?? null, below);
      }
    }
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) {
      const name = quotedUnlessPlain(key);
      out.push(before, name.length > LONGEST_KEY ? `? ${name}\n${indent}:` : `${name}:`);
      before = indent;
      node(out, item, below);
    }
  }
}

function scalar(value: unknown): string {
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  throw new Error(`${typeof value === 'number' ? value : `a ${typeof value}`} is not a value of JSON; leave it out, or write another`);
}

function text(value: string, indent: string): string {
  if (value.includes('\n') && !value.startsWith('\n') && !value.startsWith(' ') && !value.startsWith('\t') && !UNPRINTABLE.test(value)) {
    const chomp = value.endsWith('\n') ? (value.endsWith('\n\n') ? '+' : '') : '-';
    const lines = (chomp === '-' ? value : value.slice(0, -1)).split('\n');
    return `|${chomp}\n${lines.map((line) => (line === '' ? '\n' : `${indent}${line}\n`)).join('')}`;
  }
  return `${quotedUnlessPlain(value)}\n`;
}

function quotedUnlessPlain(value: string): string {
  if ((PLAIN.test(value) && !value.endsWith(' ') && !KEYWORD.test(value) && !NUMERIC.test(value)) || COLONS.test(value)) {
    return value;
  }
  if (LONE_SURROGATE.test(value)) {
    throw new Error(`${JSON.stringify(value)} holds half of a character (a lone surrogate), which YAML cannot hold`);
  }
  return JSON.stringify(value).replace(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function isEmpty(value: object): boolean {
  for (const key in value) {
    if ((value as Record<string, unknown>)[key] !== undefined) {
      return false;
    }
  }
  return true;
}
