import { joined } from '../kustomize/kustomization';
import { formatRef } from '../object-ref';
import { valueAt } from '../path';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import type { Delivery, Undelivered } from './delivery';
import type { EngineObject } from './engine-object';
import { kubeConfigCluster } from './kube-config';
import { type Data, releaseValues } from './release-values';
import { referenceOf, textOf } from './source-reference';
import type { Sources } from './sources';
import type { Tree } from './tree';

/**
 * The chart of this repository that a HelmRelease installs; nothing if its chart or its values come
 * from elsewhere, which the object itself says.
 *
 * @see helm.toolkit.fluxcd.io/v2 HelmRelease
 */
export function chartDelivery(object: EngineObject, tree: Tree, sources: Sources, data: Data): (Delivery | Undelivered)[] {
  const spec = isMap(object.value.spec) ? object.value.spec : {};
  const chart = chartOf(object, spec, sources);
  const path = textOf(valueAt(chart, ['chart']));
  if (path === undefined || !isMap(chart) || valueAt(chart, ['sourceRef', 'kind']) === 'HelmRepository') {
    return [];
  }
  const source = referenceOf(chart.sourceRef, object.namespace);
  const directory = sources.resolve(source, path);
  if (directory === undefined || !tree.has(joined(directory, 'Chart.yaml'))) {
    return [];
  }
  const values = releaseValues(spec, object.namespace, data);
  if (values === undefined) {
    return [];
  }
  const namespace = textOf(spec.targetNamespace) ?? object.namespace;
  const files = textsIn(chart.valuesFiles).map((file) => sources.resolve(source, file) ?? file);
  const postRenderers = mapsIn(spec.postRenderers)
    .map(({ kustomize }) => kustomize)
    .filter(isMap);
  return [
    {
      by: formatRef(object),
      file: object.file,
      destination: kubeConfigCluster(spec),
      place: namespace === '' ? {} : { fallback: namespace },
      build: {
        kind: 'helm',
        path: directory,
        release:
          textOf(spec.releaseName) ??
          (textOf(spec.targetNamespace) === undefined ? object.name : `${String(spec.targetNamespace)}-${object.name}`),
        namespace: namespace === '' ? 'default' : namespace,
        valueFiles: files.filter((file) => chart.ignoreMissingValuesFiles !== true || tree.has(file)),
        // source-controller packs the chart with them instead of its own.
        ...(files.length > 0 && { replacesValues: true }),
        values,
        parameters: [],
        includeCrds: true,
        ...(postRenderers.length > 0 && { postRenderers }),
      },
    },
  ];
}

/** What says which chart it is: the object itself, or the HelmChart that it refers to. */
function chartOf(object: EngineObject, spec: Readonly<Record<string, unknown>>, sources: Sources): unknown {
  return valueAt(spec, ['chartRef', 'kind']) === 'HelmChart'
    ? sources.specOf(referenceOf(spec.chartRef, object.namespace), object.file)
    : valueAt(spec, ['chart', 'spec']);
}
