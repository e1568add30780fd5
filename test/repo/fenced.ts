/** A fenced block of a Markdown page. */
export interface Fenced {
  readonly language: string;
  readonly text: string;
  /** The line of its first line, counted from 1. */
  readonly line: number;
  /**
   * The fenced block that follows with nothing but blank lines between, such as the output of a
   * command.
   */
  readonly next?: Fenced;
}

/** The fenced blocks of a page, in order; what indents a block in a list is taken off. */
export function fencedBlocks(markdown: string): Fenced[] {
  const blocks: Fenced[] = [];
  let after = '';
  let last = 0;
  for (const match of markdown.matchAll(/^( *)```(\S*)[^\n]*\n([\s\S]*?)^ *```$/gm)) {
    const [all, indent = '', language = '', body = ''] = match;
    const text = body.replace(new RegExp(`^${indent}`, 'gm'), '');
    const line = markdown.slice(0, match.index).split('\n').length + 1;
    const block = { language, text, line };
    after = markdown.slice(last, match.index);
    const before = blocks.at(-1);
    if (before !== undefined && after.trim() === '') {
      blocks[blocks.length - 1] = { ...before, next: block };
    }
    blocks.push(block);
    last = match.index + all.length;
  }
  return blocks;
}
