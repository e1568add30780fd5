import { type Bounds, type FileReader, UnreadableFile } from '../../files/file-reader';
import { CommandError } from '../exit-code';
import { decode } from './decode';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
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
    throw new CommandError(`${typeof shown === 'string' ? shown : shown(path)}: ${WHY[code] ?? message}`);
  }
}

/** The text of a file that is known to be there. */
export function readManifests(reader: FileReader, path: string, shown: string, bounds: Bounds): string {
  const bytes = orCommandError(shown, () => reader.read(path, shown, bounds));
  if (bytes === undefined) {
    throw new CommandError(`${shown}: no such file or directory`);
  }
  return decode(bytes);
}
