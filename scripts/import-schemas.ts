/**
 * Writes gateway-api/schemas/data.ts anew from the CRDs of the releases: npm run import:schemas --
 * CHANNEL-vX.Y.Z=PATH…
 *
 * PATH is a file or a directory of files; without a name, the file's own name has to be one, such
 * as `standard-v1.6.1.yaml`. The newest patch release of a minor counts for all of them.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { Data, Schema } from '../gateway-api/schemas/schema';

interface Crd {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: OpenApi };
    }[];
  };
}

interface OpenApi {
  readonly [keyword: string]: unknown;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, OpenApi>>;
  readonly items?: OpenApi;
  readonly additionalProperties?: OpenApi;
}

const GROUPS: readonly string[] = ['gateway.networking.k8s.io', 'gateway.networking.x-k8s.io'];

/** What is taken over as it stands, under its own name or a shorter one. */
const KEYWORDS: Readonly<Record<string, keyof Schema>> = {
  type: 'type',
  format: 'format',
  pattern: 'pattern',
  enum: 'enum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minItems: 'minItems',
  maxItems: 'maxItems',
  minProperties: 'minProperties',
  maxProperties: 'maxProperties',
  minimum: 'minimum',
  maximum: 'maximum',
  required: 'required',
  default: 'default',
  oneOf: 'oneOf',
  'x-kubernetes-list-type': 'listType',
  'x-kubernetes-list-map-keys': 'keys',
  'x-kubernetes-map-type': 'mapType',
};

/** What is left out: words, and the rules that gateway-api/rules says in its own. */
const LEFT_OUT: readonly string[] = ['description', 'x-kubernetes-validations', 'properties', 'items', 'additionalProperties'];

/** The data of the CRDs in some bundles, each a name such as `standard-v1.6.1` with its files. */
export function schemasOf(bundles: readonly (readonly [name: string, files: readonly string[]])[]): Data {
  const nodes: Schema[] = [];
  const known = new Map<string, number>();
  const kinds: Record<string, Data['kinds'][string]> = {};

  function add(schema: OpenApi, at: string): number {
    const node: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(schema)) {
      const name = KEYWORDS[keyword];
      if (name !== undefined) {
        node[name] = value;
      } else if (!LEFT_OUT.includes(keyword)) {
        throw new Error(`${at}: ${keyword} is not known to this script; say what becomes of it`);
      }
    }
    if (schema.properties) {
      node.properties = mapped(schema.properties, (inner, name) => add(inner, `${at}.${name}`));
    }
    if (schema.items) {
      node.items = add(schema.items, `${at}[]`);
    }
    if (schema.additionalProperties) {
      node.values = add(schema.additionalProperties, `${at}{}`);
    }
    const text = JSON.stringify(node);
    const index = known.get(text) ?? nodes.push(node as unknown as Schema) - 1;
    known.set(text, index);
    return index;
  }

  for (const [name, files] of bundles) {
    const [, channel = '', release = ''] = BUNDLE.exec(name) ?? [];
    for (const { spec } of files.flatMap(crdsOf)) {
      const kind = `${spec.group}/${spec.names.kind}`;
      kinds[kind] ??= { namespaced: spec.scope === 'Namespaced', stored: {}, versions: {} };
      for (const version of spec.versions.filter(({ served }) => served)) {
        if (version.storage) {
          kinds[kind].stored[`${release} ${channel}`] = version.name;
        }
        const root = add(version.schema.openAPIV3Schema, `${name} ${kind} ${version.name}`);
        kinds[kind].versions[version.name] = { ...kinds[kind].versions[version.name], [`${release} ${channel}`]: root };
      }
    }
  }
  return { bundles: Object.fromEntries(bundles.map(([name]) => [bundleOf(name), name])), kinds: sorted(kinds), nodes };
}

const BUNDLE = /^(standard|experimental)-v(\d+\.\d+)\.\d+$/;

function bundleOf(name: string): string {
  return name.replace(BUNDLE, '$2 $1');
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (value: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value, key)]));
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function crdsOf(file: string): Crd[] {
  const documents = loadAll(readFileSync(file, 'utf8')) as (Crd | null)[];
  return documents.filter(
    (document): document is Crd => document?.kind === 'CustomResourceDefinition' && GROUPS.includes(document.spec.group),
  );
}

/**
 * The module that holds the data: JSON text, as that is read ten times as fast as the literals that
 * it stands for.
 */
export function moduleOf({ nodes, ...head }: Data): string {
  const json = [JSON.stringify(head).slice(0, -1), ',"nodes":[\n', nodes.map((node) => JSON.stringify(node)).join(',\n'), '\n]}'].join('');
  if (/`|\$\{/.test(json)) {
    throw new Error('the data cannot stand in a raw template');
  }
  return `// Written by npm run import:schemas.\nexport const TEXT = String.raw\`${json}\`;\n`;
}

/**
 * The bundles that arguments name, oldest first, so that the same ones give the same bytes in any
 * order.
 */
export function bundlesOf(args: readonly string[]): [name: string, files: string[]][] {
  return args
    .map((argument): [string, string[]] => {
      const [path = '', name = basename(path, '.yaml')] = argument.split('=').reverse();
      if (!BUNDLE.test(name)) {
        throw new Error(`${argument}: expected CHANNEL-vX.Y.Z=PATH, such as standard-v1.7.0=standard-install.yaml`);
      }
      return [name, statSync(path).isDirectory() ? yamlBelow(path) : [path]];
    })
    .sort(([left], [right]) => bundleOf(left).localeCompare(bundleOf(right), 'en', { numeric: true }));
}

function yamlBelow(directory: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(directory, file));
}

if (require.main === module) {
  const args = process.argv.slice(2);
  if (args.length === 0) {
    console.error('no CRDs given: npm run import:schemas -- CHANNEL-vX.Y.Z=PATH…');
    process.exit(2);
  }
  writeFileSync(join(__dirname, '..', 'gateway-api', 'schemas', 'data.ts'), moduleOf(schemasOf(bundlesOf(args))));
}
