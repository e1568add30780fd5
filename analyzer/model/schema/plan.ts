import { GROUP, type MergedField, type MergedSchema, mergedSchema, once, versionsOf } from '../../../gateway-api';
import { groupOf } from '../object-ref';
import type { Kind } from '../objects';
import { CORE_SCHEMAS, METADATA } from './core-schemas';

/**
 * How the objects of a kind are read: what the CRDs of all bundles say about it, or for a core
 * kind, what is read of it.
 */
export type Plan = MergedSchema;

const plans = new Map<string, Plan>();

/** The plan of a kind in an apiVersion; of its newest version for one that no bundle serves. */
export function planOf(model: Kind, apiVersion = `${GROUP}/v1`, kind: string = model): Plan {
  if (isCore(model)) {
    return CORE_SCHEMAS[model];
  }
  const key = `${apiVersion} ${kind}`;
  const compiled = plans.get(key);
  if (compiled !== undefined) {
    return compiled;
  }
  const plan = withMetadata(schemaOf(model, apiVersion, kind));
  plans.set(key, plan);
  return plan;
}

function isCore(model: Kind): model is keyof typeof CORE_SCHEMAS {
  return model in CORE_SCHEMAS;
}

function schemaOf(model: Kind, apiVersion: string, kind: string): MergedSchema {
  const group = groupOf(apiVersion);
  const schema =
    mergedSchema(group, kind, apiVersion.slice(group.length + 1)) ?? mergedSchema(GROUP, model, versionsOf(GROUP, model).at(-1) ?? '');
  if (schema === undefined) {
    throw new RangeError(`no CRD describes ${model}`);
  }
  return schema;
}

function withMetadata(schema: MergedSchema): MergedSchema {
  const fields = new Map(schema.fields);
  const metadata = fields.get('metadata');
  const status = fields.get('status');
  if (metadata !== undefined) {
    fields.set('metadata', { ...metadata, schema: METADATA });
  }
  if (status !== undefined) {
    fields.set('status', lenientField(status));
  }
  return { ...schema, fields, missed: schema.missed.filter(({ name }) => name !== 'status') };
}

/** A status is written by a controller: its fields have to be known, and that is all. */
function lenient(schema: MergedSchema): MergedSchema {
  const fields = Array.from(schema.fields.values(), (field): [string, MergedField] => [field.name, lenientField(field)]);
  return { ...schema, item: schema.item && lenient(schema.item), fields: new Map(fields), missed: [], bounds: [], distinct: 0 };
}

function lenientField(field: MergedField): MergedField {
  const schema = once(() => lenient(field.schema));
  return {
    name: field.name,
    get schema() {
      return schema();
    },
    served: field.served,
    required: 0,
    fallback: undefined,
  };
}
