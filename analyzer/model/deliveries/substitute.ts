import { prefixesOf } from './glob';

/** What fills in the variables of a delivery. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Whether all sources of values are known, so that a variable which none defines is empty. */
  readonly complete: boolean;
}

/** What Flux refuses, so that the delivery fails. */
export class SubstitutionError extends Error {}

const BAD = 'bad substitution';
const NAME = /^[\p{L}\p{Nd}_]+/u;
const TO_THE_END = /^(?:(?!\$\{)[^}])+/;
const OPERATOR = /^(?::[-=?+]|=|[,^]{1,2}|##?|%%?|\/[/#%]?|:)/;
/** The only letters in quotes that kustomize writes without them. */
const QUOTED = /(["'])([\w.:=${}-]+)\1/g;
const PLAIN = /^[\w.+-]*$/;

/** How deep variables may stand in variables. */
const DEEPEST = 32;
/** Letters of an argument that are read at once. */
const LONGEST = 65_536;
/** Letters that what is filled in may come to. */
const MOST = 16 * 1024 * 1024;

/**
 * Fills in `${VARIABLES}` as Flux does, with the forms of envsubst. What is not known stays as it
 * is.
 *
 * @throws SubstitutionError if Flux refuses the text
 * @see github.com/fluxcd/pkg/envsubst, github.com/fluxcd/pkg/kustomize varsub
 */
export function substitute(text: string, variables: Variables): string {
  const invalid = Array.from(variables.values.keys()).find((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  if (invalid !== undefined) {
    throw new SubstitutionError(`"${invalid}" cannot be the name of a variable; use letters, digits and _`);
  }
  return new Substitution(text, variables).text();
}

/**
 * As `substitute`, of a file that kustomize has not written anew: it takes the quotes away that a
 * text with a variable does not need, so that what is filled in may be a number.
 */
export function substituteInFile(text: string, variables: Variables): string {
  const unquoted = text.replace(QUOTED, (written, _quote, inner: string) => {
    const filled = inner.includes('${') ? substitute(inner, variables) : written;
    return PLAIN.test(filled) ? filled : written;
  });
  return substitute(unquoted, variables);
}

class Substitution {
  private at = 0;
  private letters = 0;

  constructor(
    private readonly written: string,
    private readonly variables: Variables,
  ) {}

  text(): string {
    let result = '';
    while (this.at < this.written.length) {
      const next = this.written.indexOf('$', this.at);
      if (next === -1) {
        break;
      }
      result += this.written.slice(this.at, next);
      this.at = next;
      if (this.written.startsWith('$$', next)) {
        this.at += 2;
        result += '$';
      } else if (this.written.startsWith('${', next)) {
        result += this.variable(0) ?? this.written.slice(next, this.at);
      } else {
        this.at++;
        result += '$';
      }
    }
    return result + this.written.slice(this.at);
  }

  /** What `${…}` gives, behind which reading goes on; nothing if that is not known. */
  private variable(depth: number): string | undefined {
    if (depth > DEEPEST) {
      throw new SubstitutionError('more variables in variables than are followed');
    }
    this.at += 2;
    const length = this.take('#');
    const [name = ''] = NAME.exec(this.written.slice(this.at, this.at + 256)) ?? [];
    if (name === '') {
      throw new SubstitutionError(length ? BAD : 'unable to parse variable name');
    }
    this.at += name.length;
    const value = this.variables.values.get(name) ?? (this.variables.complete ? '' : undefined);
    if (length) {
      this.close();
      return value === undefined ? undefined : String(new TextEncoder().encode(value).length);
    }
    const [operator = ''] = OPERATOR.exec(this.written.slice(this.at, this.at + 2)) ?? [];
    this.at += operator.length;
    const args = this.argumentsOf(operator, depth);
    const result = value === undefined || args === undefined ? undefined : applied(value, operator, args);
    this.letters += result?.length ?? 0;
    return this.letters > MOST ? undefined : result;
  }

  /** What follows an operator, to the brace that ends the variable; nothing if it is not known. */
  private argumentsOf(operator: string, depth: number): readonly string[] | undefined {
    if (/[,^]/.test(operator)) {
      this.close();
      return [];
    }
    switch (operator) {
      case '':
        this.close('missing closing brace');
        return [];
      case ':': {
        const start = this.argument(/^(?:(?!\$\{)[^:}])+/, depth);
        const behind = this.take(/^:+/) ? this.argument(TO_THE_END, depth) : undefined;
        this.close();
        return known(behind === undefined ? [start] : [start, behind]);
      }
      case '#':
      case '##':
      case '%':
      case '%%': {
        const pattern = this.argument(TO_THE_END, depth);
        this.close();
        return known([pattern]);
      }
      case '/':
      case '//':
      case '/#':
      case '/%': {
        const from = this.argument(/^(?:\\[/\\]|\$\$|(?!\$\{)[^/])+/, depth, true);
        if (!this.take(/^\/+/)) {
          throw new SubstitutionError(BAD);
        }
        const to = this.written[this.at] === '}' ? { text: '' } : this.argument(/^(?:\\[/\\]|\$\$|(?!\$\{)[^}])+/, depth, true);
        this.close();
        return known([from, to]);
      }
      default: {
        const parts: Argument[] = [];
        while (this.written[this.at] !== '}') {
          parts.push(this.argument(TO_THE_END, depth));
        }
        this.close();
        return known(parts);
      }
    }
  }

  /** Letters of one kind, up to a variable among them, or that variable. */
  private argument(letters: RegExp, depth: number, escapes = false): Argument {
    if (this.written.startsWith('${', this.at)) {
      return { text: this.variable(depth + 1) };
    }
    const [text = ''] = letters.exec(this.written.slice(this.at, this.at + LONGEST)) ?? [];
    if (text === '') {
      throw new SubstitutionError('unable to parse substitution within function');
    }
    this.at += text.length;
    return { text: escapes ? text.replace(/\\([/\\])|\$(\$)/g, '$1$2') : text };
  }

  private take(expected: string | RegExp): boolean {
    const found = typeof expected === 'string' ? this.written.startsWith(expected, this.at) && [expected] : this.matched(expected);
    this.at += found ? (found[0]?.length ?? 0) : 0;
    return Boolean(found);
  }

  private matched(expected: RegExp): RegExpExecArray | null {
    return expected.exec(this.written.slice(this.at, this.at + 256));
  }

  private close(message = BAD): void {
    if (!this.take('}')) {
      throw new SubstitutionError(message);
    }
  }
}

interface Argument {
  /** `undefined` if it holds a variable that is not known. */
  readonly text: string | undefined;
}

function known(args: readonly Argument[]): readonly string[] | undefined {
  const texts = args.flatMap(({ text }) => text ?? []);
  return texts.length === args.length ? texts : undefined;
}

function applied(value: string, operator: string, args: readonly string[]): string | undefined {
  const [first = '', second = ''] = args;
  switch (operator) {
    case '^^':
      return value.toUpperCase();
    case '^':
      return value.slice(0, 1).toUpperCase() + value.slice(1);
    case ',,':
      return value.toLowerCase();
    case ',':
      return value.slice(0, 1).toLowerCase() + value.slice(1);
    case ':':
      return cut(value, args);
    case '/':
      return value.replace(first, () => second);
    case '//':
      return value.length * second.length > MOST ? undefined : value.replaceAll(first, () => second);
    case '/#':
      return value.startsWith(first) ? second + value.slice(first.length) : value;
    case '/%':
      return value.endsWith(first) ? value.slice(0, value.length - first.length) + second : value;
    case '#':
    case '##':
      return withoutPrefix(value, first, operator === '##');
    case '%':
    case '%%': {
      const rest = withoutPrefix(reversed(value), reversed(first), operator === '%%');
      return rest === undefined ? undefined : reversed(rest);
    }
    default:
      return value === '' ? args.join('') : value;
  }
}

/** Some bytes of a text; all of it if a place is not a number. */
function cut(value: string, [start = '', length]: readonly string[]): string | undefined {
  const isNumber = (text: string) => /^[+-]?\d+$/.test(text);
  if (!isNumber(start) || (length !== undefined && !isNumber(length))) {
    return value;
  }
  const bytes = new TextEncoder().encode(value);
  const from = Number(start) < 0 ? Math.max(0, bytes.length + Number(start)) : Number(start);
  const to = length === undefined ? bytes.length : from + Number(length);
  try {
    return Number(length) < 0 ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to));
  } catch {
    return undefined;
  }
}

/** A text without the shortest or longest beginning that a pattern describes. */
function withoutPrefix(value: string, pattern: string, longest: boolean): string | undefined {
  const ends = value.length * pattern.length > MOST ? undefined : prefixesOf(pattern, value);
  return ends && value.slice(ends.at(longest ? -1 : 0) ?? 0);
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
