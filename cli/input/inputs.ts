import { relative, resolve } from 'node:path';
import type { Source } from '../../analyzer';
import type { DeliveryProblem } from '../../analyzer/model/deliveries/delivery';
import { languageOf, mayBring, mayChange } from '../../analyzer/model/sources/languages';
import { looksJudged } from '../../analyzer/model/sources/may-hold';
import { oneLine } from '../../analyzer/render/safe';
import type { JudgeOptions } from '../../analyzer/report/judge';
import { append } from '../../analyzer/text/append';
import { contains, FileReader, realPath } from '../../files/file-reader';
import { repositoryRoot } from '../../files/repository-root';
import type { Bundle } from '../../gateway-api';
import { clusterNamed, clusterOutputs, settingsOf } from '../../settings/clusters';
import { type Config, configFor, namedConfig } from '../../settings/config';
import { CommandError } from '../exit-code';
import type { Io } from '../io';
import type { Progress } from '../progress';
import { byCluster } from './by-cluster';
import { decode } from './decode';
import { type FoundFile, filesOf, type PassedPath, type Root, STDIN, slashed } from './find-files';
import type { Notice } from './ignore-files';
import { kustomizeResources } from './kustomize-resources';
import { orCommandError, readManifests } from './read-file';

export { roots } from './find-files';

/**
 * What is judged together: what the paths under one crossing.yaml hold. The rest is known as
 * context.
 */
export interface Input {
  /** What of the command line it is read from. @default - it was not read from paths */
  readonly roots?: readonly Root[];
  /** `strict` are those that somebody named, which have to parse. */
  readonly sources: readonly Source[];
  readonly config: Config | undefined;
  /** What is below the paths and not read. */
  readonly passedOver: readonly PassedPath[];
  /**
   * The CRDs that the command line says the cluster has. @default - the sources say it, else
   * `config`
   */
  readonly bundle?: Bundle;
  /** What is known of the cluster that gets the sources. @default - they are judged as they lie */
  readonly cluster?: ClusterInput;
}

/** What a cluster gets besides the sources, or does not get. */
export interface ClusterInput {
  readonly name: string;
  readonly makings: JudgeOptions['makings'] & object;
  readonly settled: ReadonlySet<string>;
  readonly problems: readonly DeliveryProblem[];
  /** Whether engines deliver it, which see no more than git does. */
  readonly rooted: boolean;
  /** Files of which it is a guess that this cluster gets them: others get them too. */
  readonly guessed: ReadonlySet<string>;
  /** Objects by which clusters were taken apart. */
  readonly differing: ReadonlySet<string>;
}

interface Judged extends FoundFile {
  readonly config: Config | undefined;
}

/**
 * Reads what the paths hold, each file once, and the context that each path's crossing.yaml and
 * `known` name.
 *
 * @param config the crossing.yaml that counts for all of them, if the command line names one
 */
export async function readInputs(
  paths: readonly Root[],
  known: readonly Root[],
  io: Io,
  progress: Progress,
  config?: string,
): Promise<Input[]> {
  const reader = new FileReader();
  const named = config === undefined ? undefined : settingsNamed(config, io, reader);
  const notice = (text: string) => io.err(`${oneLine(text)}\n`);
  const configs = new Map<string, Group>();
  const judged = new Map<string, Judged>();
  for (const root of paths) {
    const { files, passedOver, foreign } = filesOf(root, notice);
    const nearest = named ?? orCommandError(root.shown, () => configFor(root.path === STDIN ? io.cwd : root.path, io.cwd, reader));
    const key = nearest?.file ?? '';
    const group = configs.get(key) ?? { config: nearest, roots: [], passedOver: [], context: [], foreign: [] };
    configs.set(key, group);
    group.roots.push(root);
    const { config } = group;
    const apart = [...(config?.context ?? []), ...known]
      .map(({ path }) => path)
      .filter((path) => path !== root.path && contains(root.path, path));
    const isApart = (file: string) => apart.some((path) => contains(path, file));
    for (const file of files) {
      if (!isApart(file.path)) {
        judged.set(file.path, { ...file, config });
      } else if (config?.context.some(({ path }) => contains(path, file.path)) === true) {
        group.context.push(file);
      }
    }
    append(
      group.passedOver,
      passedOver.filter(({ path }) => !isApart(path)),
    );
    append(
      group.foreign,
      foreign.filter(({ path }) => !isApart(path)),
    );
  }
  const texts = new Map<string, string>();
  const text = async ({ path, shown, named, inside }: FoundFile) => {
    const read =
      texts.get(path) ??
      (path === STDIN ? await standardInput(reader, io) : readManifests(reader, path, shown, named ? { named } : { inside }));
    texts.set(path, read);
    progress(`${texts.size} files read`);
    return read;
  };
  // What is added here is visited as well.
  for (const file of judged.values()) {
    for await (const taken of kustomizeResources(file, text, io, (path) => judged.has(path))) {
      judged.set(taken.path, { ...taken, named: false, strict: false, link: false, config: file.config });
    }
  }
  const inputs: Input[] = [];
  for (const { config, roots, passedOver, context, foreign } of configs.values()) {
    const sources = new Map<string, Source>();
    const add = async (file: FoundFile, context: boolean) => {
      if (!sources.has(file.path)) {
        sources.set(file.path, { path: file.shown, text: await text(file), context, strict: file.strict });
      }
    };
    for (const file of judged.values()) {
      await add(file, file.config !== config);
    }
    for (const file of judged.values()) {
      const language = languageOf(file.shown);
      if (language !== undefined && file.config === config && mayBring(await text(file))) {
        passedOver.push({ path: file.path, shown: file.shown, why: 'language', language });
      }
    }
    for (const file of foreign) {
      const read = await text(file);
      if (mayBring(read) || mayChange(read)) {
        await add(file, false);
      }
      if (mayBring(read)) {
        passedOver.push({ path: file.path, shown: file.shown, why: 'language', language: languageOf(file.path) ?? '' });
      }
    }
    for (const file of contextOf(config, known, io.cwd, notice)) {
      await add(file, true);
    }
    for (const file of context) {
      if (looksJudged(await text(file))) {
        passedOver.push({ path: file.path, shown: file.shown, why: 'context' });
      }
    }
    inputs.push({
      roots,
      sources: [...sources.values()],
      config,
      passedOver: [...new Map(passedOver.map((each) => [each.path, each])).values()],
    });
  }
  return inputs;
}

function settingsNamed(file: string, io: Io, reader: FileReader): Config {
  const config = orCommandError(file, () => namedConfig(file, io.cwd, reader));
  if (config === undefined) {
    throw new CommandError(`--config ${file}: no such file`);
  }
  return config;
}

interface Group {
  readonly config: Config | undefined;
  readonly roots: Root[];
  readonly passedOver: PassedPath[];
  /** What the crossing.yaml takes out of the paths: it is known, and not judged. */
  readonly context: FoundFile[];
  readonly foreign: FoundFile[];
}

/** What Helm writes of templates that give nothing: separators and comments. */
const EMPTY_LINE = /^(?:---|\.\.\.)?[ \t]*(?:#.*)?\r?$/gm;

async function standardInput(reader: FileReader, io: Io): Promise<string> {
  const bytes = await io.input(reader.remaining);
  orCommandError('stdin', () => reader.count(bytes.length, 'stdin'));
  const text = decode(bytes);
  if (text.replace(EMPTY_LINE, '').trim() === '') {
    throw new CommandError('stdin: nothing was read from standard input; check the command before the pipe');
  }
  return text;
}

/**
 * Makes of what an app wrote an input for each cluster that it has a directory for, and one if it
 * has none. What an output without clusters is judged with is read at once, so that the app may
 * still run.
 *
 * @param output the directory that the app writes
 * @returns takes texts by the paths that findings show
 */
export function outputReader(output: string, cwd: string): (texts: ReadonlyMap<string, string>) => readonly Input[] {
  const outputs = clusterOutputs(configFor(cwd, cwd), cwd);
  const common = outputs.length === 0 ? surroundings(output, cwd) : undefined;
  const below = (path: string) => slashed(relative(output, resolve(cwd, path)));
  return (texts) =>
    byCluster([...texts.keys()], below, outputs).map(({ cluster, files }) =>
      inputOf(new Map(files.map((file) => [file, texts.get(file) ?? ''])), common ?? surroundings(output, cwd, cluster)),
    );
}

/**
 * What an app wrote for one cluster, with the context that the crossing.yaml at or above `from`
 * names.
 *
 * @param texts by the paths that findings show
 * @param name the cluster of crossing.yaml whose settings hold. @default - those of the top level
 */
export function outputInput(texts: ReadonlyMap<string, string>, from: string, cwd: string, name?: string): Input {
  return inputOf(texts, surroundings(from, cwd, name));
}

function inputOf(texts: ReadonlyMap<string, string>, { config, context }: Surroundings): Input {
  const own = [...texts].map(([path, text]) => ({ path, text, context: false, strict: true }));
  return { sources: [...own, ...context], config, passedOver: [] };
}

/** What an output is judged with. */
interface Surroundings {
  readonly config: Config | undefined;
  readonly context: readonly Source[];
}

function surroundings(from: string, cwd: string, name?: string): Surroundings {
  const reader = new FileReader();
  const found = orCommandError(from, () => configFor(from, cwd, reader));
  const config = found && name !== undefined ? settingsOf(found, clusterNamed(found, name, 'cluster')) : found;
  const context = [...contextOf(config, [], cwd, () => {})].map(({ path, shown, strict, inside }) => ({
    path: shown,
    text: readManifests(reader, path, shown, { inside }),
    context: true,
    strict,
  }));
  return { config, context };
}

/**
 * What is known besides: the context that a crossing.yaml names, and what the command line adds.
 */
export function contextSources(config: Config | undefined, known: readonly Root[], io: Io): Source[] {
  const reader = new FileReader();
  return [...contextOf(config, known, io.cwd, () => {})].map((file) => ({
    path: file.shown,
    text: readManifests(reader, file.path, file.shown, file.named ? { named: true } : { inside: file.inside }),
    context: true,
    strict: file.strict,
  }));
}

function* contextOf(config: Config | undefined, known: readonly Root[], cwd: string, notice: Notice): Generator<FoundFile> {
  for (const root of known) {
    yield* filesOf(root, notice).files;
  }
  if (config === undefined) {
    return;
  }
  const inside = repositoryRoot(config.directory) ?? config.directory;
  for (const { path, at } of config.context) {
    const shown = slashed(relative(cwd, path));
    const real = orCommandError(shown, () => realPath(path));
    if (real === undefined) {
      throw new CommandError(`${at}: context names ${shown}, which is not there`);
    }
    if (!contains(realPath(inside) ?? inside, real)) {
      throw new CommandError(`${at}: context names ${shown}, which leads out of the repository; give it with --with`);
    }
    yield* filesOf({ path, shown }, notice).files.map((file) => ({ ...file, named: false, inside }));
  }
}
