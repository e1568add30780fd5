const LINE_BREAKS = { '\n': '\\n', '\r': '\\r', '\t': '\\t' } as const;

/**
 * Characters that a terminal obeys instead of showing, or does not show: C0, DEL, C1, line
 * separators, the marks that reorder text, tags, selectors of variants and blanks of no width or
 * shape. A symbol may be followed by the selector that colours it.
 */
const UNPRINTABLE =
  /(?!\ufe0f)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]|(?<!\p{Extended_Pictographic})\ufe0f|\p{Surrogate}/gu;
/**
 * Commands of the runners of GitHub and Azure: the one anywhere in a line, the other at its begin.
 */
const BRACKET_COMMAND = '##[';
const COMMAND = /^\s*::/;

/** A character as JSON writes it. */
function codePoint(character: string): string {
  let text = '';
  for (let index = 0; index < character.length; index++) {
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return text;
}

/**
 * Text from a manifest as one line that a terminal shows and never obeys, and so does the runner of
 * a job, wherever in a line it stands.
 */
export function oneLine(text: string): string {
  return text
    .replace(UNPRINTABLE, (character) => LINE_BREAKS[character as keyof typeof LINE_BREAKS] ?? codePoint(character))
    .replace(COMMAND, (command) => command.replace(':', '\\u003a'))
    .replaceAll(BRACKET_COMMAND, '#\\u0023[');
}

/** Whether each line of a text can be shown as it is. */
export function isSafe(text: string): boolean {
  return text.split('\n').every((line) => oneLine(line) === line);
}

/**
 * JSON whose every byte can be shown on a terminal and in the log of a job; it parses to the same
 * value.
 */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(UNPRINTABLE, (character) => (character === '\n' ? character : codePoint(character)))
    .replaceAll(BRACKET_COMMAND, '#\\u0023[');
}

/** A run of backticks longer than any in the text, so that no text ends the code it stands in. */
function quote(text: string, shortest: number): string {
  let longest = shortest - 1;
  for (const [run] of text.matchAll(/`+/g)) {
    longest = Math.max(longest, run.length);
  }
  return '`'.repeat(longest + 1);
}

/**
 * Text in a fenced Markdown block, where neither Markdown, HTML nor a mention in it means anything.
 */
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
