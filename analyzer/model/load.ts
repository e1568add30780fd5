import type { Source } from './sources/source';
import { type Definitions, type Gathered, gather } from './world/gather';
import { LoadedWorld } from './world/loaded-world';
import { readSources } from './world/read-sources';
import type { World } from './world/world';

export interface LoadOptions {
  /** Namespaces that may hold objects which are not in the input, though their Namespace object is. @default - none */
  readonly open?: readonly string[];
}

/** How many definitions of one object are tried. */
const MOST_DEFINITIONS = 6;

/** Reads sources into a world. Never throws for what a text says: that becomes `problems`. */
export function load(sources: readonly Source[], options: LoadOptions = {}): World {
  const reading = readSources(sources);
  const open = new Set(options.open);
  const worldOf = ({ manifests, problems }: Gathered, alternatives: readonly World[], ambiguous: readonly Definitions[]) =>
    new LoadedWorld(reading, manifests, [...reading.problems, ...problems], sources.length, open, { alternatives, ambiguous });
  const gathered = gather(reading.manifests);
  const most = Math.min(MOST_DEFINITIONS, Math.max(1, ...gathered.ambiguous.map((definitions) => definitions.length)));
  const choices = Array.from({ length: most - 1 }, (_, index) => index + 1);
  return worldOf(
    gathered,
    choices.map((choice) => worldOf(gather(reading.manifests, choice), [], [])),
    gathered.ambiguous,
  );
}
