/** A value that cannot be determined; it stands in texts as this letter. */
export const UNKNOWN = '\uE000';
/** A parameter of this name says that those which are not named are unknown. */
export const OTHERS = ' others';

/** A parameter of this name says that it is an error to use those which are not named. */
export const STRICT = ' strict';

/** A template uses what is not named, which is an error with `missingkey=error`. */
export class MissingKey extends Error {}

class NotUnderstood extends Error {}

/** Letters of a template that are read. */
const LONGEST = 16_384;
/** Letters that a template may come to, and that all arguments of a function may have. */
const MOST = 65_536;
/** How many parts of a template are printed, each as often as it is. */
const MOST_PRINTED = 10_000;
/** `range .list`, `range $item := .list`, `range $key, $item := .map`. */
const RANGE = /^range\s+(?:(\$\w+)\s*(?:,\s*(\$\w+)\s*)?:=\s*)?([\s\S]+)$/;
/** Functions that take an object for its text, which may be megabytes. */
const OF_TEXTS: ReadonlySet<string> = new Set([
  ...['contains', 'hasPrefix', 'hasSuffix', 'lower', 'normalize', 'printf', 'quote', 'replace', 'splitList'],
  ...['toString', 'trim', 'trimPrefix', 'trimSuffix', 'upper'],
]);

type Node =
  | { readonly text: string }
  | { readonly pipe: string }
  | { readonly condition: string; readonly then: Node[]; readonly otherwise: Node[] }
  | { readonly items: string; readonly names: readonly string[]; readonly then: Node[]; readonly otherwise: Node[] };

/** What a template may name: the dot, and variables with their dollar. */
interface Scope {
  readonly dot: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Nodes that may still be printed, however lists are nested. */
  readonly budget: { left: number };
}

const ACTION = /\{\{-?\s*([\s\S]*?)\s*-?\}\}/g;
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|\||\(|\)|[^\s|()]+/g;

/**
 * What a Go template gives, with the functions that ApplicationSets use most; `undefined` if it
 * holds what is not understood, or is longer than is followed.
 */
export function goTemplate(template: string, data: unknown): string | undefined {
  if (!template.includes('{{')) {
    return template;
  }
  if (template.length > LONGEST) {
    return undefined;
  }
  try {
    const trimmed = template.replace(/(?<!\s)\s*\{\{-/g, '{{').replace(/-\}\}\s*/g, '}}');
    const parts: ({ text: string } | { action: string })[] = [];
    let from = 0;
    for (const { index, 0: written, 1: action = '' } of trimmed.matchAll(ACTION)) {
      parts.push({ text: trimmed.slice(from, index) }, { action });
      from = index + written.length;
    }
    parts.push({ text: trimmed.slice(from) });
    return print(nodesOf(parts, true), { dot: data, variables: { $: data }, budget: { left: MOST_PRINTED } });
  } catch (error) {
    // A text in quotes that JSON does not have, or parentheses without end.
    if (error instanceof NotUnderstood || error instanceof SyntaxError || error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * What a template of `{{name}}` gives: names that are not known stay as they are. `undefined` if
 * that is longer than is followed.
 */
export function plainTemplate(template: string, values: Readonly<Record<string, string>>): string | undefined {
  let length = template.length;
  const filled = template.replace(/\{\{([^{}]*)\}\}/g, (written, name: string) => {
    const value = values[name.trim()] ?? (isUnknownBelow(name.trim(), values) ? UNKNOWN : written);
    length += value.length;
    return length > MOST ? '' : value;
  });
  return length > MOST && filled !== template ? undefined : filled;
}

/** Whether all that is below some part of a name is unknown, or all that is not named. */
function isUnknownBelow(name: string, values: Readonly<Record<string, string>>): boolean {
  const steps = name.split(/[.[]/);
  return values[OTHERS] !== undefined || steps.some((_, index) => values[steps.slice(0, index).join('.')] === UNKNOWN);
}

function nodesOf(parts: ({ text: string } | { action: string })[], top: boolean): Node[] {
  const nodes: Node[] = [];
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if ('text' in part) {
      nodes.push(part);
      continue;
    }
    const { action } = part;
    if (action.startsWith('/*')) {
      continue;
    }
    if (action === 'end' || action === 'else' || action.startsWith('else if ')) {
      if (top) {
        throw new NotUnderstood();
      }
      parts.unshift(part);
      return nodes;
    }
    const [, first, second, items] = RANGE.exec(action) ?? [];
    if (items !== undefined) {
      const names = [first, second].flatMap((name) => name ?? []);
      nodes.push({ items, names, ...branches(parts) });
    } else {
      nodes.push(action.startsWith('if ') ? conditional(action.slice(3), parts) : { pipe: action });
    }
  }
  if (!top) {
    throw new NotUnderstood();
  }
  return nodes;
}

function conditional(condition: string, parts: ({ text: string } | { action: string })[]): Node {
  return { condition, ...branches(parts) };
}

function branches(parts: ({ text: string } | { action: string })[]): { readonly then: Node[]; readonly otherwise: Node[] } {
  const then = nodesOf(parts, false);
  const next = parts.shift();
  const action = next !== undefined && 'action' in next ? next.action : '';
  if (action === 'end') {
    return { then, otherwise: [] };
  }
  if (action.startsWith('else if ')) {
    return { then, otherwise: [conditional(action.slice(8), parts)] };
  }
  const otherwise = nodesOf(parts, false);
  parts.shift();
  return { then, otherwise };
}

/**
 * The scopes in which what is repeated is printed: one for each item of a list or entry of a map.
 */
function scopesOf(items: string, names: readonly string[], scope: Scope): Scope[] {
  const value = evaluate(items, scope);
  if (isUnknown(value) || itemOf(value, OTHERS) !== undefined) {
    throw new NotUnderstood();
  }
  if (value !== undefined && value !== null && typeof value !== 'object') {
    throw new NotUnderstood();
  }
  const entries: [unknown, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value ?? {})
        .filter(([key]) => key !== STRICT)
        .sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, item]) => {
    const named = names.length === 2 ? { [names[0] ?? '']: key, [names[1] ?? '']: item } : { [names[0] ?? '$']: item };
    return { ...scope, dot: item, variables: names.length === 0 ? scope.variables : { ...scope.variables, ...named } };
  });
}

function print(nodes: readonly Node[], scope: Scope): string {
  let length = 0;
  const bounded = (text: string): string => {
    length += text.length;
    if (length > MOST) {
      throw new NotUnderstood();
    }
    return text;
  };
  return nodes
    .map((node) => {
      scope.budget.left--;
      if (scope.budget.left < 0) {
        throw new NotUnderstood();
      }
      if ('text' in node) {
        return node.text;
      }
      if ('pipe' in node) {
        return bounded(textOf(evaluate(node.pipe, scope)));
      }
      if ('items' in node) {
        const scopes = scopesOf(node.items, node.names, scope);
        const [none] = scopes.length === 0 ? [bounded(print(node.otherwise, scope))] : [];
        return none ?? scopes.map((inner) => bounded(print(node.then, inner))).join('');
      }
      const value = evaluate(node.condition, scope);
      if (isUnknown(value)) {
        throw new NotUnderstood();
      }
      return bounded(print(isTrue(value) ? node.then : node.otherwise, scope));
    })
    .join('');
}

function evaluate(action: string, scope: Scope): unknown {
  const tokens = action.match(TOKEN) ?? [];
  if (
    tokens.length === 0 ||
    ['range', 'with', 'define', 'template', 'block'].includes(tokens[0] ?? '') ||
    /:=|\$\w*\s*=[^=]/.test(action)
  ) {
    throw new NotUnderstood();
  }
  const result = pipeline(tokens, scope);
  if (tokens.length > 0) {
    throw new NotUnderstood();
  }
  return result;
}

function pipeline(tokens: string[], scope: Scope): unknown {
  let value = command(tokens, scope, []);
  while (tokens[0] === '|') {
    tokens.shift();
    value = command(tokens, scope, [value]);
  }
  return value;
}

function command(tokens: string[], scope: Scope, piped: readonly unknown[]): unknown {
  const [first = ''] = tokens;
  const isFunction = /^[A-Za-z]\w*$/.test(first) && !['true', 'false', 'nil'].includes(first);
  if (!isFunction) {
    const value = operand(tokens, scope);
    if (piped.length > 0 || (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')')) {
      throw new NotUnderstood();
    }
    return value;
  }
  tokens.shift();
  const args: unknown[] = [];
  while (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')') {
    args.push(operand(tokens, scope));
  }
  const call = Object.hasOwn(FUNCTIONS, first) ? FUNCTIONS[first] : undefined;
  if (call === undefined) {
    throw new NotUnderstood();
  }
  const values: unknown[] = [...args, ...piped];
  const letters = values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
  if (letters > MOST || (OF_TEXTS.has(first) && values.some((value) => typeof value === 'object' && value !== null))) {
    throw new NotUnderstood();
  }
  if (values.some(isUnknown) && first !== 'default') {
    return UNKNOWN;
  }
  return call(...values);
}

function operand(tokens: string[], scope: Scope): unknown {
  const token = tokens.shift() ?? '';
  if (token === '(') {
    const value = pipeline(tokens, scope);
    if (tokens.shift() !== ')') {
      throw new NotUnderstood();
    }
    return value;
  }
  if (token.startsWith('"')) {
    return JSON.parse(token) as string;
  }
  if (token.startsWith('`')) {
    return token.slice(1, -1);
  }
  if (/^-?\d+$/.test(token)) {
    return Number(token);
  }
  if (token === 'true' || token === 'false') {
    return token === 'true';
  }
  if (token === 'nil') {
    return undefined;
  }
  const [, variable = '', path = ''] = /^(\$\w*)?((?:\.[\w-]+)*|\.)$/.exec(token) ?? [];
  if (token === '' || (variable === '' && path === '') || (variable !== '' && !Object.hasOwn(scope.variables, variable))) {
    throw new NotUnderstood();
  }
  let value: unknown = variable === '' ? scope.dot : scope.variables[variable];
  for (const step of path.split('.').filter((step) => step !== '')) {
    if (isUnknown(value)) {
      return UNKNOWN;
    }
    const found = itemOf(value, step) ?? (itemOf(value, OTHERS) === undefined ? undefined : UNKNOWN);
    if (found === undefined && itemOf(scope.variables.$, STRICT) !== undefined) {
      throw new MissingKey(`map has no entry for key "${step}"`);
    }
    value = found;
  }
  return value;
}

const normalized = (text: unknown): string =>
  textOf(text)
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 253)
    .replace(/^[-.]+|(?<![-.])[-.]+$/g, '');

const FUNCTIONS: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
  and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  contains: (part, text) => textOf(text).includes(textOf(part)),
  coalesce: (...values) => values.find((value) => isTrue(value)),
  default: (fallback, value) => (isTrue(value) ? value : fallback),
  dig: (...steps) => dug(steps),
  empty: (value) => !isTrue(value),
  eq: (first, ...others) => others.includes(first),
  first: (values) => listOf(values)[0],
  get: (map, key) => itemOf(map, key) ?? '',
  has: (value, values) => listOf(values).includes(value),
  hasKey: (map, key) => itemOf(map, key) !== undefined,
  hasPrefix: (part, text) => textOf(text).startsWith(textOf(part)),
  hasSuffix: (part, text) => textOf(text).endsWith(textOf(part)),
  index: (list, ...steps) => steps.reduce<unknown>(itemOf, list),
  indent: (count, text) => indented(count, text),
  join: (separator, values) => {
    const items = listOf(values).map(textOf);
    const length = items.reduce((sum, item) => sum + item.length + textOf(separator).length, 0);
    if (length > MOST) {
      throw new NotUnderstood();
    }
    return items.join(textOf(separator));
  },
  last: (values) => listOf(values).at(-1),
  list: (...values) => values,
  lower: (text) => textOf(text).toLowerCase(),
  ne: (first, second) => first !== second,
  nindent: (count, text) => `\n${indented(count, text)}`,
  normalize: normalized,
  not: (...[value]) => !isTrue(value),
  or: (...values) => values.find((value) => isTrue(value)) ?? values.at(-1),
  printf: (format, ...values) => textOf(format).replace(/%[svd]/g, () => textOf(values.shift())),
  quote: (text) => JSON.stringify(textOf(text)),
  replace: (from, to, text) => {
    if ((textOf(text).length + 1) * textOf(to).length > MOST) {
      throw new NotUnderstood();
    }
    return textOf(text).replaceAll(textOf(from), () => textOf(to));
  },
  splitList: (separator, text) => textOf(text).split(textOf(separator)),
  ternary: (yes, no, condition) => (isTrue(condition) ? yes : no),
  // JSON is YAML as well.
  toJson: (value) => JSON.stringify(value ?? null),
  toYaml: (value) => JSON.stringify(value ?? null),
  toString: (value: unknown) => textOf(value),
  trim: (text) => textOf(text).trim(),
  trimPrefix: (part, text) => (textOf(text).startsWith(textOf(part)) ? textOf(text).slice(textOf(part).length) : textOf(text)),
  trimSuffix: (part, text) =>
    textOf(text).endsWith(textOf(part)) ? textOf(text).slice(0, textOf(text).length - textOf(part).length) : textOf(text),
  upper: (text) => textOf(text).toUpperCase(),
};

function indented(count: unknown, text: unknown): string {
  const lines = textOf(text).split('\n');
  const space = ' '.repeat(Math.min(Math.max(Number(count) || 0, 0), MOST));
  if (lines.length * space.length > MOST) {
    throw new NotUnderstood();
  }
  return lines.map((line) => space + line).join('\n');
}

/** The value below some keys of a map, which comes last; the one before it stands for none. */
function dug(steps: readonly unknown[]): unknown {
  const found = steps.slice(0, -2).reduce<unknown>(itemOf, steps.at(-1));
  return found === undefined ? steps.at(-2) : found;
}

function itemOf(value: unknown, key: unknown): unknown {
  const at = String(key);
  return typeof value === 'object' && value !== null && Object.hasOwn(value, at) ? (value as Record<string, unknown>)[at] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isUnknown(value: unknown): boolean {
  return typeof value === 'string' && value.includes(UNKNOWN);
}

function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
