import { type BundleSet, type Kind, type MergedSchema, only } from '../../gateway-api';
import { specSchema, type Target } from '../../targets';

/**
 * A `spec` as the API server of a target stores it: what was left out, or written as null, has the
 * CRD's default if there is one.
 */
export function withDefaults<Spec>(target: Target, kind: Kind, spec: Spec): Spec {
  const schema = specSchema(target, kind);
  return schema === undefined ? spec : (defaulted(spec, schema, only(target)) as Spec);
}

function defaulted(value: unknown, schema: MergedSchema, target: BundleSet): unknown {
  const { item, fields } = schema;
  if (Array.isArray(value)) {
    return item === undefined ? value : value.map((each) => defaulted(each, item, target));
  }
  if (fields.size === 0 || typeof value !== 'object' || value === null) {
    return value;
  }
  const result: Record<string, unknown> = { ...value };
  for (const { name, schema, fallback } of fields.values()) {
    const field = result[name] ?? (fallback !== undefined && fallback.bundles & target ? structuredClone(fallback.value) : undefined);
    if (field !== undefined) {
      result[name] = defaulted(field, schema, target);
    }
  }
  return result;
}
