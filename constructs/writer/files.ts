import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes files below a directory, which it makes. */
export class DirectoryWriter {
  private readonly made = new Set<string>();
  // One for all files: texts that were joined would be kept for long, as they are large.
  private buffer = Buffer.allocUnsafe(1 << 20);

  constructor(private readonly directory: string) {}

  /**
   * Writes a file that holds some texts, one after the other: over one that is there whole or not
   * at all, and not where it holds them already.
   *
   * @throws if a directory on the way is a symbolic link, which may lead out of the output
   */
  write(path: string, texts: Iterable<string>): void {
    const bytes = this.gather(texts);
    this.make(dirname(path));
    const file = join(this.directory, path);
    try {
      // Follows no link.
      writeFileSync(file, bytes, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
      replace(file, bytes);
    }
  }

  private gather(texts: Iterable<string>): Buffer {
    let end = 0;
    for (const text of texts) {
      const needed = end + Buffer.byteLength(text);
      if (needed > this.buffer.length) {
        this.buffer = Buffer.concat([this.buffer], 2 * needed);
      }
      end += this.buffer.write(text, end);
    }
    return this.buffer.subarray(0, end);
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
      throw new Error(`${directory} is a symbolic link: output goes into directories only; remove the link`);
    }
    mkdirSync(directory, { recursive: true });
    this.made.add(path);
  }
}

function replace(file: string, bytes: Buffer): void {
  if (lstatSync(file).isFile() && readFileSync(file).equals(bytes)) {
    return;
  }
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, bytes, { flag: 'wx' });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
