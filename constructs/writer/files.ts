import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Writes a file below a directory, whole or not at all; one that has the text already is left as it is.
 *
 * @throws where the directory or one on the way is a symbolic link, which may lead out of the output
 */
export function writeBelow(directory: string, path: string, text: string): void {
  const file = join(directory, path);
  for (let at = dirname(file); ; at = dirname(at)) {
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new Error(`${at} is a symbolic link: output goes into directories only; take the link away`);
    }
    if (resolve(at) === resolve(directory)) {
      break;
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there?.isFile() && readFileSync(file, 'utf8') === text) {
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
