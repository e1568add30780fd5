import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { modelOf } from '../../../analyzer/model/kinds';
import { fieldOf, type Shape } from '../../../analyzer/model/schema/shape';
import { SHAPES } from '../../../analyzer/model/schema/shapes';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const BUNDLES = ['1.3.0', '1.5.1', '1.6.1'].flatMap((release) => [`standard-v${release}`, `experimental-v${release}`]);
const FOLDER = join(__dirname, '../../../../shared/gateway-api/crds');

function schemasOf(bundle: string): [string, Shape, Schema][] {
  const crds = loadAll(readFileSync(join(FOLDER, `${bundle}.yaml`), 'utf8')) as (Crd | null)[];
  return crds.flatMap((crd) => {
    const model = crd?.spec?.names && modelOf(crd.spec.group, crd.spec.names.kind);
    if (!crd || model === undefined) return [];
    return crd.spec.versions.map(({ name, schema }): [string, Shape, Schema] => [
      `${bundle} ${crd.spec.names.kind} ${name}`,
      SHAPES[model],
      schema.openAPIV3Schema,
    ]);
  });
}

function typeOf({ type, additionalProperties }: Schema): string | undefined {
  if (additionalProperties?.type === 'string') return 'map of strings';
  return { array: 'list', object: 'map' }[type ?? ''] ?? type;
}

/** Fields of a schema that a shape does not name. */
function unnamed(shape: Shape, schema: Schema, path: string): string[] {
  if (shape.type === 'list') return schema.items ? unnamed(shape.item, schema.items, `${path}[]`) : [];
  if (shape.type !== 'map') return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const field = shape.fields[name];
    if (field === undefined) return [`${path}.${name}`];
    return name === 'metadata' ? [] : unnamed(fieldOf(field).shape, inner, `${path}.${name}`);
  });
}

/** What the reader is more patient about, and why. */
const PATIENT: readonly RegExp[] = [
  /^\.spec: optional/, // missed on reading, with an empty one in its place
  /^\.spec\.gatewayClassName: optional/, // absent from a partial Gateway
  /^\.spec\.hostnames: optional/, // of a TLSRoute, but not of its v1alpha2
  /^\.spec\.rules\[\]\.backendRefs: optional/, // of routes below HTTP, but not in release 1.3
  /^\.spec\.rules\[\]\.(?:.+Modifier\.(?:add|set)|matches\[\]\.(?:headers|queryParams)): by undefined/, // routes are not merged
];

/** Where a shape and a schema say different things. What a release does not have yet is none. */
function differences(shape: Shape, schema: Schema, path: string): string[] {
  if (shape.type === 'any') return [];
  if (typeOf(schema) !== shape.type) return [`${path}: ${shape.type}, in the schema ${typeOf(schema)}`];
  if (shape.type === 'list') {
    const key = schema['x-kubernetes-list-type'] === 'map' ? schema['x-kubernetes-list-map-keys']?.join() : undefined;
    return [
      ...(key === shape.key ? [] : [`${path}: by ${shape.key}, in the schema by ${key}`]),
      ...(schema.items ? differences(shape.item, schema.items, `${path}[]`) : []),
    ];
  }
  if (shape.type !== 'map') return [];
  const atomic = schema['x-kubernetes-map-type'] === 'atomic';
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const inner = schema.properties?.[name];
    if (inner === undefined || name === 'metadata') return [];
    const { need, shape: innerShape } = fieldOf(field);
    const required = (schema.required ?? []).includes(name) && inner.default === undefined;
    const where = `${path}.${name}`;
    return [
      ...(required === (need !== 'optional') ? [] : [`${where}: ${need}, in the schema ${required ? 'required' : 'optional'}`]),
      ...(innerShape.type === 'map' && (innerShape.atomic ?? false) !== (inner['x-kubernetes-map-type'] === 'atomic') && !atomic
        ? [`${where}: atomic or not`]
        : []),
      ...differences(innerShape, inner, where),
    ];
  });
}

/** The paths of all fields that a shape names. */
function named(shape: Shape, path: string): string[] {
  if (shape.type === 'list') return named(shape.item, `${path}[]`);
  if (shape.type !== 'map') return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const below = `${path}.${name}`;
    return name === 'metadata' ? [] : [below, ...named(fieldOf(field).shape, below)];
  });
}

function has(schema: Schema, path: string): boolean {
  let at: Schema | undefined = schema;
  for (const step of path.split('.').slice(1)) {
    at = at?.properties?.[step.replaceAll('[]', '')];
    if (step.endsWith('[]')) at = at?.items;
  }
  return at !== undefined;
}

if (!existsSync(FOLDER)) test.skip('the CRDs are not beside this checkout: ../shared/gateway-api/crds', () => undefined);
else {
  const schemas = BUNDLES.flatMap(schemasOf);

  test.each(schemas)('what is read is what the CRD says: %s', (_, shape, schema) => {
    expect(unnamed(shape, schema, '')).toEqual([]);
    expect(differences(shape, schema, '').filter((difference) => !PATIENT.some((known) => known.test(difference)))).toEqual([]);
  });

  test.each([...new Set(schemas.map(([, shape]) => shape))])('no field is read that no CRD has: shape %#', (shape) => {
    const own = schemas.filter(([, other]) => other === shape);
    expect(named(shape, '').filter((path) => !own.some(([, , schema]) => has(schema, path)))).toEqual([]);
  });
}
