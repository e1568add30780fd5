import { dirname, resolve } from 'node:path';
import type { DeliverySummary } from '../../analyzer/report/delivery-summary';
import { append } from '../../analyzer/text/append';
import { contains } from '../../files/file-reader';
import { repositoryRoot } from '../../files/repository-root';
import { CommandError } from '../exit-code';
import { type Root, roots, STDIN } from '../input/find-files';
import { type Input, readInputs } from '../input/inputs';
import type { ManifestOptions } from '../input/manifest-options';
import { targetOption } from '../input/target-option';
import { type Io, kindOf } from '../io';
import type { Progress } from '../progress';
import { deliveredPart, type Part } from './delivered-part';

/** What the paths of a command line come to: an input for each cluster, and how it came about. */
export interface DeliveredInputs {
  readonly inputs: readonly Input[];
  /** Absent if nothing is delivered, and all that the paths hold is judged as it is. */
  readonly deliveries?: DeliverySummary;
}

/**
 * Reads what the paths hold as the engines of their repositories deliver it: one input for each
 * cluster, and one for what no repository delivers, such as standard input.
 */
export async function deliveredInputs(
  paths: readonly string[],
  options: ManifestOptions,
  io: Io,
  progress: Progress,
): Promise<DeliveredInputs> {
  const known = roots(options.with ?? [], io);
  const bundle = options.target === undefined ? undefined : targetOption(options.target);
  const read = await readInputs(roots(paths, io), known, io, progress, options.config);
  const inputs: Input[] = [];
  const parts: Part[] = [];
  for (const plain of read) {
    const input = bundle === undefined ? plain : { ...plain, bundle };
    const taken: Root[] = [];
    for (const own of byRepository(input.roots ?? [])) {
      const part = await deliveredPart(own, of(input, own, io), { options, known, bundle }, io, progress);
      if (part !== undefined) {
        parts.push(part);
        append(taken, part.roots);
      }
    }
    const rest = (input.roots ?? []).filter((root) => !taken.includes(root));
    if (rest.length > 0) {
      inputs.push(taken.length === 0 ? input : of(input, rest, io));
    }
  }
  return { inputs: [...chosen(parts, options, inputs), ...inputs], ...(parts.length > 0 && { deliveries: summaryOf(parts) }) };
}

/** The paths of one repository each; standard input is of none. */
function byRepository(all: readonly Root[]): Iterable<readonly Root[]> {
  const found = new Map<string, Root[]>();
  for (const root of all) {
    if (root.path !== STDIN) {
      const directory = kindOf(root.path) === 'directory' ? root.path : dirname(root.path);
      const repository = repositoryRoot(directory) ?? directory;
      found.set(repository, [...(found.get(repository) ?? []), root]);
    }
  }
  return found.values();
}

/** The part of an input that some of its paths hold; all of its context. */
function of(input: Input, own: readonly Root[], { cwd }: Io): Input {
  const isOwn = (path: string) => own.some((root) => (root.path === STDIN ? path === 'stdin' : contains(root.path, resolve(cwd, path))));
  return { ...input, roots: own, sources: input.sources.filter(({ path, context }) => context === true || isOwn(path)) };
}

/** The clusters that are asked for. */
function chosen(parts: readonly Part[], { cluster }: ManifestOptions, rest: readonly Input[]): readonly Input[] {
  const all = parts.flatMap((part) => part.inputs);
  if (cluster === undefined) {
    return all;
  }
  if (parts.length === 0) {
    throw new CommandError(`--cluster ${cluster}: no delivery was found that says which clusters there are`);
  }
  if (all.length === 0) {
    const names = parts.flatMap((part) => part.names).map((name) => name || 'the only cluster');
    throw new CommandError(`--cluster ${cluster}: expected one of ${names.join(', ')}`);
  }
  if (rest.length > 0) {
    throw new CommandError(`--cluster ${cluster}: ${rest[0]?.roots?.[0]?.shown || '.'} is delivered to no cluster; leave it out`);
  }
  return all;
}

function summaryOf(parts: readonly Part[]): DeliverySummary {
  const all = parts.map(({ deliveries }) => deliveries);
  return {
    clusters: all.flatMap(({ clusters }) => clusters),
    rendered: [...new Set(all.flatMap(({ rendered }) => rendered))].sort(),
    notDelivered: all.flatMap(({ notDelivered }) => notDelivered),
    differing: all.flatMap(({ differing }) => differing),
    unknownPatches: all.reduce((sum, { unknownPatches }) => sum + unknownPatches, 0),
    revisions: [...new Set(all.flatMap(({ revisions }) => revisions))].sort(),
    rooted: all.some(({ rooted }) => rooted),
  };
}
