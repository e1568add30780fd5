import { append } from '../../text/append';
import { fromRoot, joined } from '../kustomize/kustomization';
import { valueAt } from '../path';
import { entriesIn } from '../sources/list-items';
import type { Start } from './delivery';
import { delivers, type EngineObject, engineObjectOf, mayDeliver } from './engine-object';
import { fluxInstanceSync } from './flux-instance';
import { referenceOf } from './source-reference';
import { deliversItself, type Sources } from './sources';
import { parentOf, type Tree } from './tree';

/** A start that may be a root of the repository. */
export interface Candidate {
  readonly start: Start;
  /** The file or directory that it is. */
  readonly path: string;
  /** The files that make it: it is delivered if something reaches one of them. */
  readonly files: readonly string[];
  /** Whether it is how Flux is installed, so that it is a cluster of its own. */
  readonly bootstrap: boolean;
}

/** Every engine object that the files of a tree hold, as they are written. */
export function engineObjectsOf(tree: Tree): EngineObject[] {
  return [...tree.files].sort().flatMap((file) => {
    const text = /\.(?:ya?ml|json)$/.test(file) ? (tree.text(file) ?? '') : '';
    return mayDeliver(text) ? [...entriesIn(text, mayDeliver)].flatMap((entry) => engineObjectOf(entry, file) ?? []) : [];
  });
}

/** Names of directories that hold what is no longer delivered. */
const SET_ASIDE = /(?:^|\/)(?:\.[^/]+|[._-]?(?:archived?|archives|attic|deprecated|disabled|graveyard|retired|unused)[_-]?)(?:\/|$)/i;

/** Whether a path lies in a hidden directory, or in one that is called after what is retired. */
export function isSetAside(path: string): boolean {
  return SET_ASIDE.test(path);
}

/**
 * Where deliveries may start, without what lies in hidden and set aside directories unless nothing
 * else is there.
 */
export function candidates(objects: readonly EngineObject[], tree: Tree, sources: Sources): Candidate[] {
  const all = allCandidates(objects, tree, sources);
  const current = all.filter(({ path }) => !isSetAside(path));
  return current.length > 0 ? current : all;
}

/**
 * Where deliveries may start, the likeliest roots first: how Flux is installed, then what lies
 * nearest to the root of the repository.
 */
function allCandidates(objects: readonly EngineObject[], tree: Tree, sources: Sources): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (candidate: Candidate): void => {
    const known = found.get(candidate.path);
    if (known === undefined || (candidate.bootstrap && !known.bootstrap)) {
      found.set(candidate.path, candidate);
    }
  };
  for (const object of objects) {
    const sync = fluxInstanceSync(object);
    const written = String(valueAt(sync?.value, ['spec', 'path']) ?? '');
    const path = sources.resolve(referenceOf(valueAt(sync?.value, ['spec', 'sourceRef']), object.namespace), written);
    if (sync !== undefined && path !== undefined && tree.isDirectory(path)) {
      add({
        start: { by: `FluxInstance ${object.namespace}/${object.name}`, build: { kind: 'kustomize', engine: 'flux', path, overlay: {} } },
        path,
        files: [],
        bootstrap: true,
      });
    }
  }
  const takers = takersOf(tree);
  for (const object of objects.filter(delivers)) {
    const own = deliversItself(object, tree);
    if (own) {
      const path = fromRoot(String(valueAt(object.value, ['spec', 'path'])));
      const ignore = sources.ignoredBy(referenceOf(valueAt(object.value, ['spec', 'sourceRef']), object.namespace), object.file);
      add({
        start: {
          by: `Kustomization ${object.namespace}/${object.name}`,
          build: { kind: 'kustomize', engine: 'flux', path, overlay: {}, ...(ignore !== undefined && { ignore }) },
        },
        path,
        files: [],
        bootstrap: true,
      });
      continue;
    }
    for (const top of topsOf(object.file, takers)) {
      if (tree.isDirectory(top)) {
        if (tree.kustomization(top)?.kind === 'Component') {
          continue;
        }
        const file = tree.kustomizationFile(top) ?? top;
        add({
          start: { by: top, build: { kind: 'kustomize', engine: 'kustomize', path: top, overlay: {} } },
          path: top,
          files: [file],
          bootstrap: false,
        });
      } else {
        add({ start: { file: top }, path: top, files: [top], bootstrap: false });
      }
    }
  }
  const depth = ({ path }: Candidate) => path.split('/').length;
  return [...found.values()].sort(
    (one, other) => Number(other.bootstrap) - Number(one.bootstrap) || depth(one) - depth(other) || (one.path < other.path ? -1 : 1),
  );
}

/** For each file and directory, the kustomizations that take it. */
function takersOf(tree: Tree): ReadonlyMap<string, readonly string[]> {
  const takers = new Map<string, string[]>();
  for (const directory of tree.directories) {
    const value = tree.kustomization(directory);
    if (value === undefined) {
      continue;
    }
    for (const entry of ['resources', 'bases', 'components'].flatMap((field) => (Array.isArray(value[field]) ? value[field] : []))) {
      if (typeof entry !== 'string') {
        continue;
      }
      const path = joined(directory, entry);
      takers.set(path, [...(takers.get(path) ?? []), directory]);
    }
  }
  return takers;
}

/** The outermost kustomizations that take a file, or the file itself if none does. */
function topsOf(file: string, takers: ReadonlyMap<string, readonly string[]>): string[] {
  const tops = new Set<string>();
  const visited = new Set<string>();
  const open = [file];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (visited.has(path)) {
      continue;
    }
    visited.add(path);
    const above = takers.get(path) ?? [];
    if (above.length === 0) {
      tops.add(path);
    }
    append(open, above);
  }
  return [...tops];
}

function contains(directory: string, file: string): boolean {
  return directory === '' || file.startsWith(`${directory}/`);
}

/**
 * What stands for itself if a tree has no root: kustomizations that no other takes, and files that
 * lie beside them.
 */
export function standalone(tree: Tree): Candidate[] {
  const takers = takersOf(tree);
  const kustomizations = [...tree.directories].filter((directory) => tree.kustomization(directory) !== undefined);
  const covered = (directory: string): boolean =>
    tree.kustomizationFile(directory) !== undefined || (directory !== '' && covered(parentOf(directory)));
  const outermost = kustomizations.filter((directory) => !takers.has(directory) && tree.kustomization(directory)?.kind !== 'Component');
  // Unless it is asked to, kustomize takes no file from outside of the directory that it builds:
  // then somebody else may deliver it as it is.
  const isTaken = (file: string) => takers.get(file)?.some((directory) => contains(directory, file));
  const beside = [...tree.files].filter((file) => /\.(?:ya?ml|json)$/.test(file) && !isTaken(file) && !covered(parentOf(file)));
  return [
    ...outermost.map((path): Candidate => {
      const file = tree.kustomizationFile(path) ?? path;
      return {
        start: { by: path, build: { kind: 'kustomize', engine: 'kustomize', path, overlay: {} } },
        path,
        files: [file],
        bootstrap: false,
      };
    }),
    ...beside.map((file): Candidate => ({ start: { file }, path: parentOf(file), files: [file], bootstrap: false })),
  ].sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
}
