const WIDE = /[\p{Script=Han}\p{Emoji_Presentation}\u1100-\u115f\u3000-\u303e\u3041-\u33ff\uac00-\ud7a3\uff01-\uff60\uffe0-\uffe6]/u;
const NARROWEST = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns a terminal needs for a text. */
export function width(text: string): number {
  let columns = 0;
  for (const character of text) {
    columns += WIDE.test(character) ? 2 : NARROWEST.test(character) ? 0 : 1;
  }
  return columns;
}
