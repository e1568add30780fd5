import { valueAt } from '../path';
import { isMap } from '../schema/check-shape';
import type { EngineObject } from './engine-object';
import { textOf } from './source-reference';

/**
 * What a FluxInstance makes: the source `flux-system`, and a Kustomization of its path. A
 * HelmRelease may hold one in its values.
 */
export function fluxInstanceSync(object: EngineObject): EngineObject | undefined {
  const sync = valueAt(object.value, object.kind === 'FluxInstance' ? ['spec', 'sync'] : ['spec', 'values', 'instance', 'sync']);
  if (!isMap(sync) || typeof sync.url !== 'string') {
    return undefined;
  }
  const namespace = object.namespace === '' ? 'flux-system' : object.namespace;
  const name = textOf(sync.name) ?? namespace;
  const path = typeof sync.path === 'string' ? sync.path : '';
  return {
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    namespace,
    name,
    file: object.file,
    value: { spec: { path, sourceRef: { kind: textOf(sync.kind) ?? 'GitRepository', name, namespace, url: sync.url } } },
  };
}
