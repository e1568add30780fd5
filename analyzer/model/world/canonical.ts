import { append } from '../../text/append';
import { isMap } from '../schema/check-shape';

/** A value that is still to be written, or text. */
type Token = string | { readonly value: unknown };

/**
 * JSON that is equal for equal values, whatever the order of their keys. Written without recursion,
 * so that no depth is too deep.
 */
export function canonical(value: unknown): string {
  const text: string[] = [];
  const left: Token[] = [{ value }];
  while (left.length > 0) {
    const token = left.pop() as Token;
    if (typeof token === 'string') {
      text.push(token);
    } else {
      append(left, tokensOf(token.value).reverse());
    }
  }
  return text.join('');
}

function tokensOf(value: unknown): Token[] {
  if (Array.isArray(value)) {
    return ['[', ...value.flatMap((item) => [{ value: item }, ',']).slice(0, -1), ']'];
  }
  if (!isMap(value)) {
    return [JSON.stringify(value) ?? 'null'];
  }
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => compare(left, right));
  return ['{', ...entries.flatMap(([key, inner]) => [`${JSON.stringify(key)}:`, { value: inner }, ',']).slice(0, -1), '}'];
}

/** By code units, so that it is the same everywhere. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
