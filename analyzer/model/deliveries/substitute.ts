/** What fills in the variables of a delivery. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Whether all sources of values are known, so that a variable which none defines is empty. */
  readonly complete: boolean;
}

const ESCAPED = /\$\$\{|\$\{([^{}]*)\}/g;
const FORM = /^([A-Za-z_][A-Za-z0-9_]*)(.*)$/s;

/**
 * Fills in `${VARIABLES}` as Flux does, with the forms of envsubst. What is not known, or not
 * understood, stays as it is.
 *
 * @see github.com/fluxcd/pkg/envsubst, github.com/fluxcd/pkg/kustomize varsub
 */
export function substitute(text: string, { values, complete }: Variables): string {
  return text.replace(ESCAPED, (written, inner: string | undefined) => {
    if (inner === undefined) {
      return '${';
    }
    const [, name = '', form = ''] = FORM.exec(inner) ?? [];
    if (name === '') {
      return written;
    }
    const value = values.get(name);
    if (value === undefined && !complete) {
      return written;
    }
    return applied(value, form) ?? written;
  });
}

function applied(value: string | undefined, form: string): string | undefined {
  if (form === '') {
    return value ?? '';
  }
  const [, operator = '', argument = ''] = /^(:?[-=]|\^\^?|,,?|##?|%%?|\/\/?|:)(.*)$/s.exec(form) ?? [];
  const text = value ?? '';
  switch (operator) {
    case ':-':
    case ':=':
    case '=':
    case '-':
      return text === '' ? argument : text;
    case '^^':
      return text.toUpperCase();
    case '^':
      return text.slice(0, 1).toUpperCase() + text.slice(1);
    case ',,':
      return text.toLowerCase();
    case ',':
      return text.slice(0, 1).toLowerCase() + text.slice(1);
    case '/':
    case '//': {
      const [pattern = '', replacement = ''] = argument.split('/');
      return operator === '//' ? text.replaceAll(pattern, () => replacement) : text.replace(pattern, () => replacement);
    }
    case ':': {
      const [, start = '', length] = /^\s*(\d+)(?::(\d+))?$/.exec(argument) ?? [];
      return start === '' ? undefined : text.slice(Number(start), length === undefined ? undefined : Number(start) + Number(length));
    }
    default:
      return undefined;
  }
}
