interface GlobOptions {
  /** Whether `*` stops at a slash, as in a path of git; without, it takes anything. */
  readonly separated: boolean;
}

/** How many alternatives of `{a,b}` are followed. */
const ALTERNATIVES = 64;

/**
 * Whether a text is what a pattern of `*`, `**`, `?`, `[a-z]` and `{a,b}` describes. Takes time in
 * proportion to both lengths multiplied.
 */
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
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const token of tokens) {
    reached = token.startsWith('*') ? afterStar(token, text, reached, separated) : afterLetter(token, text, reached, separated);
    if (!reached.includes(1)) {
      return false;
    }
  }
  return reached[text.length] === 1;
}

/** Where a star ends: one walk over the text, however many places it starts from. */
function afterStar(token: string, text: string, reached: Uint8Array, separated: boolean): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(text.length + 1);
  let inside = false;
  for (let end = 0; end <= text.length; end++) {
    const behindSlash = text[end - 1] === '/';
    inside = reached[end] === 1 || (inside && !(token === '*' && separated && behindSlash));
    if (inside && (token !== '**/' || reached[end] === 1 || behindSlash)) {
      next[end] = 1;
    }
  }
  return next;
}

function afterLetter(token: string, text: string, reached: Uint8Array, separated: boolean): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(text.length + 1);
  for (let at = 0; at < text.length; at++) {
    if (reached[at] === 1 && fits(token, text[at] ?? '', separated)) {
      next[at + 1] = 1;
    }
  }
  return next;
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
