import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** How the files end that a cdk8s app writes; all others in an output are left alone. */
export const ENDING = '.k8s.yaml';

/** The largest output that is checked while the app runs, which takes less time than any app. */
const MOST_BYTES = 256 * 1024;

/**
 * A file, by its path below the output with `/` between the parts, that is not as the app writes
 * it.
 */
export interface Change {
  readonly file: string;
  /** What stands there; undefined where there is no such file. */
  readonly before: string | undefined;
  /** What the app writes; undefined where it writes no such file. */
  readonly after: string | undefined;
}

/** The files that an app wrote, with their texts. */
export function readOutput(directory: string): Map<string, string> {
  return textsOf(directory, filesBelow(directory));
}

/**
 * The texts of an output, by their paths below it; none if it is large or cannot be read, which is
 * an error only once it is replaced.
 *
 * @param part the directory below the output that the app writes. @default - all of it
 */
export function readSmallOutput(output: string, part?: string): Map<string, string> {
  try {
    // No link is followed.
    const files = lstatSync(output).isDirectory() ? filesOf(output, part) : [];
    const bytes = files.reduce((sum, file) => sum + lstatSync(join(output, file)).size, 0);
    return bytes > MOST_BYTES ? new Map() : textsOf(output, files);
  } catch {
    return new Map();
  }
}

function textsOf(directory: string, files: readonly string[]): Map<string, string> {
  return new Map(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}

/**
 * What has to change in an output, sorted.
 *
 * @param part the directory below the output that was written. @default - all of it
 * @throws if something is in the way of a file: a symbolic link, which may lead out of the output,
 * or a file instead of a directory
 */
export function changes(written: ReadonlyMap<string, string>, output: string, part?: string): Change[] {
  refuse(output, 'directory');
  const there = new Set(filesOf(output, part));
  const free = new Set<string>();
  const result: Change[] = [];
  for (const file of [...new Set([...written.keys(), ...there])].sort()) {
    if (!there.has(file)) {
      refuseAbove(output, dirname(file), free);
      refuse(join(output, file), 'file');
    }
    const before = there.has(file) ? readFileSync(join(output, file), 'utf8') : undefined;
    const after = written.get(file);
    if (before !== after) {
      result.push({ file, before, after });
    }
  }
  return result;
}

/**
 * Moves changed files from a directory on the same file system over those in the output, then
 * removes those that the app no longer writes. Each file is wholly old or wholly new at any time,
 * and what does not change is not touched.
 *
 * @param tell called now and then with how many changes are made
 * @throws naming the file that cannot be moved or removed, and how far it came
 */
export async function replace(found: readonly Change[], staging: string, output: string, tell: (made: number) => void): Promise<void> {
  const stale = (change: Change) => Number(change.after === undefined);
  for (const [index, change] of [...found].sort((one, other) => stale(one) - stale(other)).entries()) {
    const file = join(output, change.file);
    try {
      if (stale(change)) {
        unlinkSync(file);
      } else {
        mkdirSync(dirname(file), { recursive: true });
        renameSync(join(staging, change.file), file);
      }
    } catch (error) {
      const what = stale(change) ? 'removed' : 'replaced';
      throw new Error(
        `${relative('.', file)} cannot be ${what}: ${(error as Error).message}; ${index} of ${found.length} changes are made; fix that, and run again`,
      );
    }
    if (index % PAUSE_EVERY === 0) {
      tell(index);
      await new Promise(setImmediate);
    }
  }
}

/**
 * Writes files beside the output as they have to be: each is wholly old or wholly new at any time.
 */
export function writeBeside(found: readonly Change[], output: string): void {
  for (const { file, after = '' } of found) {
    const path = join(output, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.crossing-new`, after);
    renameSync(`${path}.crossing-new`, path);
  }
}

/** So often others have their turn, such as whoever says that the lock is still held. */
const PAUSE_EVERY = 100;

/** Paths of the files that an app wrote below a directory, sorted. Links are not followed. */
export function filesBelow(directory: string): string[] {
  return allBelow(directory).filter(isOutput);
}

function filesOf(output: string, part: string | undefined): string[] {
  return filesBelow(output).filter((file) => part === undefined || file.startsWith(`${part}/`));
}

/** Paths of YAML files that are not named as output is. */
export function unexpectedFiles(directory: string): string[] {
  return allBelow(directory).filter((file) => /\.ya?ml$/.test(file) && !isOutput(file));
}

/** What an app writes: objects, and the kustomization of an overlay, whose name kustomize gives. */
function isOutput(file: string): boolean {
  return file.endsWith(ENDING) || /(^|\/)overlays\/[^/]+\/kustomization\.yaml$/.test(file);
}

function allBelow(directory: string, prefix = ''): string[] {
  return readEntries(join(directory, prefix))
    .flatMap((entry) => {
      const path = prefix + entry.name;
      return entry.isDirectory() ? allBelow(directory, `${path}/`) : entry.isFile() ? [path] : [];
    })
    .sort();
}

function readEntries(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/**
 * Refuses what is in the way of a directory, from the top down; those that were looked at are noted
 * in `free`.
 */
function refuseAbove(output: string, directory: string, free: Set<string>): void {
  if (directory === '.' || free.has(directory)) {
    return;
  }
  refuseAbove(output, dirname(directory), free);
  refuse(join(output, directory), 'directory');
  free.add(directory);
}

function refuse(path: string, wanted: 'directory' | 'file'): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) {
    throw new Error(`${relative('.', path)} is a symbolic link: the output goes into files and directories only; remove the link`);
  }
  if (there !== undefined && !(wanted === 'file' ? there.isFile() : there.isDirectory())) {
    throw new Error(`${relative('.', path)} is not a ${wanted}, and the output needs one there; remove it`);
  }
}
