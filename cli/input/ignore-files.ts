import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { look, readText } from '../io';

/** The patterns of one file, and the directory that they are relative to. */
interface Level {
  readonly directory: string;
  readonly patterns: Ignore;
}

/** What git would not look at: .git/info/exclude, and the .gitignore files from the root of the repository down, the nearest first. */
export class IgnoreFiles {
  private constructor(private readonly levels: readonly Level[]) {}

  /** What counts for the contents of a directory that somebody named: where that directory is ignored itself, what ignores it does not count. */
  static above(directory: string): IgnoreFiles {
    const repository = repositoryOf(directory);
    if (repository === undefined) return new IgnoreFiles([]);
    let files = new IgnoreFiles(level(repository, excludesOf(repository)));
    const steps = relative(repository, directory).split(sep);
    let at = repository;
    for (const step of steps) {
      if (at === directory) break;
      files = files.within(at);
      at = join(at, step);
      if (files.ignores(at, true)) return new IgnoreFiles([]);
    }
    return files;
  }

  /** With the .gitignore of a directory further down. */
  within(directory: string): IgnoreFiles {
    const [found] = level(directory, join(directory, '.gitignore'));
    return found === undefined ? this : new IgnoreFiles([found, ...this.levels]);
  }

  ignores(path: string, directory: boolean): boolean {
    for (const level of this.levels) {
      const within = relative(level.directory, path).split(sep).join('/');
      const { ignored, unignored } = level.patterns.test(directory ? `${within}/` : within);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

function repositoryOf(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (look(join(at, '.git')) !== undefined) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** Of a second worktree, `.git` is a file that leads to what all of them share. */
function excludesOf(repository: string): string {
  const git = join(repository, '.git');
  const [, linked] = (look(git)?.what === 'file' && /^gitdir: (.*)$/m.exec(readText(git) ?? '')) || [];
  if (linked === undefined) return join(git, 'info/exclude');
  const directory = resolve(repository, linked);
  return join(resolve(directory, readText(join(directory, 'commondir'))?.trim() ?? '.'), 'info/exclude');
}

function level(directory: string, file: string): Level[] {
  const text = look(file)?.what === 'file' ? readText(file) : undefined;
  return text === undefined ? [] : [{ directory, patterns: ignore({ ignorecase: false }).add(text) }];
}
