import { parse } from '../../../yaml/parse';
import type { Making } from '../generated/making';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import { kustomizationFields } from './kustomization-fields';

/** A change to objects that stand elsewhere: in a file, or in the text of the kustomization. */
export interface Patch {
  readonly path?: string;
  readonly inline?: string;
  /** Of the objects that it is for, where the kustomization says so. */
  readonly targetKind?: string;
}

/** What one kustomization says that matters here; paths are from where those of the sources are. */
export interface Kustomization {
  readonly directory: string;
  readonly namespace: string | undefined;
  /** Files and directories whose objects it takes, components last. */
  readonly takes: readonly string[];
  /** What it makes by itself: Secrets and ConfigMaps by name, and charts. */
  readonly generates: readonly Making[];
  readonly patches: readonly Patch[];
}

const FILE = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
const GROUP = 'kustomize.config.k8s.io';

/** Whether a file is called as a kustomization is. */
export function isKustomization(path: string): boolean {
  return FILE.test(path);
}

/**
 * Reads the file of a kustomization; `undefined` for every other file, one of Flux's Kustomization
 * among them.
 */
export function readKustomization({ path, text }: { readonly path: string; readonly text: string }): Kustomization | undefined {
  if (!isKustomization(path)) {
    return undefined;
  }
  const parsed = parse(text);
  const value = 'value' in parsed && isMap(parsed.value) ? kustomizationFields(parsed.value) : undefined;
  if (value === undefined || (typeof value.apiVersion === 'string' && groupOf(value.apiVersion) !== GROUP)) {
    return undefined;
  }
  const directory = directoryOf(path);
  const takes = ['resources', 'bases', 'components'].flatMap((field) => textsIn(value[field])).map((path) => joined(directory, path));
  // What takes nothing has nothing to patch, unless it is for others to take.
  const patching = takes.length > 0 || value.kind === 'Component';
  const generated = (field: string, kind: Making['kind'], named: boolean) =>
    mapsIn(value[field]).map(({ namespace, name }) => ({
      kind,
      ...optional('namespace', namespace),
      ...(named && optional('name', name)),
    }));
  return {
    directory,
    namespace: typeof value.namespace === 'string' && value.namespace !== '' ? value.namespace : undefined,
    takes,
    generates: [
      ...generated('secretGenerator', 'Secret', true),
      ...generated('configMapGenerator', 'ConfigMap', true),
      ...generated('helmCharts', 'Anything', false),
    ],
    patches: patching ? patchesOf(value, directory) : [],
  };
}

function patchesOf(value: Record<string, unknown>, directory: string): Patch[] {
  return [
    ...[...mapsIn(value.patches), ...mapsIn(value.patchesJson6902)].map(({ path, patch, target }) => ({
      ...(typeof path === 'string' && { path: joined(directory, path) }),
      ...optional('inline', patch),
      ...optional('targetKind', valueAt(target, ['kind'])),
    })),
    ...textsIn(value.patchesStrategicMerge).map((text) => (text.includes('\n') ? { inline: text } : { path: joined(directory, text) })),
  ];
}

function optional<Key extends string>(key: Key, value: unknown): { readonly [K in Key]?: string } {
  return (typeof value === 'string' && value !== '' ? { [key]: value } : {}) as { readonly [K in Key]?: string };
}

/** The directory that a file is in, in one spelling. */
export function directoryOf(path: string): string {
  const file = joined('', path);
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** A path from the root of a repository, which may begin with a slash, in one spelling. */
export function fromRoot(path: string): string {
  return joined('', path.replace(/^\/+/, ''));
}

/** A path as seen from where a directory is named from, in one spelling. */
export function joined(directory: string, path: string): string {
  const steps: string[] = [];
  for (const step of (directory === '' ? path : `${directory}/${path}`).split('/')) {
    if (step === '.' || (step === '' && steps.length > 0)) {
      continue;
    }
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') {
      steps.pop();
    } else {
      steps.push(step);
    }
  }
  return steps.join('/');
}
