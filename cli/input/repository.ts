import { join, resolve } from 'node:path';
import { FileReader } from '../../files/file-reader';
import { repositoryRoot } from '../../files/repository-root';
import { kindOf } from '../io';
import { parseGitIndex } from './git-index';

/**
 * A working tree of git, found by its `.git`. No program is run, and no configuration of the tree
 * is obeyed.
 */
export interface Repository {
  /** The directory that holds `.git`. */
  readonly root: string;
  /** `.git`, or, of a second worktree or a submodule, where the file of that name leads. */
  readonly gitDirectory: string;
  /** What all worktrees share: `config`, `info/exclude`. */
  readonly commonDirectory: string;
}

/** What a path has at most, as systems say it. */
export const LONGEST_PATH = 4096;

/** What git tracks, by paths from the root of the repository, with `/`. */
export interface TrackedFiles {
  has(path: string): boolean;
  /** Whether there is such a file below a directory. */
  hasBelow(directory: string): boolean;
}

/** The repository that a directory is in. */
export function repositoryOf(directory: string): Repository | undefined {
  const root = repositoryRoot(directory);
  return root === undefined ? undefined : repositoryAt(root);
}

/** The repository whose root a directory is. */
export function repositoryAt(root: string): Repository | undefined {
  const git = join(root, '.git');
  const kind = kindOf(git);
  if (kind === 'directory') {
    return { root, gitDirectory: git, commonDirectory: git };
  }
  const [, linked] = (kind === 'file' && /^gitdir: ([^\r\n]*)/.exec(textOf(git) ?? '')) || [];
  if (linked === undefined || !isPath(linked)) {
    return undefined;
  }
  const gitDirectory = resolve(root, linked);
  const common = textOf(join(gitDirectory, 'commondir'))?.trim() ?? '.';
  return { root, gitDirectory, commonDirectory: isPath(common) ? resolve(gitDirectory, common) : gitDirectory };
}

/** Whether a text can lead anywhere. */
function isPath(text: string): boolean {
  return text.length <= LONGEST_PATH && !text.includes('\0');
}

/**
 * What git tracks in a repository; nothing before the first `git add`.
 *
 * @throws if the index cannot be read
 */
export function trackedFiles({ gitDirectory, commonDirectory }: Repository): TrackedFiles {
  const hashLength = /^[ \t]*objectformat[ \t]*=[ \t]*"?sha256\b/im.test(textOf(join(commonDirectory, 'config')) ?? '') ? 32 : 20;
  const paths = pathsOf(gitDirectory, hashLength);
  const files = new Set(paths);
  const directories = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const directory = path.slice(0, end);
      if (directories.has(directory)) {
        break;
      }
      directories.add(directory);
    }
  }
  const has = paths.some((path) => path.endsWith('/'))
    ? (path: string) => files.has(path) || isBelowOne(path, files)
    : (path: string) => files.has(path);
  return { has, hasBelow: (directory) => directory === '' || directories.has(directory) || has(`${directory}/`) };
}

/** Whether a path lies in a directory of which a sparse index does not say what git tracks. */
function isBelowOne(path: string, files: ReadonlySet<string>): boolean {
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    if (files.has(path.slice(0, end + 1))) {
      return true;
    }
  }
  return false;
}

/** The paths of an index, and of the one that it adds to. */
function pathsOf(gitDirectory: string, hashLength: number): string[] {
  const index = indexOf(gitDirectory, 'index', hashLength);
  if (index?.base === undefined) {
    return [...(index?.paths ?? [])];
  }
  const base = indexOf(gitDirectory, `sharedindex.${index.base}`, hashLength);
  if (base === undefined) {
    throw new Error('the index that it adds to is not there');
  }
  // What is removed from the base since is taken for tracked still: then more is read, not less.
  return [...base.paths, ...index.paths];
}

function indexOf(gitDirectory: string, name: string, hashLength: number) {
  const bytes = new FileReader().read(join(gitDirectory, name), name);
  return bytes && parseGitIndex(bytes, hashLength);
}

function textOf(file: string): string | undefined {
  const bytes = new FileReader().read(file, file);
  return bytes && new TextDecoder().decode(bytes);
}
