import { type Broken, parse } from '../../../yaml/parse';
import { append } from '../../text/append';

/** Directives of FreeMarker, Jinja and the like, which stand beside YAML. */
const DIRECTIVE = /<\/?[#@%][^<>\n]{0,200}>|\{%[^\n]{0,200}?%\}/g;

/**
 * Whether a document is refused because of an action of a template, not for a fault that it has
 * as well: then the fault goes, or moves, once the braces are letters.
 */
export function isRefusedAtTemplate(text: string, { message, line, column }: Broken): boolean {
  const withoutDirectives = text.replaceAll(DIRECTIVE, (directive) => ' '.repeat(directive.length));
  const candidates = withoutDirectives === text ? [] : [withoutDirectives];
  if (text.includes('{{')) {
    append(candidates, withoutBraces(text));
  }
  return candidates.some((plain) => {
    const parsed = parse(plain);
    return !('broken' in parsed) || parsed.broken.message !== message || parsed.broken.line !== line || parsed.broken.column !== column;
  });
}

/** A text with letters for the actions of a Go template, or for their braces. */
function withoutBraces(text: string): string[] {
  // An action may hold quotes within quotes: "{{ template "name" . }}".
  const withoutActions = text.replaceAll(/\{\{.*?\}\}/g, (action) => '_'.repeat(action.length));
  return [text.replaceAll('{{', '__').replaceAll('}}', '__'), withoutActions];
}
