/** As long as a name can be: whatever is longer is not a name. */
const LONGEST_NAME = 253;

/** A word as it stands in a manifest. */
export function quoted(text: string): string {
  return JSON.stringify(cut(text));
}

/** The begin of a text that may be megabytes long. */
export function cut(text: string, longest = LONGEST_NAME): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** How many words of a list are reported. */
const MOST = 8;

/** The first of many lines or words, and how many more there are. */
export function shortened(words: readonly string[], spell: (word: string) => string = String, most = MOST): string[] {
  const shown = words.slice(0, words.length > most ? most - 1 : most).map(spell);
  return words.length > most ? [...shown, `${words.length - most + 1} more`] : shown;
}

function series(words: readonly string[], spell: (word: string) => string, last: string, most: number): string {
  const shown = shortened(words, spell, most);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${last} ${shown.at(-1)}`;
}

/** `a`, `a and b`, `a, b and c`; of many, the first ones. */
export function list(words: readonly string[], last: 'and' | 'or' = 'and', most = MOST): string {
  return series(words, String, last, most);
}

/** `"a"`, `"a" and "b"`: a list of words as they stand in a manifest. */
export function quotedList(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return series(words, quoted, last, MOST);
}
