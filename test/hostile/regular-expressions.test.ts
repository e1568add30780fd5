import { createContext, Script } from 'node:vm';
import { parseSync } from '@swc/core';
import schema from '../../crossing.schema.json';
import { read, tracked } from '../repo/tracked';

/**
 * What an expression gets to read, and how long it may take: one that is linear needs a few, a
 * quadratic one over a thousand.
 */
const LENGTH = 50_000;
const MILLISECONDS = 250;

/**
 * What takes no longer than this with a tenth of the letters needs no longer look: one that is
 * quadratic, and too slow for all of them, takes a hundredth of its time.
 */
const FIRST_LENGTH = LENGTH / 10;
const FIRST_MILLISECONDS = MILLISECONDS / 250;

interface Expression {
  readonly at: string;
  readonly pattern: string;
  readonly flags: string;
}

/** Every regular expression of the code, found in its syntax tree. */
function expressionsOf(path: string): Expression[] {
  const found: Expression[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) {
        visit(item);
      }
    } else if (typeof node === 'object' && node !== null) {
      const { type, pattern, flags } = node as { type?: string; pattern?: string; flags?: string };
      if (type === 'RegExpLiteral' && pattern !== undefined) {
        found.push({ at: path, pattern, flags: flags ?? '' });
      } else {
        for (const value of Object.values(node)) {
          visit(value);
        }
      }
    }
  };
  visit(parseSync(read(path), { syntax: 'typescript' }).body);
  return found;
}

function patternsIn(value: unknown): Expression[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'pattern' && typeof item === 'string' ? [{ at: 'crossing.schema.json', pattern: item, flags: '' }] : patternsIn(item),
  );
}

const code = tracked('*.ts').filter((path) => /^(analyzer|cli|constructs|files|gateway-api|jest|settings|targets|yaml)\//.test(path));
const all = [...code.flatMap(expressionsOf), ...patternsIn(schema)];
const distinct = [...new Map(all.map((expression) => [`${expression.pattern}/${expression.flags}`, expression])).values()];

/** One letter of each kind that an expression speaks of, and the words in it. */
function lettersAndWords({ pattern }: Expression): { letters: string[]; words: string[] } {
  const samples: [RegExp, string[]][] = [
    [/\\s/, [' ', '\n']],
    [/\\[wWSD]|\[\^|\.|a-z|!-~/, ['a']],
    [/\\d|0-9/, ['0']],
    [/\\t/, ['\t']],
    [/\\n/, ['\n']],
  ];
  const classes = samples.flatMap(([says, letters]) => (says.test(pattern) ? letters : []));
  const plain = pattern.replace(/\\[a-zA-Z](?:\{[^}]*\})?/g, ' ').replace(/\\/g, '');
  const signs = [...plain].filter((letter) => /[^\w\s()?:|^$[\]+*{}]/.test(letter));
  const words = plain.match(/[-\w]{3,}(?: [-\w]{3,})*|\w/g) ?? [];
  return { letters: [...new Set([...classes, ...signs])].slice(0, 9), words: [...new Set(words)].slice(0, 8) };
}

/** How texts begin that get far into one of the longer expressions. */
const HEADS = [
  '',
  '# crossing-ignore: x a',
  '-----BEGIN CERTIFICATE-----',
  'Error: x\n    at a (b',
  '${A',
  'kind: ',
  'gitdir: ',
  '}',
  'http://',
  '[',
  '`',
];
/** Longer pieces that one of them would start to match again and again. */
const PIECES = [
  '# crossing-ignore: a ',
  '-----BEGIN PRIVATE KEY-----',
  'Error: x\n',
  '    at a\n',
  'kind:\n',
  '$' + '{A',
  '}\n',
  'a.',
  '--- #',
  '- \n\n',
];

/** A text of some length that makes a backtracking expression try again at each letter. */
interface Attack {
  readonly head: string;
  readonly pump: string;
  readonly tail: string;
}

const textOf = ({ head, pump, tail }: Attack, length: number) => head + pump.repeat(Math.ceil(length / pump.length)) + tail;

/** The attacks on an expression, those of one pump together. */
function attacks(expression: Expression): Attack[][] {
  const { letters, words } = lettersAndWords(expression);
  const pumps = [...PIECES, ...letters, ...words, ...letters.flatMap((one) => [...letters, ...words].map((other) => one + other))];
  const heads = [...HEADS, ...words.slice(0, 2), ...letters.slice(0, 2)];
  return [...new Set(pumps)].map((pump) => heads.flatMap((head) => ['\u0001', '\u2028', 'a'].map((tail) => ({ head, pump, tail }))));
}

const sandbox = createContext({ expression: /x/, texts: [''], slow: [0], now: () => performance.now() });

/** Runs it as it is used: a global one looks for all of its matches. */
const run = new Script(`
  for (const [index, text] of texts.entries()) {
    const begun = now();
    expression.global ? text.replace(expression, '') : expression.test(text);
    if (now() - begun > ${FIRST_MILLISECONDS}) slow.push(index);
  }
`);

/** Whether the texts take too long together; which of them are slow is known if they do not. */
function takeTooLong(texts: readonly string[]): boolean {
  Object.assign(sandbox, { texts, slow: [] });
  try {
    run.runInContext(sandbox, { timeout: MILLISECONDS });
    return false;
  } catch {
    return true;
  }
}

/** The first attack that takes too long in three tries: a busy machine stops a process, too. */
function slowest(expression: Expression): string | undefined {
  sandbox.expression = new RegExp(expression.pattern, expression.flags);
  for (const group of attacks(expression)) {
    const all = takeTooLong(group.map((attack) => textOf(attack, FIRST_LENGTH)));
    for (const attack of group.filter((_, index) => all || sandbox.slow.includes(index))) {
      const texts = [textOf(attack, LENGTH)];
      if (takeTooLong(texts) && takeTooLong(texts) && takeTooLong(texts)) {
        return `${JSON.stringify(texts[0]?.slice(0, 24))} …`;
      }
    }
  }
  return undefined;
}

test('an expression that is not linear is found', () => {
  for (const pattern of ['\\s+$', '(a+)+$', 'a*b', '(?:x,?)*y']) {
    expect([pattern, slowest({ at: '', pattern, flags: '' })]).toEqual([pattern, expect.any(String)]);
  }
});

test('the expressions are found', () => {
  expect(distinct.length).toBeGreaterThan(60);
});

test.each(distinct.map((expression) => [expression.at, expression.pattern, expression] as const))(
  '%s: /%s/ takes time in line with the text',
  (_, __, expression) => {
    expect(slowest(expression)).toBeUndefined();
  },
);
