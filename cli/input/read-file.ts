import { type Bounds, type FileReader, UnreadableFile } from '../../files/file-reader';
import { CommandError } from '../exit-code';
import { decode } from './decode';

const WHY: Readonly<Record<string, string>> = {
  ENOTDIR: 'a part of the path is a file, not a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a directory',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is longer than the file system takes',
};

/**
 * What reading gives, or trouble where something cannot be read; `shown` names it, of a directory
 * also what lies below it.
 */
export function orCommandError<Result>(shown: string | ((path: string) => string), read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableFile) {
      throw new CommandError(error.message);
    }
    const { code, message, path = '' } = error as NodeJS.ErrnoException;
    if (code === undefined) {
      throw error;
    }
    const name = typeof shown === 'string' ? shown : shown(path);
    throw new CommandError(`${name}: ${code === 'ENOENT' ? whyMissing(name) : (WHY[code] ?? message)}`);
  }
}

/** The text of a file that is known to be there. */
export function readManifests(reader: FileReader, path: string, shown: string, bounds: Bounds): string {
  const bytes = orCommandError(shown, () => reader.read(path, shown, bounds));
  if (bytes === undefined) {
    throw new CommandError(`${shown}: ${whyMissing(shown)}`);
  }
  return decode(bytes);
}

/** Bytes of a name that are not UTF-8 are lost when a directory is listed. */
function whyMissing(shown: string): string {
  return shown.includes('\uFFFD') ? 'the name is not UTF-8; rename it' : 'no such file or directory';
}
