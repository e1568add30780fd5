import { type Broken, parse } from '../../../yaml/parse';

/**
 * Whether a document is refused because of an action of a Go template, not for a fault that it has as well: then the fault goes, or moves, once the
 * braces are letters.
 */
export function isRefusedAtTemplate(text: string, { message, line, column }: Broken): boolean {
  if (!text.includes('{{')) {
    return false;
  }
  const plain = parse(text.replaceAll('{{', '__').replaceAll('}}', '__'));
  if (!('broken' in plain)) {
    return true;
  }
  const { broken } = plain;
  return broken.message !== message || broken.line !== line || broken.column !== column;
}
