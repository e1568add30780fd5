import { type BundleSet, type MergedField, type MergedSchema, NOTHING } from '../../../gateway-api';

/** Core kinds do not depend on the Gateway API's CRDs. */
const EVERY: BundleSet = -1;

const STRING: MergedSchema = { ...NOTHING, type: 'string', atomic: true };
const ANY: MergedSchema = { ...NOTHING, type: 'any', atomic: true };
const INTEGER: MergedSchema = { ...NOTHING, type: 'integer', atomic: true };
const BOOLEAN: MergedSchema = { ...NOTHING, type: 'boolean', atomic: true };
const STRINGS: MergedSchema = { ...NOTHING, type: 'map of strings', atomic: false, item: STRING };

function list(item: MergedSchema): MergedSchema {
  return { ...NOTHING, type: 'list', atomic: true, item };
}

/** A map of these fields and, if it is open, others. */
function map(schemas: Readonly<Record<string, MergedSchema>>, { open = false, required = '' } = {}): MergedSchema {
  const fields = Object.entries(schemas).map(([name, schema]): MergedField => {
    return { name, schema, served: EVERY, required: name === required ? EVERY : 0, fallback: undefined };
  });
  return {
    ...NOTHING,
    type: 'map',
    atomic: false,
    open,
    fields: new Map(fields.map((field) => [field.name, field])),
    missed: fields.filter(({ required }) => required !== 0),
  };
}

const OWNER = map({ apiVersion: STRING, blockOwnerDeletion: BOOLEAN, controller: BOOLEAN, kind: STRING, name: STRING, uid: STRING });
const MANAGED_FIELDS = map({
  apiVersion: STRING,
  fieldsType: STRING,
  fieldsV1: ANY,
  manager: STRING,
  operation: STRING,
  subresource: STRING,
  time: STRING,
});

/** The `metadata` of any object. */
export const METADATA = map({
  annotations: STRINGS,
  creationTimestamp: STRING,
  deletionGracePeriodSeconds: INTEGER,
  deletionTimestamp: STRING,
  finalizers: list(STRING),
  generateName: STRING,
  generation: INTEGER,
  labels: STRINGS,
  managedFields: list(MANAGED_FIELDS),
  name: STRING,
  namespace: STRING,
  ownerReferences: list(OWNER),
  resourceVersion: STRING,
  selfLink: STRING,
  uid: STRING,
});

const PORT = map({ name: STRING, port: INTEGER, protocol: STRING, appProtocol: STRING }, { open: true, required: 'port' });
const SERVICE = map({ type: STRING, externalName: STRING, ports: list(PORT) }, { open: true });

/** What is read of the core kinds. */
export const CORE_SCHEMAS = {
  Namespace: map({ metadata: METADATA }, { open: true }),
  Service: map({ metadata: METADATA, spec: SERVICE }, { open: true }),
  Secret: map({ metadata: METADATA, type: STRING, data: STRINGS, stringData: STRINGS }, { open: true }),
  ConfigMap: map({ metadata: METADATA, data: STRINGS, binaryData: STRINGS }, { open: true }),
} as const;
