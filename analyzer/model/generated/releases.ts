import { KINDS } from '../kinds';
import { valueAt } from '../path';
import { type Generate, isFilledIn, items, making, text } from './making';

/** Delivers whatever it holds into a namespace: the first that is written, else its own. */
function release(...targets: string[][]): Generate {
  return (value, namespace) => {
    const written = targets.map((path) => valueAt(value, path)).find((target) => typeof target === 'string' && target !== '');
    return [making('Anything', typeof written === 'string' ? (isFilledIn(written) ? undefined : written) : namespace, undefined)];
  };
}

/** A chart of an ApplicationSet; one that takes directories of a repository is a delivery. */
const applicationSet: Generate = (value) => {
  const spec = valueAt(value, ['spec', 'template', 'spec']);
  const sources = [valueAt(spec, ['source']), ...items(spec, 'sources')];
  const charts = sources.filter((source) => valueAt(source, ['chart']) !== undefined);
  return charts.map(() => making('Anything', text(spec, 'destination', 'namespace'), undefined));
};

/**
 * What a ResourceSet of Flux Operator renders: each of our kinds, and what delivers more; a
 * template in one text may hold anything.
 */
const resourceSet: Generate = (value) => [
  ...(valueAt(value, ['spec', 'resourcesTemplate']) === undefined ? [] : [making('Anything', undefined, undefined)]),
  ...items(value, 'spec', 'resources').flatMap((resource) => {
    const [kind, namespace] = [text(resource, 'kind'), text(resource, 'metadata', 'namespace')];
    if (kind === 'HelmRelease') {
      return [making('Anything', text(resource, 'spec', 'targetNamespace') ?? namespace, undefined)];
    }
    const known = KINDS.find((one) => one === kind);
    return known === undefined ? [] : [making(known, namespace, text(resource, 'metadata', 'name'))];
  }),
];

/** What delivers charts and the like, by group and kind. */
export const RELEASES: readonly (readonly [kind: string, generate: Generate])[] = [
  ['helm.toolkit.fluxcd.io/HelmRelease', release(['spec', 'targetNamespace'])],
  ['helm.cattle.io/HelmChart', release(['spec', 'targetNamespace'])],
  ['helm.crossplane.io/Release', release(['spec', 'forProvider', 'namespace'])],
  ['addons.cluster.x-k8s.io/HelmChartProxy', release(['spec', 'namespace'])],
  ['fleet.cattle.io/Bundle', release(['spec', 'defaultNamespace'])],
  ['fleet.cattle.io/GitRepo', release(['spec', 'targetNamespace'])],
  ['tanka.dev/Environment', release(['spec', 'namespace'])],
  [
    'argoproj.io/Application',
    (value) => {
      const written = valueAt(value, ['spec', 'destination', 'namespace']) ?? 'default';
      return [making('Anything', typeof written === 'string' && !isFilledIn(written) ? written : undefined, undefined)];
    },
  ],
  ['argoproj.io/ApplicationSet', applicationSet],
  ['fluxcd.controlplane.io/FluxInstance', release()],
  ['fluxcd.controlplane.io/ResourceSet', resourceSet],
];
