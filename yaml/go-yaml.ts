import { Schema, Type, YAMLException } from 'js-yaml';

const WORDS = new Map<string, boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
const LONGEST_WORD = 5;

const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const RADIX = /^([-+]?)0(x[0-9a-f]+|o?[0-7]+|b[01]+)$/i;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?$/i;
const NOT_JSON = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** Longer than any number that a manifest holds; keeps the expressions off texts of megabytes. */
const LONGEST_NUMBER = 400;
const MAX_UINT64 = 2n ** 64n - 1n;
const MIN_INT64 = -(2n ** 63n);

function radixValue(text: string): number | undefined {
  const [, sign = '', digits = ''] = RADIX.exec(text) ?? [];
  if (digits === '') {
    return undefined;
  }
  const octal = /^o?[0-7]+$/i.test(digits);
  const magnitude = BigInt(octal ? `0o${digits.replace(/^o/i, '')}` : `0${digits.toLowerCase()}`);
  const value = sign === '-' ? -magnitude : magnitude;
  return value > MAX_UINT64 || value < MIN_INT64 ? undefined : Number(value);
}

function numberValue(text: string): number | undefined {
  if (text.length > LONGEST_NUMBER) {
    return undefined;
  }
  if (DECIMAL.test(text)) {
    return Number(text) + 0;
  }
  if (NOT_JSON.test(text)) {
    throw new YAMLException(`${text} has no place in JSON`);
  }
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  const radix = radixValue(plain);
  if (radix !== undefined) {
    return radix;
  }
  const value = FLOAT.test(plain) ? Number(plain) + 0 : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/**
 * What a plain scalar means to the decoder that Kubernetes uses (go-yaml 2 behind
 * sigs.k8s.io/yaml): YAML 1.1's booleans, octal with and without `o`, underscores, no sexagesimals,
 * dates as text. `undefined` stands for the text itself.
 */
function scalarValue(text: string): boolean | number | null | undefined {
  const first = text.charCodeAt(0);
  const numeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (numeric) {
    return numberValue(text);
  }
  return text.length <= LONGEST_WORD ? WORDS.get(text) : undefined;
}

/**
 * Prefix of the keys that stand for `<<`, numbered, since a mapping may merge more than once. It is
 * nothing that a manifest would say.
 */
export const MERGE_KEY = '\u0000merge key\u0000';

let resolved: unknown;
let merges = 0;

const plain = new Type('tag:crossing,2000:plain', {
  kind: 'scalar',
  resolve: (text: string | null) => {
    if (text === null) {
      return false;
    }
    resolved = text === '<<' ? `${MERGE_KEY}${merges++}` : scalarValue(text);
    return resolved !== undefined;
  },
  construct: () => resolved,
});

function tagged(tag: string, read: (text: string) => unknown): Type {
  return new Type(`tag:yaml.org,2002:${tag}`, {
    kind: 'scalar',
    resolve: (text: string | null) => {
      resolved = read(text ?? '');
      return resolved !== undefined;
    },
    construct: () => resolved,
  });
}

function binary(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function ofType(type: 'number' | 'boolean', accept: (value: unknown) => boolean = () => true) {
  return (text: string) => {
    const value = scalarValue(text);
    return typeof value === type && accept(value) ? value : undefined;
  };
}

const TAGGED = [
  tagged('int', ofType('number', Number.isInteger)),
  tagged('float', ofType('number')),
  tagged('bool', ofType('boolean')),
  tagged('null', (text) => (text === '' || scalarValue(text) === null ? null : undefined)),
  tagged('binary', binary),
];

/** Any other tag says nothing to Kubernetes: the value under it is taken as it stands. */
const ANY_TAG = (['scalar', 'sequence', 'mapping'] as const).map(
  (kind) => new Type('', { kind, multi: true, construct: (value: unknown) => value ?? '' }),
);

export const SCHEMA = new Schema({ implicit: [plain], explicit: [...TAGGED, ...ANY_TAG] });
