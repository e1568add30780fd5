import type { Path } from '../yaml/path';

/** The keywords of JSON Schema that `crossing.schema.json` uses. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: 'array' | 'object' | 'string';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: false | Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Where a value does not match its schema, and why. */
export interface Mismatch {
  readonly path: Path;
  /** The key is wrong, not its value. */
  readonly key?: true;
  readonly why: string;
}

const NAMES = { array: 'a list', object: 'a mapping', string: 'a string' } as const;

/** The first part of a value that does not match its schema. */
export function mismatch(root: Schema, value: unknown): Mismatch | undefined {
  const visit = (schema: Schema, it: unknown, path: Path): Mismatch | undefined => {
    if (schema.$ref !== undefined) {
      return visit(root.definitions?.[schema.$ref.slice('#/definitions/'.length)] ?? {}, it, path);
    }
    const why = misfit(schema, it, path);
    if (why !== undefined) {
      return { path, why };
    }
    if (Array.isArray(it)) {
      return first(it, (item, index) => visit(schema.items ?? {}, item, [...path, index]));
    }
    return schema.type === 'object' ? entries(schema, it as object, path) : undefined;
  };
  const entries = (schema: Schema, map: object, path: Path): Mismatch | undefined => {
    const { properties = {}, propertyNames = {}, additionalProperties = {}, required = [] } = schema;
    const missing = required.find((key) => !Object.hasOwn(map, key));
    if (missing !== undefined) {
      return { path, why: `${nameOf([...path, missing])} is missing; every entry needs ${required.join(', ')}` };
    }
    return first(Object.entries(map), ([key, value]) => {
      const below = [...path, key];
      const named = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (!named) {
        return {
          path: below,
          key: true,
          why: `unknown key ${nameOf(below)}; expected one of ${Object.keys(properties).sort().join(', ')}`,
        };
      }
      const wrongKey = visit(propertyNames, key, below);
      return wrongKey ? { ...wrongKey, key: true } : visit(named, value, below);
    });
  };
  return visit(root, value, []);
}

const LONGEST_QUOTE = 80;

function misfit({ type, enum: allowed, pattern, description }: Schema, it: unknown, path: Path): string | undefined {
  const seen = quoted(it);
  const is = path.length === 0 ? '' : `${nameOf(path)} is ${seen}: `;
  if (type !== undefined && typeOf(it) !== type) {
    const got = path.length === 0 ? `, got ${seen}` : '';
    return `${is}expected ${NAMES[type]}${got}${isPlainScalar(it) && type === 'string' ? '; put it in quotes' : ''}`;
  }
  if (allowed?.includes(it as string) === false) {
    return `${is}expected one of ${[...allowed].sort().join(', ')}`;
  }
  return pattern !== undefined && !new RegExp(pattern).test(it as string) ? `${is}expected ${description}` : undefined;
}

/** A value as an error repeats it: no more of it than tells it from others. */
function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`;
}

/**
 * A scalar that quotes would turn into a string, such as the 1.6 of a release or a namespace named
 * `on`.
 */
function isPlainScalar(it: unknown): boolean {
  return typeof it === 'number' || typeof it === 'boolean';
}

function typeOf(it: unknown): string {
  return Array.isArray(it) ? 'array' : it === null ? 'null' : typeof it;
}

function nameOf(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

function first<Item>(items: readonly Item[], test: (item: Item, index: number) => Mismatch | undefined): Mismatch | undefined {
  for (const [index, item] of items.entries()) {
    const found = test(item, index);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
