import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Source } from '../../analyzer';
import { type Config, configFor } from '../../settings/config';
import { Trouble } from '../exit-code';
import { type Io, look } from '../io';
import type { Progress } from '../progress';
import { decode } from './decode';
import { takenBy } from './kustomize-resources';
import { reading, readManifests } from './read-file';
import { walk } from './walk';

/** What is judged together: what the paths under one crossing.yaml hold. The rest is known as context. */
export interface Input {
  /** `strict` are those that somebody named, which have to parse. */
  readonly sources: readonly Source[];
  readonly config: Config | undefined;
}

/** A path to read: `shown` is how findings call it, and what is below it. */
export interface Root {
  readonly path: string;
  readonly shown: string;
}

interface Found {
  readonly path: string;
  readonly shown: string;
  readonly named: boolean;
}

interface Judged extends Found {
  readonly config: Config | undefined;
}

const STDIN = '-';

/** The paths of a command line; `-` is standard input. */
export function roots(paths: readonly string[], io: Io): Root[] {
  return paths.map((path) => {
    const full = resolve(io.cwd, path);
    return { path: path === STDIN ? STDIN : full, shown: isAbsolute(path) ? path : slashed(relative(io.cwd, full)) };
  });
}

/** Reads what the paths hold, each file once, and the context that each path's crossing.yaml and `known` name. */
export async function readInputs(paths: readonly Root[], known: readonly Root[], io: Io, progress: Progress): Promise<Input[]> {
  const configs = new Map<string, Config | undefined>();
  const judged = new Map<string, Judged>();
  for (const root of paths) {
    const found = [...files(root)];
    const nearest = configFor(root.path === STDIN ? io.cwd : root.path, io.cwd);
    const key = nearest?.file ?? '';
    const config = configs.get(key) ?? nearest;
    configs.set(key, config);
    const apart = [...(config?.context ?? []), ...known]
      .map(({ path }) => path)
      .filter((path) => path !== root.path && within(path, root.path));
    for (const file of found) if (!apart.some((path) => within(file.path, path))) judged.set(file.path, { ...file, config });
  }
  const texts = new Map<string, string>();
  const text = async ({ path, shown }: Found) => {
    const read = texts.get(path) ?? (path === STDIN ? decode(await io.input()) : readManifests(path, shown));
    texts.set(path, read);
    progress(`${texts.size} files read`);
    return read;
  };
  // What is added here is visited as well.
  for (const file of judged.values())
    for await (const taken of takenBy(file, text, io))
      if (!judged.has(taken.path)) judged.set(taken.path, { ...taken, named: false, config: file.config });
  const inputs: Input[] = [];
  for (const config of configs.values()) {
    const sources = new Map<string, Source>();
    const add = async (file: Found, context: boolean) => {
      if (!sources.has(file.path)) sources.set(file.path, { path: file.shown, text: await text(file), context, strict: file.named });
    };
    for (const file of judged.values()) await add(file, file.config !== config);
    for (const file of contextOf(config, known, io.cwd)) await add(file, true);
    inputs.push({ sources: [...sources.values()], config });
  }
  return inputs;
}

/** What an app wrote, by the paths that findings show, with the context that the crossing.yaml at or above `from` names. */
export function writtenInput(texts: ReadonlyMap<string, string>, from: string, cwd: string): Input {
  const config = configFor(from, cwd);
  const own = [...texts].map(([path, text]) => ({ path, text, context: false, strict: true }));
  const known = [...contextOf(config, [], cwd)].map(({ path, shown, named }) => ({
    path: shown,
    text: readManifests(path, shown),
    context: true,
    strict: named,
  }));
  return { sources: [...own, ...known], config };
}

function* contextOf(config: Config | undefined, known: readonly Root[], cwd: string): Generator<Found> {
  for (const root of known) yield* files(root);
  for (const { path, at } of config?.context ?? []) {
    if (look(path) === undefined) throw new Trouble(`${at}: context names ${slashed(relative(cwd, path))}, which is not there`);
    yield* files({ path, shown: slashed(relative(cwd, path)) });
  }
}

function* files({ path, shown }: Root): Generator<Found> {
  if (path === STDIN) {
    yield { path, shown: 'stdin', named: true };
    return;
  }
  const found = reading(shown, () => look(path));
  if (found === undefined) throw new Trouble(`${shown}: no such file or directory`);
  if (found.what === 'file') {
    yield { path, shown, named: true };
    return;
  }
  const below = (file: string) => {
    const within = slashed(relative(path, file));
    return shown === '' || within === '' ? shown + within : `${shown.replace(/\/$/, '')}/${within}`;
  };
  for (const file of reading(below, () => [...walk(path)])) yield { path: file, shown: below(file), named: false };
}

function within(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : `${directory}${sep}`);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
