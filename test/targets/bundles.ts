import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { Channel, Kind, Release } from '../../gateway-api';
import { GROUP } from '../../gateway-api';

/** A schema of a CRD, as far as these tests read it. */
export interface Schema {
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** A kind as a bundle of CRDs defines it: the schema of `spec` by served version. */
export interface Crd {
  readonly kind: Kind;
  readonly specs: Readonly<Record<string, Schema>>;
}

const directory = join(__dirname, '../../../shared/gateway-api/crds');
const files = { '1.3': 'v1.3.0', '1.5': 'v1.5.1', '1.6': 'v1.6.1' } as const;

const every = (Object.keys(files) as (keyof typeof files)[]).flatMap((release) => [`standard ${release}`, `experimental ${release}`]);

/** Declares a test for each bundle of CRDs, all by default; one skipped test where ../shared does not lie beside the project. */
export function testOnBundles(claim: string, check: (bundle: string) => void, bundles: readonly string[] = every): void {
  if (existsSync(directory)) {
    test.each(bundles)(`${claim}: %s`, check);
  } else {
    test.skip(`${claim}: no ../shared/gateway-api/crds`, () => {});
  }
}

interface Document {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: Kind };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: Schema } } };
    }[];
  };
}

const read = new Map<string, readonly Crd[]>();

/** The kinds of one bundle, such as `standard 1.5`. */
export function crdsOf(bundle: string): { channel: Channel; gatewayApi: Release; crds: readonly Crd[] } {
  const [channel, gatewayApi] = bundle.split(' ') as [Channel, keyof typeof files];
  const crds = read.get(bundle) ?? crdsIn(join(directory, `${channel}-${files[gatewayApi]}.yaml`));
  read.set(bundle, crds);
  return { channel, gatewayApi, crds };
}

function crdsIn(file: string): Crd[] {
  return (loadAll(readFileSync(file, 'utf8')) as (Document | null)[])
    .filter((it): it is Document => it?.kind === 'CustomResourceDefinition' && it.spec.group === GROUP)
    .map(({ spec }) => ({
      kind: spec.names.kind,
      specs: Object.fromEntries(
        spec.versions.filter(({ served }) => served).map(({ name, schema }) => [name, schema.openAPIV3Schema.properties.spec]),
      ),
    }));
}

/** Every field of a schema with its path below it, `[]` after a list. */
export function* fieldsOf(schema: Schema, at = ''): Generator<[path: string, schema: Schema]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const path = at === '' ? name : `${at}.${name}`;
    yield [path, field];
    yield* fieldsOf(field.items ?? field, field.items ? `${path}[]` : path);
  }
}
