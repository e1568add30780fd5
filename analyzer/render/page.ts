import { type Palette, PLAIN } from './palette';
import { width } from './width';

const COLUMNS = 100;
const FENCE = /^```/;
const LINK = /\[([^\]]*)\]\(([^)]*)\)/g;

/**
 * A page of Markdown as a terminal shows it: headings and code in colour, paragraphs of a width
 * that can be read.
 */
export function page(markdown: string, palette: Palette = PLAIN): string {
  const blocks: string[] = [];
  let paragraph: string[] = [];
  let code: string[] | undefined;
  const close = () => {
    if (paragraph.length > 0) {
      blocks.push(wrapped(paragraph.join(' '), palette));
    }
    paragraph = [];
  };
  for (const line of markdown.split('\n')) {
    if (code !== undefined) {
      if (!FENCE.test(line)) {
        code.push(`    ${line}`.trimEnd());
      } else {
        if (code.length > 0) {
          blocks.push(code.join('\n'));
        }
        code = undefined;
      }
    } else if (FENCE.test(line)) {
      close();
      code = [];
    } else if (line.startsWith('#')) {
      close();
      blocks.push(palette.bold(line.replace(/^#+ /, '')));
    } else if (line.trim() === '') {
      close();
    } else {
      if (/^\s*(?:[-*|]|\d+\.) ?/.test(line)) {
        close();
      }
      paragraph.push(line);
    }
  }
  close();
  return `${blocks.join('\n\n').replace(/^(- .*)\n\n(?=- )/gm, '$1\n')}\n`;
}

function wrapped(text: string, palette: Palette): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(LINK, '$1 ($2)').split(/\s+/)) {
    if (line !== '' && width(line) + 1 + width(word) > COLUMNS) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line]
    .join('\n')
    .replace(/`([^`]+)`/g, (_, code: string) => palette.cyan(code))
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => palette.bold(strong));
}
