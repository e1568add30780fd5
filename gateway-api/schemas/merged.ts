import { type Bound, boundsOf } from './bounds';
import type { BundleSet } from './bundles';
import type { Schema } from './schema';
import { node, variantsOf } from './schemas';

/**
 * A value as the CRDs of several bundles describe it, each statement with the bundles that make it.
 */
export interface MergedSchema {
  readonly type: 'string' | 'integer' | 'boolean' | 'list' | 'map' | 'map of strings' | 'any';
  /** Whether it belongs to one applier whole. */
  readonly atomic: boolean;
  /** Whether it may have more fields than are named here. */
  readonly open: boolean;
  /** The fields that tell the items of a list apart. */
  readonly keys: readonly string[] | undefined;
  /** The bundles in which no item of a list may stand twice. */
  readonly distinct: BundleSet;
  readonly item: MergedSchema | undefined;
  readonly fields: ReadonlyMap<string, MergedField>;
  /** The fields whose absence matters. */
  readonly missed: readonly MergedField[];
  readonly bounds: readonly Bound[];
}

export interface MergedField {
  readonly name: string;
  readonly schema: MergedSchema;
  /** The bundles that have the field. */
  readonly served: BundleSet;
  /** The bundles that refuse an object without it: it is required, and has no default. */
  readonly required: BundleSet;
  /** Shared by all objects: never to be changed. */
  readonly fallback: { readonly value: unknown; readonly bundles: BundleSet } | undefined;
}

type Variants = ReadonlyMap<number, BundleSet>;

const TYPES = { string: 'string', integer: 'integer', number: 'any', boolean: 'boolean', array: 'list', object: 'map' } as const;

/** What an absent part of a schema is. */
export const NOTHING: Pick<MergedSchema, 'open' | 'keys' | 'distinct' | 'item' | 'fields' | 'missed' | 'bounds'> = {
  open: false,
  keys: undefined,
  distinct: 0,
  item: undefined,
  fields: new Map(),
  missed: [],
  bounds: [],
};

const merged = new Map<string, MergedSchema>();

/** A version of a kind as all the bundles describe it that serve it; undefined if none does. */
export function mergedSchema(group: string, kind: string, version: string): MergedSchema | undefined {
  const variants = variantsOf(group, kind, version);
  return variants.size === 0 ? undefined : merge(variants);
}

function merge(variants: Variants): MergedSchema {
  const key = JSON.stringify([...variants]);
  const known = merged.get(key);
  if (known !== undefined) {
    return known;
  }
  const result = mergeNodes(Array.from(variants, ([index, bundles]) => [node(index), bundles]));
  merged.set(key, result);
  return result;
}

function mergeNodes(schemas: readonly (readonly [Schema, BundleSet])[]): MergedSchema {
  const [newest] = schemas.at(-1) ?? [];
  if (newest === undefined) {
    throw new RangeError('nothing to merge');
  }
  const bounds = boundsOf(schemas);
  const atomic = newest.mapType === 'atomic';
  if (newest.type === 'array') {
    const distinct = where(schemas, ({ listType }) => listType === 'map' || listType === 'set');
    const { keys } = schemas.find(([schema]) => schema.keys)?.[0] ?? {};
    const item = once(() => merge(children(schemas, ({ items }) => items)));
    return {
      ...NOTHING,
      type: 'list',
      atomic: newest.listType !== 'map',
      keys,
      distinct,
      get item() {
        return item();
      },
      bounds,
    };
  }
  if (newest.properties !== undefined) {
    const names = [...new Set(schemas.flatMap(([{ properties = {} }]) => Object.keys(properties)))];
    const fields = names.map((name) => fieldOf(name, schemas));
    return {
      ...NOTHING,
      type: 'map',
      atomic,
      fields: new Map(fields.map((field) => [field.name, field])),
      missed: fields.filter(({ required, fallback }) => required !== 0 || fallback !== undefined),
      bounds,
    };
  }
  if (newest.values !== undefined) {
    const item = merge(children(schemas, ({ values }) => values));
    return { ...NOTHING, type: 'map of strings', atomic, item, bounds };
  }
  return { ...NOTHING, type: TYPES[newest.type], atomic: newest.type !== 'object', open: newest.type === 'object', bounds };
}

function fieldOf(name: string, schemas: readonly (readonly [Schema, BundleSet])[]): MergedField {
  const variants = children(schemas, ({ properties }) => properties?.[name]);
  const schema = once(() => merge(variants));
  const defaults = new Map<string, BundleSet>();
  for (const [index, bundles] of variants) {
    const value = node(index).default;
    if (value !== undefined) {
      defaults.set(JSON.stringify(value), (defaults.get(JSON.stringify(value)) ?? 0) | bundles);
    }
  }
  const [fallback, ...others] = Array.from(defaults, ([text, bundles]) => ({ value: JSON.parse(text) as unknown, bundles }));
  if (others.length > 0) {
    throw new RangeError(`${name} has a default that changes from release to release`);
  }
  const served = [...variants.values()].reduce((all, bundles) => all | bundles, 0);
  return {
    name,
    get schema() {
      return schema();
    },
    served,
    required: where(schemas, ({ required }) => required?.includes(name) ?? false) & ~(fallback?.bundles ?? 0),
    fallback,
  };
}

/**
 * What is made when it is first asked for: an object has few of the fields that its CRDs describe.
 */
export function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function where(schemas: readonly (readonly [Schema, BundleSet])[], holds: (schema: Schema) => boolean): BundleSet {
  return schemas.reduce((set, [schema, bundles]) => (holds(schema) ? set | bundles : set), 0);
}

function children(schemas: readonly (readonly [Schema, BundleSet])[], childOf: (schema: Schema) => number | undefined): Variants {
  const variants = new Map<number, BundleSet>();
  for (const [schema, bundles] of schemas) {
    const index = childOf(schema);
    if (index !== undefined) {
      variants.set(index, (variants.get(index) ?? 0) | bundles);
    }
  }
  return variants;
}
