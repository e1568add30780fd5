import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import type { Target } from '../../targets';

/**
 * The target that the nearest crossing.yaml at or above a directory names; undefined where there is none, or it names none.
 *
 * @throws where the file is no YAML
 */
export function targetInForce(directory: string): Partial<Target> | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const file = join(at, 'crossing.yaml');
    const text = read(file);
    if (text !== undefined) {
      return (load(text, { filename: file }) as { readonly target?: Partial<Target> } | undefined)?.target;
    }
    if (at === dirname(at)) {
      return undefined;
    }
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
