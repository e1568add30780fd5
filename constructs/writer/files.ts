import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes files below a directory, which it makes. */
export class DirectoryWriter {
  private readonly made = new Set<string>();

  public constructor(private readonly directory: string) {}

  /**
   * Writes a file: over one that is there whole or not at all, and not where it holds the text already.
   *
   * @throws where a directory on the way is a symbolic link, which may lead out of the output
   */
  public write(path: string, text: string): void {
    this.make(dirname(path));
    const file = join(this.directory, path);
    try {
      // Follows no link.
      writeFileSync(file, text, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
      replace(file, text);
    }
  }

  private make(path: string): void {
    if (this.made.has(path)) {
      return;
    }
    if (path !== '.') {
      this.make(dirname(path));
    }
    const directory = join(this.directory, path);
    if (lstatSync(directory, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new Error(`${directory} is a symbolic link: output goes into directories only; take the link away`);
    }
    mkdirSync(directory, { recursive: true });
    this.made.add(path);
  }
}

function replace(file: string, text: string): void {
  if (lstatSync(file).isFile() && readFileSync(file, 'utf8') === text) {
    return;
  }
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
