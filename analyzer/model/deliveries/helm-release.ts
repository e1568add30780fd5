import { joined } from '../kustomize/kustomization';
import { formatRef } from '../object-ref';
import { valueAt } from '../path';
import { isMap, textsIn } from '../schema/check-shape';
import type { Delivery, Undelivered } from './delivery';
import type { EngineObject } from './engine-object';
import { UNKNOWN } from './go-template';
import { referenceOf, textOf } from './source-reference';
import type { Sources } from './sources';
import type { Tree } from './tree';

/**
 * The chart of this repository that a HelmRelease installs; nothing if its chart comes from
 * elsewhere, which the object itself says.
 *
 * @see helm.toolkit.fluxcd.io/v2 HelmRelease
 */
export function chartDelivery(object: EngineObject, tree: Tree, sources: Sources): (Delivery | Undelivered)[] {
  const spec = isMap(object.value.spec) ? object.value.spec : {};
  const chart = valueAt(spec, ['chart', 'spec']);
  const path = textOf(valueAt(chart, ['chart']));
  if (path === undefined || !isMap(chart) || valueAt(chart, ['sourceRef', 'kind']) === 'HelmRepository') {
    return [];
  }
  const directory = sources.resolve(referenceOf(chart.sourceRef, object.namespace), path);
  if (directory === undefined || !tree.has(joined(directory, 'Chart.yaml'))) {
    return [];
  }
  // Values of other objects may be encrypted, or made in the cluster: what they change is not
  // known.
  if (Array.isArray(spec.valuesFrom) && spec.valuesFrom.length > 0) {
    return [];
  }
  const namespace = textOf(spec.targetNamespace) ?? object.namespace;
  const files = textsIn(chart.valuesFiles);
  return [
    {
      by: formatRef(object),
      file: object.file,
      destination: '',
      place: namespace === '' ? {} : namespace.includes(UNKNOWN) ? { unknown: 'unnamed' } : { fallback: namespace },
      build: {
        kind: 'helm',
        path: directory,
        release:
          textOf(spec.releaseName) ??
          (textOf(spec.targetNamespace) === undefined ? object.name : `${String(spec.targetNamespace)}-${object.name}`),
        namespace: namespace === '' ? 'default' : namespace,
        valueFiles: files.map((file) => sources.resolve(referenceOf(chart.sourceRef, object.namespace), file) ?? file),
        values: isMap(spec.values) ? spec.values : {},
        parameters: [],
        includeCrds: true,
      },
    },
  ];
}
