interface GlobOptions {
  /** Whether `*` stops at a slash, as in a path of git; without, it takes anything. */
  readonly separated: boolean;
}

/** How many alternatives of `{a,b}` are followed. */
const ALTERNATIVES = 64;
/** Letters of a pattern that are read: a path has no more. */
const LONGEST = 4096;

/**
 * What tells whether a text is what a pattern of `*`, `**`, `?`, `[a-z]` and `{a,b}` describes, in
 * time in proportion to both lengths multiplied; `undefined` for a pattern that is too long.
 */
export function globOf(pattern: string, { separated }: GlobOptions): ((text: string) => boolean) | undefined {
  const all = alternatives(pattern)?.map(tokensOf);
  return all && ((text) => all.some((tokens) => matches(tokens, text, separated)));
}

/**
 * Where the beginnings of a text end that a pattern describes, shortest first, `*` taking anything;
 * `undefined` for a pattern that is too long.
 */
export function prefixesOf(pattern: string, text: string): number[] | undefined {
  const all = alternatives(pattern)?.map((one) => reachedBy(tokensOf(one), text, false));
  return all && Array.from({ length: text.length }, (_, index) => index + 1).filter((end) => all.some((reached) => reached[end] === 1));
}

/** As `globOf`, for a pattern of which it makes no difference if it is too long to be read. */
export function matchesGlob(pattern: string, text: string, options: GlobOptions): boolean {
  return globOf(pattern, options)?.(text) ?? false;
}

function alternatives(pattern: string): string[] | undefined {
  const open = [pattern];
  const done: string[] = [];
  for (let first = open.shift(); first !== undefined; first = open.shift()) {
    if (first.length > LONGEST) {
      return undefined;
    }
    const group = /\{([^{}]*)\}/.exec(first);
    const choices = group?.[1]?.split(',') ?? [];
    if (done.length + open.length + choices.length > ALTERNATIVES) {
      return undefined;
    }
    if (group === null) {
      done.push(first);
    }
    for (const choice of choices) {
      open.push(first.slice(0, group?.index) + choice + first.slice((group?.index ?? 0) + (group?.[0].length ?? 0)));
    }
  }
  return done;
}

/** Two stars in a row are as good as one. */
function tokensOf(pattern: string): readonly string[] {
  const tokens = pattern.match(/\*\*\/?|\*|\[[^\]]*\]|\\.|[\s\S]/g) ?? [];
  return tokens.filter((token, index) => token !== '*' || tokens[index - 1] !== '*');
}

function matches(tokens: readonly string[], text: string, separated: boolean): boolean {
  return reachedBy(tokens, text, separated)[text.length] === 1;
}

/** The places of a text at which tokens may end that start at its beginning. */
function reachedBy(tokens: readonly string[], text: string, separated: boolean): Uint8Array {
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const token of tokens) {
    reached = token.startsWith('*') ? afterStar(token, text, reached, separated) : afterLetter(token, text, reached, separated);
    if (!reached.includes(1)) {
      break;
    }
  }
  return reached;
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
