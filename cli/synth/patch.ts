import { oneLine } from '../../analyzer/render/safe';
import type { Change } from './output';

/**
 * Files that differ in more lines than this are not compared line by line, which would take too
 * long.
 */
const MAX_EDITS = 4_000;

/** Changes as a patch, from what stands there to what the app writes. */
export async function formatChanges(changes: readonly Change[], shown: (file: string) => string, colour: boolean): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const { createColors } = await import('picocolors');
  const { green, red } = createColors(colour);
  const painted = (line: string) => (line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line);
  return changes
    .map(({ file, before, after }) => {
      const name = (text: string | undefined) => (text === undefined ? '/dev/null' : shown(file));
      const patch = createTwoFilesPatch(name(before), name(after), before ?? '', after ?? '', undefined, undefined, {
        maxEditLength: MAX_EDITS,
        headerOptions: FILE_HEADERS_ONLY,
      });
      const lines = patch?.replace(/\n$/, '').split('\n') ?? [
        `--- ${name(before)}`,
        `+++ ${name(after)}`,
        '  (too much is different to show)',
      ];
      return lines.map((line) => `${painted(oneLine(line))}\n`).join('');
    })
    .join('');
}
