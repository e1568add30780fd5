/**
 * How many letters two words have in common at their begin, or at their end once `from` letters are
 * set aside.
 */
function shared(one: string, other: string, from?: number): number {
  const most = Math.min(one.length, other.length) - (from ?? 0);
  let count = 0;
  while (count < most && (from === undefined ? one[count] === other[count] : one.at(-1 - count) === other.at(-1 - count))) {
    count++;
  }
  return count;
}

/**
 * How many letters were added, lost, changed or swapped with a neighbour; beyond `most` it only
 * says that it is more.
 */
function distance(left: string, right: string, most: number): number {
  const head = shared(left, right);
  const tail = shared(left, right, head);
  const [one, other] = [left.slice(head, left.length - tail), right.slice(head, right.length - tail)];
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const step = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + changed);
      next.push(swapped ? Math.min(step, (before[column - 2] ?? 0) + 1) : step);
    }
    if (Math.min(...next, ...last) > most) {
      return most + 1;
    }
    [before, last] = [last, next];
  }
  return last[other.length] ?? 0;
}

/**
 * Longer names are never typos of each other, and of many candidates those are looked at that begin
 * alike: it keeps hostile input cheap.
 */
const LONGEST = 253;
const MOST = 200;

/** The sorted candidates around the place where a word would stand. */
function around(word: string, candidates: readonly string[]): readonly string[] {
  if (candidates.length <= MOST) {
    return candidates;
  }
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candidates[middle] ?? '') < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return candidates.slice(Math.max(0, low - MOST / 2), low + MOST / 2);
}

/**
 * The one candidate that a word is most likely a typo of, of those that fit; `undefined` where none
 * or several are as near. Many candidates are to be sorted.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
  fits: (candidate: string) => boolean = () => true,
): string | undefined {
  if (word.length > LONGEST) {
    return undefined;
  }
  const best = new Set<string>();
  let least = Math.max(1, Math.floor(word.length / 4));
  for (const candidate of around(word, candidates)) {
    if (candidate === word || Math.abs(candidate.length - word.length) > least) {
      continue;
    }
    const edits = distance(word, candidate, least);
    if (edits > least || !fits(candidate)) {
      continue;
    }
    if (edits < least) {
      best.clear();
    }
    best.add(candidate);
    least = edits;
  }
  return best.size === 1 ? [...best][0] : undefined;
}
