import { read, tracked } from './tracked';

/**
 * Words that a reader has to read twice: what each is searched by, why it goes, and what to write.
 */
const WORDS: readonly { readonly word: RegExp; readonly why: string; readonly write: string }[] = [
  { word: /@throws where\b/, why: 'a condition starts with "if"', write: '@throws if' },
  { word: /(?<!\bthere )\b(?:is|are) none\b/i, why: 'says what it is not', write: 'is not a …, there are no …' },
  { word: /(?<!\bthere )\bis no (?!longer\b|more\b)/i, why: 'negates the noun', write: 'is not a' },
  { word: /\blets? [^.,;:\n]{0,40}\bin\b(?! (?:the|a|an)\b)/, why: 'not the verb of the API', write: 'allows' },
  { word: /\bmend(?:s|ed|ing)?\b/, why: 'not the verb of the trade', write: 'fix' },
  { word: /\bgrav(?:e|est|er)\b/, why: 'findings have a severity', write: 'severe, severity' },
  { word: /\bfor ever\b/, why: 'archaic', write: 'forever, or what happens' },
  { word: /\b(?:is|are) wanted\b|\bwanted is\b/, why: 'an error names what it expects', write: 'expected …' },
  { word: /\blooks? after\b/, why: 'not the verb of the platform', write: 'manages' },
  { word: /\b(?:somebody|someone|anybody) else's\b/, why: 'wordy', write: 'external, of another team' },
  { word: /\bwithout a word\b/, why: 'figurative', write: 'silently' },
  { word: /\b(?:is|are|was|be) told\b/, why: 'findings are reported', write: 'is reported' },
  { word: /\b(?:takes?|taken) away\b/, why: 'not the verb of the trade', write: 'remove' },
  { word: /\bis to be\b/, why: 'says neither who nor when', write: 'must be, will be' },
  { word: /\bof ours\b/, why: 'possessive at the wrong end', write: 'our …, of this app' },
  { word: /\bthe whole is\b/, why: 'unclear subject', write: 'name the value' },
  { word: /\bhas not(?= (?:the|a|an|any)\b|[.;,])/, why: 'archaic', write: 'does not have' },
  { word: /\bheeds?\b/, why: 'archaic', write: 'respects, follows' },
  { word: /\bwhat counts is\b/, why: 'relative clause as a subject', write: 'name the subject' },
  { word: /\bnone of whose\b/, why: 'hard to parse', write: 'no … of it' },
  { word: /\bsay of it\b|\bsays of it\b/, why: 'unclear object', write: 'report about' },
];

/** Lines that keep such a word, by their text. */
const KEPT: readonly string[] = [];

const CODE_TEXT = /\/\*\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The file with all but its prose blanked out, so that lines keep their numbers. */
function proseOf(path: string): string {
  const text = read(path);
  if (path.endsWith('.md')) {
    return text.replace(/^ *```[\s\S]*?^ *```$/gm, blank).replace(/`[^`\n]*`/g, blank);
  }
  if (!/\.(?:ts|mjs)$/.test(path)) {
    return text;
  }
  let at = 0;
  let prose = '';
  for (const match of text.matchAll(CODE_TEXT)) {
    prose += blank(text.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return prose;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

const files = tracked('*.md', '*.ts', '*.mjs', 'test/cases/**/*.out', 'crossing.schema.json').filter(
  (path) => !/^(?:imports|lib|dist)\/|^test\/.*\.ts$/.test(path),
);

test('no text has a word that a reader has to read twice', () => {
  const found = files.flatMap((path) =>
    proseOf(path)
      .split('\n')
      .flatMap((line, index) =>
        WORDS.filter(({ word }) => word.test(line) && !KEPT.some((kept) => line.includes(kept))).map(
          ({ word, write }) => `${path}:${index + 1}: ${line.match(word)?.[0]} (write: ${write})`,
        ),
      ),
  );
  expect(found).toEqual([]);
});

test('each word has a reason and a replacement, and there are few', () => {
  expect(WORDS.length).toBeLessThanOrEqual(25);
  expect(WORDS.filter(({ why, write }) => why === '' || write === '')).toEqual([]);
});
