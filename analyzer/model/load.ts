import type { Problem } from './problem';
import type { Source } from './sources/source';
import { gather } from './world/gather';
import { LoadedWorld } from './world/loaded-world';
import { readSources } from './world/read-sources';
import type { World } from './world/world';

export interface LoadOptions {
  /** Namespaces that may hold objects which are not in the input, though their Namespace object is. @default - none */
  readonly open?: readonly string[];
}

/** Reads sources into a world. Never throws for what a text says: that becomes `problems`. */
export function load(sources: readonly Source[], options: LoadOptions = {}): World {
  const reading = readSources(sources);
  const problems: Problem[] = [...reading.problems];
  const manifests = gather(reading.manifests, problems);
  return new LoadedWorld(reading, manifests, problems, sources.length, new Set(options.open));
}
