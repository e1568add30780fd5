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

/** What k0rdent delivers to clusters by templates. */
const services: Generate = (value) =>
  items(value, 'spec', 'serviceSpec', 'services').map((service) => making('Anything', text(service, 'namespace'), undefined));

/** What Carvel deploys: into the namespace that kapp is given, else into that of the App. */
const carvelApp: Generate = (value, namespace) =>
  [...items(value, 'spec', 'deploy'), undefined].slice(0, 1).map((deploy) => {
    const into = valueAt(deploy, ['kapp', 'intoNs']);
    return making('Anything', typeof into === 'string' ? text(deploy, 'kapp', 'intoNs') : namespace, undefined);
  });

/** What delivers charts, packages and other repositories, by group and kind. */
export const RELEASES: readonly (readonly [kind: string, generate: Generate])[] = [
  ['helm.toolkit.fluxcd.io/HelmRelease', release(['spec', 'targetNamespace'])],
  ['helm.fluxcd.io/HelmRelease', release(['spec', 'targetNamespace'])],
  ['helm.cattle.io/HelmChart', release(['spec', 'targetNamespace'])],
  ['helm.crossplane.io/Release', release(['spec', 'forProvider', 'namespace'])],
  ['helm.m.crossplane.io/Release', release(['spec', 'forProvider', 'namespace'])],
  ['addons.cluster.x-k8s.io/HelmChartProxy', release(['spec', 'namespace'])],
  ['apps.kubermatic.k8c.io/ApplicationInstallation', release(['spec', 'namespace', 'name'])],
  ['apps.open-cluster-management.io/Subscription', release()],
  ['catalog.cattle.io/App', release(['spec', 'namespace'])],
  ['configsync.gke.io/RepoSync', release()],
  ['configsync.gke.io/RootSync', () => [making('Anything', undefined, undefined)]],
  ['core.oam.dev/Application', release()],
  ['deployments.plural.sh/ServiceDeployment', release(['spec', 'namespace'])],
  ['install.istio.io/IstioOperator', release(['spec', 'namespace'])],
  ['k0rdent.mirantis.com/ClusterDeployment', services],
  ['k0rdent.mirantis.com/MultiClusterService', services],
  ['kappctrl.k14s.io/App', carvelApp],
  ['kuadrant.io/Kuadrant', release()],
  ['olm.operatorframework.io/ClusterExtension', release(['spec', 'namespace'])],
  ['operator.knative.dev/KnativeEventing', release()],
  ['operator.knative.dev/KnativeServing', release()],
  ['operator.tekton.dev/TektonConfig', release(['spec', 'targetNamespace'])],
  ['operators.coreos.com/Subscription', release()],
  ['packaging.carvel.dev/PackageInstall', release(['spec', 'defaultNamespace'])],
  ['sailoperator.io/Istio', release(['spec', 'namespace'])],
  ['fleet.cattle.io/Bundle', release(['spec', 'namespace'], ['spec', 'defaultNamespace'])],
  ['fleet.cattle.io/HelmOp', release(['spec', 'namespace'], ['spec', 'defaultNamespace'])],
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
