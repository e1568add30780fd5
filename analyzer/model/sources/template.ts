import { type Broken, parse } from '../../../yaml/parse';

/**
 * Whether a document is refused because of an action of a Go template, not for a fault that it has
 * as well: then the fault goes, or moves, once the braces are letters.
 */
export function isRefusedAtTemplate(text: string, { message, line, column }: Broken): boolean {
  if (!text.includes('{{')) {
    return false;
  }
  // An action may hold quotes within quotes: "{{ template "name" . }}".
  const withoutActions = text.replaceAll(/\{\{.*?\}\}/g, (action) => '_'.repeat(action.length));
  return [text.replaceAll('{{', '__').replaceAll('}}', '__'), withoutActions].some((plain) => {
    const parsed = parse(plain);
    return !('broken' in parsed) || parsed.broken.message !== message || parsed.broken.line !== line || parsed.broken.column !== column;
  });
}
