import { type LoadOptions, load } from '../../../analyzer/model/load';
import type { Manifest } from '../../../analyzer/model/manifest';
import { formatRef } from '../../../analyzer/model/object-ref';
import type { Kind } from '../../../analyzer/model/objects';
import type { Problem } from '../../../analyzer/model/problem';
import type { Source } from '../../../analyzer/model/sources/source';
import { gather } from '../../../analyzer/model/world/gather';
import { LoadedWorld } from '../../../analyzer/model/world/loaded-world';
import { readSources } from '../../../analyzer/model/world/read-sources';
import type { World } from '../../../analyzer/model/world/world';

/** A world of texts: what is judged, and what already runs. */
export function worldOf(text: string | readonly string[], context: string | readonly string[] = [], options?: LoadOptions): World {
  const judged = [text].flat().map((one, index) => ({ path: `${index}.yaml`, text: one }));
  const known = [context].flat().map((one, index) => ({ path: `context/${index}.yaml`, text: one, context: true }));
  return load([...judged, ...known], options);
}

/** A world in which every object is stored, also what an API server would refuse. */
export function storedWorld(sources: readonly Source[]): World {
  const reading = readSources(sources);
  const { manifests, ambiguous, problems } = gather(reading.manifests);
  const known = { alternatives: [], ambiguous, refused: new Set<string>(), bundle: undefined };
  return new LoadedWorld(reading, manifests, [...reading.problems, ...problems], sources.length, new Set(), known);
}

/** The objects of a kind, also those that the API server refuses. */
export function readOf<K extends Kind>(world: World, kind: K): readonly Manifest<K>[] {
  return [...world.all(kind), ...(world.refused.filter(({ model }) => model === kind) as Manifest[] as Manifest<K>[])];
}

/** A problem in one line. */
export function told(problem: Problem): string {
  switch (problem.what) {
    case 'unparsable':
      return `unparsable ${problem.file}:${problem.line}:${problem.column} ${problem.message}${problem.template ? ' (template)' : ''}`;
    case 'misspelt':
      return `misspelt ${problem.object} ${problem.field} ${problem.written}: ${problem.meant}`;
    case 'malformed':
      return `malformed ${formatRef(problem.manifest)} ${problem.path.join('.')}: ${problem.expected}, not ${problem.seen}`;
    case 'crds-denied':
      return `crds denied ${problem.denied.file}:${problem.denied.line} ${problem.why}`;
    case 'delivery':
      return `delivery ${problem.delivery.by}: ${problem.delivery.message}`;
    case 'unknown-field':
      return `unknown ${formatRef(problem.manifest)} ${problem.path.join('.')}`;
    case 'invalid-value':
      return `invalid ${formatRef(problem.manifest)} ${problem.path.join('.')}: ${problem.keyword}`;
    case 'cross-field':
      return `cross-field ${formatRef(problem.manifest)} ${problem.path.join('.')}: ${problem.rule}`;
    case 'version-not-served':
      return `not served ${formatRef(problem.manifest)}`;
    case 'duplicate':
      return `duplicate ${formatRef(problem.manifest)} ${[problem.manifest, ...problem.others].map(({ file }) => file).join(' ')}`;
    case 'admission-contested':
      return `contested ${formatRef(problem.manifest)} ${[problem, ...problem.others].map(({ manifest, path }) => `${manifest.file}:${path.join('.')}`).join(' ')}`;
    case 'partial-listener-missing':
      return `missing ${formatRef(problem.manifest)} ${problem.listener} ${problem.manifest.file}:${problem.path.join('.')}`;
  }
}
