interface GlobOptions {
  /** Whether `*` stops at a slash, as in a path of git; without, it takes anything. */
  readonly separated: boolean;
}

/** How many alternatives of `{a,b}` are followed. */
const ALTERNATIVES = 64;

/** Whether a text is what a pattern of `*`, `**`, `?`, `[a-z]` and `{a,b}` describes. Takes time in proportion to both lengths multiplied. */
export function matchesGlob(pattern: string, text: string, options: GlobOptions): boolean {
  return alternatives(pattern).some((one) => matches(one, text, options.separated));
}

function alternatives(pattern: string): string[] {
  let open = [pattern];
  const done: string[] = [];
  while (open.length > 0 && done.length + open.length <= ALTERNATIVES) {
    const [first = '', ...rest] = open;
    const group = /\{([^{}]*)\}/.exec(first);
    if (group === null) {
      done.push(first);
    }
    open = group === null ? rest : [...rest, ...(group[1] ?? '').split(',').map((one) => first.replace(group[0], () => one))];
  }
  return done;
}

function matches(pattern: string, text: string, separated: boolean): boolean {
  const tokens = pattern.match(/\*\*\/?|\*|\[[^\]]*\]|\\.|[\s\S]/g) ?? [];
  let reached = new Set([0]);
  for (const token of tokens) {
    const next = new Set<number>();
    for (const at of reached) {
      if (token === '**' || token === '**/' || token === '*') {
        const any = token !== '*' || !separated;
        for (let end = at; end <= text.length; end++) {
          if (token !== '**/' || end === at || text[end - 1] === '/') {
            next.add(end);
          }
          if (!any && text[end] === '/') {
            break;
          }
        }
      } else if (at < text.length && fits(token, text[at] ?? '', separated)) {
        next.add(at + 1);
      }
    }
    reached = next;
    if (reached.size === 0) {
      return false;
    }
  }
  return reached.has(text.length);
}

function fits(token: string, letter: string, separated: boolean): boolean {
  if (token === '?') {
    return !separated || letter !== '/';
  }
  if (token.startsWith('\\') && token.length === 2) {
    return token[1] === letter;
  }
  const [, negated = '', inner] = /^\[([!^]?)(.*)\]$/.exec(token) ?? [];
  if (inner === undefined) {
    return token === letter;
  }
  let found = false;
  for (let at = 0; at < inner.length; at++) {
    const [from = '', dash, to] = [inner[at], inner[at + 1], inner[at + 2]];
    if (dash === '-' && to !== undefined) {
      found ||= from <= letter && letter <= to;
      at += 2;
    } else {
      found ||= from === letter;
    }
  }
  return found !== (negated !== '');
}
