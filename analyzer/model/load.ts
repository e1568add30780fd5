import type { Bundle } from '../../gateway-api';
import type { DeliveryProblem } from './deliveries/delivery';
import type { Making } from './generated/making';
import type { Problem } from './problem';
import { olderCrds } from './sources/crd-changes';
import type { Source } from './sources/source';
import { admit } from './world/admission';
import { gather } from './world/gather';
import { LoadedWorld } from './world/loaded-world';
import { readSources } from './world/read-sources';
import type { World } from './world/world';

export interface LoadOptions {
  /**
   * Namespaces that may hold objects which are not in the input, though their Namespace object is.
   *
   * @default - none
   */
  readonly open?: readonly string[];
  /**
   * The CRDs that the cluster has, whatever the sources hold.
   *
   * @default - those that the sources hold or name, else `fallback`
   */
  readonly bundle?: Bundle;
  /**
   * The CRDs that the cluster has, if the sources hold none and name no release.
   *
   * @default - unknown
   */
  readonly fallback?: Bundle;
  /**
   * What may be there besides the sources, such as what a chart holds that was not rendered.
   *
   * @default - none
   */
  readonly makings?: readonly Making[];
  /**
   * Objects whose delivery is among the sources, so that they bring nothing else, as `group/Kind
   * namespace/name`.
   *
   * @default - none
   */
  readonly settled?: ReadonlySet<string>;
  /** What is wrong with the deliveries that the sources come from. @default - nothing */
  readonly deliveries?: readonly DeliveryProblem[];
}

/** How many definitions of one object are tried. */
const MOST_DEFINITIONS = 6;

/** Reads sources into a world. Never throws for what a text says: that becomes `problems`. */
export function load(
  sources: readonly Source[],
  { open, bundle, fallback, makings = [], settled, deliveries = [] }: LoadOptions = {},
): World {
  const read = readSources(sources, settled);
  const incomplete = deliveries.map((delivery): Problem => ({ what: 'delivery', delivery }));
  const reading = { ...read, makings: [...read.makings, ...makings], problems: [...read.problems, ...incomplete] };
  const opened = new Set(open);
  const older = bundle === undefined && reading.bundle === undefined ? olderCrds(reading.crds) : undefined;
  const appliedBundle = older === undefined ? (bundle ?? reading.bundle ?? fallback) : undefined;
  const definitions: Parameters<typeof gather>[3] = new Map();
  const first = gather(reading.manifests, 0, MOST_DEFINITIONS, definitions);
  const most = Math.min(
    MOST_DEFINITIONS,
    first.ambiguous.reduce((most, { length }) => Math.max(most, length), 1),
  );
  const choices = [
    first,
    ...Array.from({ length: most - 1 }, (_, index) => gather(reading.manifests, index + 1, MOST_DEFINITIONS, definitions)),
  ];
  const asked = choices.map((gathered) => ({
    gathered,
    ...admit([...reading.manifests, ...reading.experimental], gathered.manifests, appliedBundle, older),
  }));
  // One object is in all worlds or in none, so that they can be compared.
  const refused = new Set(asked.flatMap((each) => each.refused));
  const worldOf = (index: number, alternatives: readonly World[]): World => {
    const { gathered, problems } = asked[index] ?? { gathered: first, problems: [] };
    const allProblems = [...reading.problems, ...gathered.problems, ...problems];
    const ambiguous = index === 0 ? first.ambiguous : [];
    const unchosen = gathered.unchosen.map(({ model: kind, namespace, name }) => ({ kind, namespace, name }));
    const held = unchosen.length === 0 ? reading : { ...reading, makings: [...reading.makings, ...unchosen] };
    return new LoadedWorld(held, gathered.manifests, allProblems, sources.length, opened, {
      alternatives,
      ambiguous,
      refused,
      bundle: appliedBundle,
    });
  };
  return worldOf(
    0,
    choices.slice(1).map((_, index) => worldOf(index + 1, [])),
  );
}
