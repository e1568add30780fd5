import { isDeepStrictEqual } from 'node:util';
import type { OutputCheck } from '../judge/check-output';

/**
 * Checks what the output holds while the app runs. Most apps write the same again, which is checked
 * by then; if not, at least the check is loaded and warm.
 *
 * @param texts what the output holds, by the paths that findings show
 * @returns checks what the app writes, with the same report as without this
 */
export function judgeAhead(check: OutputCheck, texts: ReadonlyMap<string, string>): OutputCheck {
  if (texts.size === 0) {
    return check;
  }
  const report = check(texts);
  // What is wrong with it matters only if the app writes it again.
  report.catch(() => {});
  return (written) => (isDeepStrictEqual([...written], [...texts]) ? report : check(written));
}
