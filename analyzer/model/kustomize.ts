import { mayHold } from './documents';
import { joined, type Kustomization, type Patch, readKustomization } from './kustomization';
import type { Making } from './makers';

interface File {
  readonly path: string;
  readonly text: string;
  readonly context?: boolean;
}

/** What becomes of files that kustomizations take: patches, prefixes and replacements are not carried out. */
export interface Kustomize {
  /** The namespaces that the objects of a file are put into, one for each way it is rendered; `undefined` where they stay in those that they name. */
  namespacesOf(path: string): Iterable<string | undefined>;
  /** Whether a file changes objects of other files, and holds none itself. */
  isPatch(path: string): boolean;
  readonly makings: readonly Making[];
  /** How many patches there are of kinds that are read, those of context left out. */
  readonly patches: number;
}

const AS_WRITTEN: readonly undefined[] = [undefined];
const NONE: Kustomize = { namespacesOf: () => AS_WRITTEN, isPatch: () => false, makings: [], patches: 0 };

/** Finds the kustomizations among files, and what they make of the others. */
export function kustomize(files: readonly File[]): Kustomize {
  const found = files.flatMap((file) => {
    const kustomization = readKustomization(file);
    return kustomization === undefined ? [] : { ...kustomization, judged: file.context !== true };
  });
  if (found.length === 0) return NONE;
  const texts = new Map(files.map(({ path, text }) => [joined('', path), text]));
  const { placed, makings } = place(found, texts);
  const patchFiles = new Set(found.flatMap(({ patches }) => patches.flatMap(({ path }) => path ?? [])));
  const matters = ({ path, inline, targetKind }: Patch) =>
    mayHold(targetKind === undefined ? (inline ?? texts.get(path ?? '') ?? '') : `kind: ${targetKind}`);
  return {
    namespacesOf: (path) => placed.get(joined('', path)) ?? AS_WRITTEN,
    isPatch: (path) => patchFiles.has(joined('', path)) && !placed.has(joined('', path)),
    makings,
    patches: found.flatMap(({ judged, patches }) => (judged ? patches.filter(matters) : [])).length,
  };
}

/** Goes from the kustomizations that no other takes down to the files; the namespace of the outermost counts. */
function place(found: readonly Kustomization[], texts: ReadonlyMap<string, string>) {
  const placed = new Map<string, Set<string | undefined>>();
  const makings: Making[] = [];
  const byDirectory = new Map(found.map((kustomization) => [kustomization.directory, kustomization]));
  const visited = new Set<string>();

  function visit(kustomization: Kustomization, outer: string | undefined): void {
    const namespace = outer ?? kustomization.namespace;
    const visiting = JSON.stringify([kustomization.directory, namespace]);
    if (visited.has(visiting)) return;
    visited.add(visiting);
    for (const making of kustomization.generates) makings.push({ ...making, namespace: namespace ?? making.namespace ?? 'default' });
    for (const path of kustomization.takes) {
      const inner = byDirectory.get(path);
      if (inner !== undefined) visit(inner, namespace);
      else if (texts.has(path)) placed.set(path, (placed.get(path) ?? new Set()).add(namespace));
      else if (namespace !== undefined) makings.push({ kind: 'Anything', namespace });
    }
  }

  const taken = new Set(found.flatMap(({ takes }) => takes));
  for (const kustomization of found) if (!taken.has(kustomization.directory)) visit(kustomization, undefined);
  return { placed, makings };
}
