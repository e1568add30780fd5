import { Trouble } from '../exit-code';
import { look, readBytes } from '../io';
import { decode } from './decode';

const LARGEST = 256 * 1024 * 1024;

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a directory',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is longer than the file system takes',
};

/** What reading gives, or trouble where something cannot be read; `shown` names it, of a directory also what lies below it. */
export function reading<Result>(shown: string | ((path: string) => string), read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const { code, message, path = '' } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Trouble(`${typeof shown === 'string' ? shown : shown(path)}: ${WHY[code] ?? message}`);
  }
}

/** The text of a file. */
export function readManifests(path: string, shown: string): string {
  const size = reading(shown, () => look(path)?.size ?? 0);
  if (size > LARGEST) throw new Trouble(`${shown}: ${Math.round(size / 1024 / 1024)} MB are more than the 256 MB that are read of a file`);
  return decode(reading(shown, () => readBytes(path)));
}
