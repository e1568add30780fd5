import { gather } from './gather';
import { LoadedWorld } from './loaded-world';
import type { Problem } from './problem';
import { readSources } from './reading';
import type { World } from './world';

/** A text to read, and how. */
export interface Source {
  /** How the file is called in findings; it is never opened. */
  readonly path: string;
  /** YAML or JSON, any number of documents. */
  readonly text: string;
  /** True for what already runs and is not judged. @default false */
  readonly context?: boolean;
  /** Parse every document, also those that cannot hold a kind that is read, so that all that does not parse is reported. @default false */
  readonly strict?: boolean;
}

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
