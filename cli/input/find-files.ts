import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { repositoryRoot } from '../../files/repository-root';
import { CommandError } from '../exit-code';
import { type Io, kindOf } from '../io';
import type { Notice } from './ignore-files';
import { orCommandError } from './read-file';
import { type PassedOver, walk } from './walk';

/** A path to read: `shown` is how findings call it, and what is below it. */
export interface Root {
  readonly path: string;
  readonly shown: string;
}

/** A file to read. */
export interface FoundFile extends Root {
  /** Somebody named it, so that it has to parse. */
  readonly strict: boolean;
  /** It stands on the command line, so that it may lie anywhere. */
  readonly named: boolean;
  /** It is a symbolic link to a file. */
  readonly link: boolean;
  /** The repository, out of which no link and no kustomization leads. */
  readonly inside: string;
}

/** What is not read, as findings would call it. */
export interface PassedPath extends Omit<PassedOver, 'why'> {
  readonly shown: string;
  /**
   * As of a file that was found; `language`: it is in a language that is not read, and may bring
   * manifests; `context`: it holds our kinds, and crossing.yaml names it as context.
   */
  readonly why: PassedOver['why'] | 'language' | 'context';
  readonly language?: string;
}

/** How a command line names standard input. */
export const STDIN = '-';

/** The paths of a command line; `-` is standard input. */
export function roots(paths: readonly string[], io: Io): Root[] {
  return paths.map((path) => {
    const full = resolve(io.cwd, path);
    return { path: path === STDIN ? STDIN : full, shown: isAbsolute(path) ? path : slashed(relative(io.cwd, full)) };
  });
}

/** The files that a path of the command line stands for, and what below it is not read. */
export function filesOf(
  { path, shown }: Root,
  notice: Notice,
): { readonly files: readonly FoundFile[]; readonly passedOver: readonly PassedPath[]; readonly foreign: readonly FoundFile[] } {
  const named = (inside: string): FoundFile => ({
    path,
    shown: path === STDIN ? 'stdin' : shown,
    strict: true,
    named: true,
    link: false,
    inside,
  });
  if (path === STDIN) {
    return { files: [named('')], passedOver: [], foreign: [] };
  }
  const kind = orCommandError(shown, () => kindOf(path));
  if (kind === undefined) {
    throw new CommandError(`${shown}: no such file or directory`);
  }
  const directory = kind === 'directory' ? path : dirname(path);
  const inside = repositoryRoot(directory) ?? directory;
  if (kind !== 'directory') {
    return { files: [named(inside)], passedOver: [], foreign: [] };
  }
  const below = (file: string) => {
    const within = slashed(relative(path, file));
    return shown === '' || within === '' ? shown + within : `${shown.replace(/\/$/, '')}/${within}`;
  };
  const { files, passedOver, foreign } = orCommandError(below, () => walk(path, notice));
  const found = { strict: false, named: false, inside };
  return {
    files: files.map((file) => ({ ...file, shown: below(file.path), ...found })),
    foreign: foreign.map((file) => ({ path: file, shown: below(file), link: false, ...found })),
    passedOver: passedOver.map((passed) => ({ ...passed, shown: below(passed.path) })),
  };
}

/** A path with `/` between its parts. */
export function slashed(path: string): string {
  return path.split(sep).join('/');
}
