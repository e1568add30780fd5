import type { Path } from './places';

/** What `crossing.schema.json` is written in: these keywords of JSON Schema. */
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

/** Why a value is not what a schema describes, and where. */
export interface Mismatch {
  readonly path: Path;
  /** The key is wrong, not what stands behind it. */
  readonly key?: true;
  readonly why: string;
}

const NAMES = { array: 'a list', object: 'a map', string: 'a text' } as const;

/** The first thing in a value that its schema does not allow. */
export function mismatch(root: Schema, value: unknown): Mismatch | undefined {
  const visit = (schema: Schema, it: unknown, path: Path): Mismatch | undefined => {
    if (schema.$ref !== undefined) {
      return visit(root.definitions?.[schema.$ref.slice('#/definitions/'.length)] ?? {}, it, path);
    }
    const why = misfit(schema, it, nameOf(path));
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
      return { path, why: `${nameOf([...path, missing])} is missing: every entry has ${required.join(', ')}` };
    }
    return first(Object.entries(map), ([key, value]) => {
      const below = [...path, key];
      const named = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (!named) {
        return { path: below, key: true, why: `${nameOf(below)} is not known: allowed are ${Object.keys(properties).sort().join(', ')}` };
      }
      const wrongKey = visit(propertyNames, key, below);
      return wrongKey ? { ...wrongKey, key: true } : visit(named, value, below);
    });
  };
  return visit(root, value, []);
}

function misfit({ type, enum: allowed, pattern, description }: Schema, it: unknown, name: string): string | undefined {
  const is = `${name} is ${JSON.stringify(it)}`;
  if (type !== undefined && typeOf(it) !== type) {
    return `${is}: ${NAMES[type]} is wanted${typeof it === 'number' && type === 'string' ? '; put it in quotes' : ''}`;
  }
  if (allowed?.includes(it as string) === false) {
    return `${is}: allowed are ${[...allowed].sort().join(', ')}`;
  }
  return pattern !== undefined && !new RegExp(pattern).test(it as string) ? `${is}: wanted is ${description}` : undefined;
}

function typeOf(it: unknown): string {
  return Array.isArray(it) ? 'array' : it === null ? 'null' : typeof it;
}

function nameOf(path: Path): string {
  return path.length === 0
    ? 'the whole'
    : path
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
