/** Edits between two words (insertions, deletions, substitutions, swapped neighbours), or more than `limit`. */
function distance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const line = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min((above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      line.push(cost);
    }
    before = above;
    above = line;
  }
  return above[right.length] ?? 0;
}

/** Longer names are never typos of each other by distance; it keeps hostile input cheap. */
const LONGEST = 253;

/** The one candidate that a word is most likely a typo of; `undefined` where none or several are as near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const limit = Math.max(1, Math.floor(word.length / 4));
  let best: string[] = [];
  let least = limit;
  for (const candidate of new Set(candidates)) {
    const edits = candidate === word ? limit + 1 : distance(word, candidate, least);
    if (edits < least) best = [];
    if (edits <= least) {
      best.push(candidate);
      least = edits;
    }
  }
  return best.length === 1 ? best[0] : undefined;
}
