import { joined } from '../kustomize/kustomization';
import { formatRef } from '../object-ref';
import { valueAt } from '../path';
import { isMap } from '../schema/check-shape';
import type { Delivery, Substitution, Undelivered } from './delivery';
import type { EngineObject } from './engine-object';
import { UNKNOWN } from './go-template';
import { kubeConfigCluster } from './kube-config';
import { referenceOf, textOf } from './source-reference';
import { sourceTree } from './source-tree';
import type { Sources } from './sources';
import type { Tree } from './tree';

/** Fields of a Flux Kustomization that are appended to those of the kustomization.yaml. */
const APPENDED = ['patches', 'components', 'images', 'patchesStrategicMerge', 'patchesJson6902'] as const;

/**
 * What a Flux Kustomization delivers.
 *
 * @see kustomize.toolkit.fluxcd.io/v1 Kustomization
 */
export function kustomizationDelivery(object: EngineObject, tree: Tree, sources: Sources): Delivery | Undelivered {
  const { value, namespace, file } = object;
  const by = formatRef(object);
  const spec = isMap(value.spec) ? value.spec : {};
  const destination = kubeConfigCluster(spec);
  const intoUnknown = textOf(spec.targetNamespace)?.includes(UNKNOWN) === true;
  const target = intoUnknown ? undefined : textOf(spec.targetNamespace);
  const written = typeof spec.path === 'string' ? spec.path : '';
  const reference = referenceOf(spec.sourceRef, namespace);
  if (written.includes(UNKNOWN)) {
    return { by, file, namespace: target, destination, why: 'unknown', what: 'its path' };
  }
  const resolved = sources.resolve(reference, written);
  if (resolved === undefined) {
    return { by, file, namespace: target, destination, why: 'foreign', what: written };
  }
  const ignore = sources.ignoredBy(reference, file);
  if (!sourceTree(tree, ignore).isDirectory(resolved)) {
    return { by, file, namespace: target, destination, why: 'missing', what: written };
  }
  const overlay: Record<string, unknown> = {
    ...(target !== undefined && { namespace: target }),
    ...(textOf(spec.namePrefix) !== undefined && { namePrefix: spec.namePrefix }),
    ...(textOf(spec.nameSuffix) !== undefined && { nameSuffix: spec.nameSuffix }),
  };
  const isThere = (component: unknown) => spec.ignoreMissingComponents !== true || tree.isDirectory(joined(resolved, String(component)));
  for (const field of APPENDED) {
    if (Array.isArray(spec[field]) && spec[field].length > 0) {
      overlay[field] = spec[field].filter((entry) => field !== 'components' || isThere(entry));
    }
  }
  const labels = valueAt(spec, ['commonMetadata', 'labels']);
  if (isMap(labels)) {
    overlay.labels = [{ pairs: labels }];
  }
  const annotations = valueAt(spec, ['commonMetadata', 'annotations']);
  if (isMap(annotations)) {
    overlay.commonAnnotations = annotations;
  }
  const substitution = substitutionOf(spec.postBuild, namespace);
  const revision = sources.revisionOf(reference, file);
  // What is packed into another kind of source may have been filled in on the way.
  const literal = substitution === undefined && reference.kind === 'GitRepository';
  return {
    by,
    file,
    build: { kind: 'kustomize', engine: 'flux', path: resolved, overlay, ...(ignore !== undefined && { ignore }) },
    destination,
    place: { ...(literal && { literal }), ...(intoUnknown && { unknown: 'all' as const }) },
    spec,
    ...(substitution && { substitution }),
    ...(revision !== undefined && { revision }),
  };
}

function substitutionOf(postBuild: unknown, namespace: string): Substitution | undefined {
  if (!isMap(postBuild)) {
    return undefined;
  }
  const inline = isMap(postBuild.substitute) ? postBuild.substitute : {};
  const from = Array.isArray(postBuild.substituteFrom) ? postBuild.substituteFrom : [];
  return {
    values: Object.fromEntries(Object.entries(inline).map(([name, value]) => [name, String(value ?? '')])),
    from: from.filter(isMap).map(({ kind, name, optional }) => ({
      kind: textOf(kind) ?? '',
      name: textOf(name) ?? '',
      namespace,
      optional: optional === true,
    })),
  };
}
