import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest directory at or above a path that holds a `.git`; undefined if there is none. */
export function repositoryRoot(path: string): string | undefined {
  for (let at = path; ; at = dirname(at)) {
    if (isThere(join(at, '.git'))) {
      return at;
    }
    if (at === dirname(at)) {
      return undefined;
    }
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // Below a file there is no file.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      return false;
    }
    throw error;
  }
}
