import type { Making } from '../generated/making';
import { mayHold } from '../sources/may-hold';
import { type Delivery, readDeliveries, takes } from './delivery';
import { directoryOf, joined, type Kustomization, type Patch, readKustomization } from './kustomization';
import type { Place } from './place';

interface File {
  readonly path: string;
  readonly text: string;
  readonly context?: boolean;
}

/**
 * What becomes of files that kustomizations, Applications and Flux take: patches, prefixes and
 * replacements are not carried out.
 */
export interface Kustomize {
  /** One for each way in which a file is rendered. */
  placesOf(path: string): Iterable<Place>;
  /** Whether a kustomization, an Application or Flux takes a file. */
  isDelivered(path: string): boolean;
  /** Whether a file changes objects of other files, and holds none itself. */
  isPatch(path: string): boolean;
  readonly makings: readonly Making[];
  /** How many patches there are of kinds that are read, those of context left out. */
  readonly patches: number;
}

const AS_WRITTEN: readonly Place[] = [{}];
const NONE: Kustomize = { placesOf: () => AS_WRITTEN, isDelivered: () => false, isPatch: () => false, makings: [], patches: 0 };

/** Finds the kustomizations among files and who delivers them, and what they make of the others. */
export function kustomize(files: readonly File[]): Kustomize {
  const deliveries = files.flatMap(readDeliveries);
  const kustomizations = files.flatMap((file) => {
    const kustomization = readKustomization(file);
    return kustomization === undefined ? [] : { ...kustomization, judged: file.context !== true };
  });
  if (kustomizations.length === 0 && deliveries.length === 0) {
    return NONE;
  }
  const texts = new Map(files.map(({ path, text }) => [joined('', path), text]));
  const { placed, makings } = place(kustomizations, texts, deliveries);
  const patchFiles = new Set(kustomizations.flatMap(({ patches }) => patches.flatMap(({ path }) => path ?? [])));
  const matters = ({ path, inline, targetKind }: Patch) =>
    mayHold(targetKind === undefined ? (inline ?? texts.get(path ?? '') ?? '') : `kind: ${targetKind}`);
  return {
    placesOf: (path) => placed.get(joined('', path))?.values() ?? delivered(deliveries, directoryOf(path)),
    isDelivered: (path) => placed.has(joined('', path)) || deliveries.some((delivery) => takes(delivery, directoryOf(path))),
    isPatch: (path) => patchFiles.has(joined('', path)) && !placed.has(joined('', path)),
    makings,
    patches: kustomizations.flatMap(({ judged, patches }) => (judged ? patches.filter(matters) : [])).length,
  };
}

/** Where deliveries put what lies in a directory. */
function delivered(deliveries: readonly Delivery[], directory: string): readonly Place[] {
  const places = deliveries
    .filter((delivery) => takes(delivery, directory))
    .map(({ namespace, overrides }): Place => (overrides ? { namespace } : { fallback: namespace }));
  return places.length === 0 ? AS_WRITTEN : [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/**
 * Goes from the kustomizations that no other takes down to the files; the namespace of the
 * outermost counts.
 */
function place(kustomizations: readonly Kustomization[], texts: ReadonlyMap<string, string>, deliveries: readonly Delivery[]) {
  const placed = new Map<string, Map<string, Place>>();
  const makings: Making[] = [];
  const byDirectory = new Map(kustomizations.map((kustomization) => [kustomization.directory, kustomization]));
  const visited = new Set<string>();

  function visit(kustomization: Kustomization, outer: Place): void {
    const namespace = outer.namespace ?? kustomization.namespace;
    const here: Place = namespace === undefined ? outer : { namespace };
    const key = JSON.stringify(here);
    if (visited.has(kustomization.directory + key)) {
      return;
    }
    visited.add(kustomization.directory + key);
    for (const making of kustomization.generates) {
      makings.push({ ...making, namespace: namespace ?? making.namespace ?? outer.fallback ?? 'default' });
    }
    for (const path of kustomization.takes) {
      const inner = byDirectory.get(path);
      if (inner !== undefined) {
        visit(inner, here);
      } else if (texts.has(path)) {
        placed.set(path, (placed.get(path) ?? new Map()).set(key, here));
      } else if (namespace !== undefined) {
        makings.push({ kind: 'Anything', namespace });
      }
    }
  }

  const taken = new Set(kustomizations.flatMap(({ takes }) => takes));
  for (const kustomization of kustomizations) {
    if (!taken.has(kustomization.directory)) {
      for (const outer of delivered(deliveries, kustomization.directory)) {
        visit(kustomization, outer);
      }
    }
  }
  return { placed, makings };
}
