import { modelOf, modelOfBareKind } from '../kinds';
import { groupOf } from '../object-ref';
import type { Kind } from '../objects';
import { valueAt } from '../path';
import { isMap } from '../schema/check-shape';
import { type Making, making, text } from './making';

const DEEPEST = 16;
const KUBERNETES = /(?:^|\.)k8s\.io$/;
/**
 * Groups whose objects hold others and make none of them: they change what something else makes,
 * are read as deliveries, or have a line of their own.
 */
const MAKES_NONE =
  /^(?:[^.]*|argoproj\.io|chainsaw\.kyverno\.io|kuttl\.dev|kyverno\.io|(?:.*\.)?toolkit\.fluxcd\.io|.*kustomize\.config\.k8s\.io)$/;
const PATCHES: ReadonlySet<string> = new Set(['patch', 'patches', 'patchesStrategicMerge', 'patchesJson6902']);
const WRITTEN_KIND = /^[ \t-]*kind:[ \t]*["']?([A-Za-z]+)["']?[ \t]*$/gm;

/**
 * What an object holds for somebody else to apply: the manifests of a ManifestWork, a Template, a
 * policy. What is written as a text may be of any name.
 */
export function embeddedIn(group: string, value: unknown): readonly Making[] {
  if (MAKES_NONE.test(group) || KUBERNETES.test(group)) {
    return [];
  }
  return isMap(value) ? Object.values(value).flatMap((inner) => within(inner, text(value, 'metadata', 'namespace'), 0)) : [];
}

/** What a ClusterResourceSet may apply of a ConfigMap or Secret that it names. */
export function embeddedInData(value: unknown): readonly Making[] {
  return ['data', 'stringData'].flatMap((field) => within(valueAt(value, [field]), undefined, 0));
}

function within(value: unknown, namespace: string | undefined, depth: number): readonly Making[] {
  if (depth > DEEPEST) {
    return [];
  }
  if (typeof value === 'string') {
    return written(value);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => within(item, namespace, depth + 1));
  }
  if (!isMap(value)) {
    return [];
  }
  const kind = kindOf(value.apiVersion, value.kind);
  if (kind !== undefined && isMap(value.metadata)) {
    const place = typeof value.metadata.namespace === 'string' ? text(value, 'metadata', 'namespace') : namespace;
    return [making(kind, place, text(value, 'metadata', 'name'))];
  }
  return Object.entries(value).flatMap(([key, inner]) => (PATCHES.has(key) ? [] : within(inner, namespace, depth + 1)));
}

function written(source: string): readonly Making[] {
  if (!source.includes('\n')) {
    return [];
  }
  return [...source.matchAll(WRITTEN_KIND)].flatMap(([, kind = '']) => {
    const known = kindOf(undefined, kind);
    return known === undefined ? [] : making(known, undefined, undefined);
  });
}

function kindOf(apiVersion: unknown, kind: unknown): Kind | undefined {
  if (typeof kind !== 'string') {
    return undefined;
  }
  return typeof apiVersion === 'string' ? modelOf(groupOf(apiVersion), kind) : (modelOf('', kind) ?? modelOfBareKind(kind));
}
