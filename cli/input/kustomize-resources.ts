import { isAbsolute, join, relative, resolve } from 'node:path';
import { isKustomization, readKustomization } from '../../analyzer/model/kustomize/kustomization';
import { contains, realPath } from '../../files/file-reader';
import { type Io, kindOf } from '../io';
import { orCommandError } from './read-file';

interface Found {
  readonly path: string;
  readonly shown: string;
  /** The directory out of which nothing is taken. */
  readonly inside: string;
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * The files that a kustomization takes from its repository: of a directory, its kustomization. What
 * is not there is from elsewhere, and what leads out of the repository is not read, as kustomize
 * refuses it.
 *
 * @param isKnown whether a file is read anyway
 */
export async function* kustomizeResources<F extends Found>(
  file: F,
  text: (file: F) => Promise<string>,
  io: Io,
  isKnown: (path: string) => boolean,
): AsyncGenerator<Found> {
  if (!isKustomization(file.path)) {
    return;
  }
  const { takes = [] } = readKustomization({ path: file.path.replaceAll('\\', '/'), text: await text(file) }) ?? {};
  for (const taken of takes) {
    if (isKnown(resolve(taken))) {
      continue;
    }
    const path = orCommandError(file.shown, () =>
      [taken, ...NAMES.map((name) => join(taken, name))].find((path) => kindOf(path) === 'file'),
    );
    if (path === undefined || !contains(realPath(file.inside) ?? file.inside, realPath(path) ?? path)) {
      continue;
    }
    const full = resolve(path);
    if (!isKnown(full)) {
      yield { path: full, inside: file.inside, shown: (isAbsolute(file.shown) ? full : relative(io.cwd, full)).replaceAll('\\', '/') };
    }
  }
}
