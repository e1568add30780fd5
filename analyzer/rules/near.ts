import { distance } from '../status/similar';

/** Longer names are never typos of each other by distance; it keeps hostile input cheap. */
const LONGEST = 253;

/** The one candidate that a word is most likely a typo of; `undefined` where none or several are as near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const limit = Math.max(1, Math.floor(word.length / 4));
  let best: string[] = [];
  let least = limit;
  for (const candidate of new Set(candidates)) {
    if (candidate === word || Math.abs(candidate.length - word.length) > least) continue;
    const edits = distance(word, candidate);
    if (edits < least) best = [];
    if (edits <= least) {
      best.push(candidate);
      least = edits;
    }
  }
  return best.length === 1 ? best[0] : undefined;
}
