import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { FileReader, UnreadableFile } from '../../files/file-reader';
import { isLink, visibleKindOf } from '../io';
import type { Repository } from './repository';

/** The patterns of one file, and the directory that they are relative to. */
interface Level {
  readonly directory: string;
  readonly patterns: Ignore;
}

/** Takes note of a file of patterns that is not used, and why. */
export type Notice = (text: string) => void;

const MEGABYTE = 1024 * 1024;
/** A path has no more letters than this, so that a longer pattern matches none. */
const LONGEST_PATTERN = 4096;
/** Each path is tried against all of them. */
const MOST_PATTERNS = 5000;

/**
 * The patterns of .git/info/exclude, and of the .gitignore files from the root of the repository
 * down, the nearest first.
 */
export class IgnoreFiles {
  private constructor(
    private readonly levels: readonly Level[],
    private readonly notice: Notice,
  ) {}

  /** None at all: then nothing is ignored. */
  static none(): IgnoreFiles {
    return new IgnoreFiles([], () => {});
  }

  /**
   * What counts for the contents of a directory that somebody named: where that directory is
   * ignored itself, what ignores it does not count.
   */
  static above({ root, commonDirectory }: Repository, directory: string, notice: Notice): IgnoreFiles {
    const empty = new IgnoreFiles([], notice);
    let files = empty.with(root, join(commonDirectory, 'info/exclude'));
    let at = root;
    for (const step of relative(root, directory).split(sep)) {
      if (at === directory) {
        break;
      }
      files = files.within(at);
      at = join(at, step);
      if (files.ignores(at, true)) {
        return empty;
      }
    }
    return files;
  }

  /**
   * With the .gitignore of a directory further down. As git does, it follows no link of that name.
   */
  within(directory: string): IgnoreFiles {
    const file = join(directory, '.gitignore');
    return isLink(file) ? this : this.with(directory, file);
  }

  ignores(path: string, directory: boolean): boolean {
    for (const level of this.levels) {
      const within = relative(level.directory, path).split(sep).join('/');
      const { ignored, unignored } = level.patterns.test(directory ? `${within}/` : within);
      if (ignored || unignored) {
        return ignored;
      }
    }
    return false;
  }

  /**
   * Whether a path or a directory above it is ignored, as git sees it from the root of the
   * repository.
   */
  static ignoresBelowRoot(repository: Repository, path: string): boolean {
    const parent = dirname(path);
    let files = new IgnoreFiles([], () => {}).with(repository.root, join(repository.commonDirectory, 'info/exclude'));
    let at = repository.root;
    for (const step of relative(repository.root, path).split(sep)) {
      files = visibleKindOf(at) === 'directory' ? files.within(at) : files;
      const inside = at !== parent;
      at = join(at, step);
      if (files.ignores(at, inside)) {
        return true;
      }
    }
    return false;
  }

  private with(directory: string, file: string): IgnoreFiles {
    const patterns = patternsOf(file, this.notice);
    if (patterns.length === 0) {
      return this;
    }
    const level = { directory, patterns: ignore({ ignorecase: false }).add(patterns) };
    return new IgnoreFiles([level, ...this.levels], this.notice);
  }
}

function patternsOf(file: string, notice: Notice): string[] {
  try {
    const bytes = new FileReader().read(file, file, { atMost: MEGABYTE });
    const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split(/\r?\n/);
    const patterns = lines.filter((line) => line.trim() !== '' && !line.startsWith('#') && line.length <= LONGEST_PATTERN);
    if (patterns.length <= MOST_PATTERNS) {
      return patterns;
    }
    notice(`${file}: has more than ${MOST_PATTERNS} patterns; what it ignores is read`);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) {
      throw error;
    }
    notice(`${error.message}; what it ignores is read`);
  }
  return [];
}
