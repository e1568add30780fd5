const LINE_BREAKS = { '\n': '\\n', '\r': '\\r', '\t': '\\t' } as const;

/** Characters that a terminal obeys instead of showing: C0, DEL, C1, line separators, and the marks that reorder text. */
const UNPRINTABLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu;

function codePoint(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Text from a manifest as one line that a terminal shows and never obeys. */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, (character) => LINE_BREAKS[character as keyof typeof LINE_BREAKS] ?? codePoint(character));
}

/** JSON whose every byte can be shown on a terminal; it parses to the same value. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNPRINTABLE, (character) => (character === '\n' ? character : codePoint(character)));
}

/** A run of backticks longer than any in the text, so that no text ends the code it stands in. */
function quote(text: string, shortest: number): string {
  let longest = shortest - 1;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return '`'.repeat(longest + 1);
}

/** Text in a fenced Markdown block, where neither Markdown, HTML nor a mention in it means anything. */
export function fenced(text: string): string {
  const fence = quote(text, 3);
  return `${fence}text\n${text}\n${fence}`;
}

/** Text as inline Markdown code. */
export function codeSpan(text: string): string {
  const mark = quote(text, 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${mark}${pad}${oneLine(text)}${pad}${mark}`;
}

/** The message of a GitHub workflow command. */
export function workflowData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a GitHub workflow command. */
export function workflowProperty(text: string): string {
  return workflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
