import { isMap } from '../schema/check-shape';

const GENERATOR = ['name', 'namespace', 'behavior', 'literals', 'files', 'envs', 'env', 'options', 'type'];
const PATCH = ['path', 'patch', 'target', 'options'];

/** The fields of a kustomization, and of the entries of those that are lists of objects. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      ...[
        'apiVersion',
        'kind',
        'metadata',
        'openapi',
        'namePrefix',
        'nameSuffix',
        'namespace',
        'commonLabels',
        'labels',
        'commonAnnotations',
      ],
      ...['patchesStrategicMerge', 'images', 'imageTags', 'replicas', 'vars', 'sortOptions', 'resources', 'components', 'crds', 'bases'],
      ...['helmGlobals', 'helmCharts', 'helmChartInflationGenerator', 'generatorOptions', 'configurations'],
      ...['generators', 'transformers', 'validators', 'buildMetadata'],
    ].map((field) => [field, []]),
  ),
  patches: PATCH,
  patchesJson6902: PATCH,
  replacements: ['path', 'source', 'sourceValue', 'targets'],
  configMapGenerator: GENERATOR,
  secretGenerator: GENERATOR,
};

/** Those of a plugin of kustomize that name files. */
const PLUGIN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['apiVersion', 'kind', 'path', 'paths', 'files', 'envs', 'env', 'targetFilePath'].map((field) => [field, []])),
  replacements: ['path'],
};

/**
 * What a kustomization says by the names of its fields: kustomize takes them in any case, and the
 * last spelling in the order of their letters.
 *
 * @see sigs.k8s.io/kustomize/api types.Kustomization, read by encoding/json
 */
export function kustomizationFields(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return spelled(value, FIELDS);
}

/** As `kustomizationFields`, of the configuration of a plugin. */
export function pluginFields(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return spelled(value, PLUGIN_FIELDS);
}

function spelled(value: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, readonly string[]>>): Record<string, unknown> {
  return Object.fromEntries(
    named(value, Object.keys(fields)).map(([key, inner]) => {
      const own = fields[key] ?? [];
      return [
        key,
        own.length > 0 && Array.isArray(inner)
          ? inner.map((entry) => (isMap(entry) ? Object.fromEntries(named(entry, own)) : entry))
          : inner,
      ];
    }),
  );
}

function named(value: Readonly<Record<string, unknown>>, names: readonly string[]): [string, unknown][] {
  const entries = Object.entries(value);
  const misspelled = entries.filter(([key]) => !names.includes(key));
  const corrected = new Map(misspelled.map(([key]) => [key, names.find((name) => folded(name) === folded(key))]));
  if (![...corrected.values()].some((name) => name !== undefined)) {
    return entries;
  }
  return entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, inner]) => [corrected.get(key) ?? key, inner]);
}

/** Letters without their case: `ſ` and the sign of Kelvin are an `s` and a `k`. */
function folded(key: string): string {
  const result = key.toUpperCase().toLowerCase();
  return result.length === key.length ? result : key;
}
