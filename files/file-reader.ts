import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { sep } from 'node:path';

const MEGABYTE = 1024 * 1024;
/** How much one run reads, in bytes. */
const LIMIT = 256 * MEGABYTE;
/** How much is read at once: at most, and of what says nothing of its size. */
const CHUNK = MEGABYTE;
const SMALL = 4096;

/** Why a file is not read, as `file: why; what to do`. */
export class UnreadableFile extends Error {}

/** What a file may be. */
export interface Bounds {
  /** The directory that holds it at any depth, links followed. @default - anywhere */
  readonly inside?: string;
  /** Somebody named it on the command line: a pipe is read as well. @default false */
  readonly named?: boolean;
  /** Bytes that it may have. @default - what is left for the run */
  readonly atMost?: number;
}

/**
 * The one way in which a run reads files that somebody else may have written: it looks at a file
 * before it opens it, reads regular files only, follows no link out of the directory that it is
 * given, and stops at a number of bytes for the whole run.
 */
export class FileReader {
  private left: number;

  /** @param limit bytes that the run reads in all; @default 256 MB */
  constructor(private readonly limit: number = LIMIT) {
    this.left = limit;
  }

  /** How many bytes may still be read. */
  get remaining(): number {
    return this.left;
  }

  /**
   * @param shown how errors name the file
   * @returns undefined if there is no such file
   * @throws if it is a directory, pipe, socket or device, lies outside of its bounds, or is too
   * large; as `shown: why`
   */
  read(path: string, shown: string, bounds: Bounds = {}): Uint8Array | undefined {
    const real = realFile(path, shown);
    if (real === undefined) {
      return undefined;
    }
    if (bounds.inside !== undefined && !contains(realPath(bounds.inside) ?? bounds.inside, real)) {
      throw new UnreadableFile(`${shown}: leads out of the repository; name the file on the command line, or copy it into the repository`);
    }
    this.refuseSpecial(statSync(real), shown, bounds);
    // What is a pipe by now is not waited for.
    const file = openSync(real, constants.O_RDONLY | (bounds.named ? 0 : (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)));
    try {
      const found = fstatSync(file);
      this.refuseSpecial(found, shown, bounds);
      return this.readAll(file, found.size, shown, bounds);
    } finally {
      closeSync(file);
    }
  }

  /**
   * Counts what was read in another way, such as standard input.
   *
   * @throws if that is more than the run reads
   */
  count(bytes: number, shown: string): void {
    this.left -= bytes;
    if (this.left < 0) {
      throw new UnreadableFile(`${shown}: more than the ${this.limit / MEGABYTE} MB that one run reads; check fewer or smaller files`);
    }
  }

  private refuseSpecial(found: Stats, shown: string, { named = false, atMost }: Bounds): void {
    if (found.isDirectory()) {
      throw new UnreadableFile(`${shown}: is a directory; expected a file`);
    }
    if (!found.isFile() && !named) {
      throw new UnreadableFile(`${shown}: is not a regular file; replace it by one`);
    }
    refuseLarger(found.size, shown, atMost);
    if (found.size > this.left) {
      this.count(found.size, shown);
    }
  }

  /** @param size what it has by what the system says, which is nothing for a pipe */
  private readAll(file: number, size: number, shown: string, { atMost }: Bounds): Uint8Array {
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(size - total + 1, SMALL), this.left + 1));
      const length = readSync(file, chunk);
      if (length === 0) {
        return Buffer.concat(chunks);
      }
      this.count(length, shown);
      total += length;
      refuseLarger(total, shown, atMost);
      chunks.push(chunk.subarray(0, length));
    }
  }
}

function refuseLarger(size: number, shown: string, atMost = Number.POSITIVE_INFINITY): void {
  if (size > atMost) {
    throw new UnreadableFile(`${shown}: is larger than the ${atMost / MEGABYTE} MB that are read of it; make it smaller`);
  }
}

function realFile(path: string, shown: string): string | undefined {
  try {
    return realPath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') {
      throw new UnreadableFile(`${shown}: its symbolic links lead in a circle; remove the link`);
    }
    throw error;
  }
}

/** Whether a path is a directory or lies below it. */
export function contains(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : `${directory}${sep}`);
}

/** A path with every link followed; undefined if it leads nowhere. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    // Below a file there is no file.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}
