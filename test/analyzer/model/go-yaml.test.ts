import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import facts from '../go-yaml-scalars.json';

const scalars = facts.scalars as [string, unknown][];
/** The file tells 0 from -0, which are one number in JSON. */
const streams = JSON.parse(JSON.stringify(facts.streams)) as [string, unknown][];
const refused = facts.refused as [string, string][];

/**
 * Read otherwise than Kubernetes does. Duplicate keys are refused by choice: it would silently take
 * the last.
 */
const OTHERWISE = new Map([
  ['true: a\nyes: b\n', 'duplicate key'],
  ['a: 1\na: 2\n', 'duplicate key'],
  ['{a: 1, a: 2}\n', 'duplicate key'],
  ['a: {b: 1}\na: {c: 2}\n', 'duplicate key'],
  ['v: {a: 1, "a": 2}\n', 'duplicate key'],
  ['{"a": 1, "a": 2}', 'duplicate key'],
  ['"a":1\n', 'refused, where Kubernetes reads the text "a" and loses the rest'],
  ['!', 'a tag with nothing behind it: null in place of an empty text'],
  ['-0.0: x\n', 'a key that is a number: no manifest has one'],
  ['.inf: x\n', 'a key that is a number: no manifest has one'],
  ['.nan: x\n', 'a key that is a number: no manifest has one'],
  ['18446744073709551616: x\n', 'a key that is a number: no manifest has one'],
  ['a: "x\u2028y"\n', 'a line break in quotes is a blank, as others are'],
  ['{"a": "\\ud800"}', 'half a surrogate pair is kept'],
]);

/**
 * Read although Kubernetes refuses them: the parser is more patient, and nothing else is read than
 * what plainly stands there.
 */
const PATIENT = new Set([
  'v: "\\/"\n',
  'v: "\\ud83d\\ude80"\n',
  'a: "\\ud800"\n',
  'v: !!int "3.0"\n',
  'v: {: 1}\n',
  'v: &a|b 1\n',
  'null: x\n',
  '~: x\n',
  '18446744073709551615: x\n',
  '9223372036854775808: x\n',
  '{"a": 1e400}',
  'a: |\n  \tx\n',
  '- a\n-\tb\n',
]);

/**
 * Reads a stream until something is refused, and leaves documents without a value out, as a client
 * of Kubernetes does.
 */
function read(text: string): unknown[] | string {
  const values: unknown[] = [];
  for (const piece of pieces(text)) {
    if ('line' in piece) {
      return `refused: ${piece.line}`;
    }
    const parsed = parse(piece.text.slice(piece.start, piece.end));
    if ('broken' in parsed) {
      return `refused: ${parsed.broken.message}`;
    }
    if (parsed.value !== undefined && parsed.value !== null) {
      values.push(parsed.value);
    }
  }
  return values;
}

test.each(scalars.filter(([scalar]) => !OTHERWISE.has(scalar)))('%j is the scalar that Kubernetes reads', (scalar, value) => {
  expect(read(`v: ${scalar}\n`)).toEqual([{ v: value }]);
});

test.each(streams.filter(([text]) => !OTHERWISE.has(text)))('%j is the stream that Kubernetes reads', (text, values) => {
  expect(read(text)).toEqual(values);
});

test.each(refused.filter(([text]) => !PATIENT.has(text)))('fails if Kubernetes refuses %j', (text) => {
  expect(read(text)).toMatch(/^refused: /);
});

test.each([...streams, ...scalars].filter(([text]) => OTHERWISE.has(text)))('%j is known to be read otherwise', (text, value) => {
  const written = scalars.some(([scalar]) => scalar === text) ? `v: ${text}\n` : text;
  expect(read(written)).not.toEqual(written === text ? value : [{ v: value }]);
});

test.each([...PATIENT])('%j is known to be read all the same', (text) => {
  expect(refused.map(([known]) => known)).toContain(text);
  expect(read(text)).toBeInstanceOf(Array);
});
