import { isAbsolute, join, relative, resolve } from 'node:path';
import { isKustomization, readKustomization } from '../../analyzer/model/kustomize/kustomization';
import { type Io, look } from '../io';
import { reading } from './read-file';

interface Found {
  readonly path: string;
  readonly shown: string;
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The files that a kustomization takes, wherever they are: of a directory, its kustomization. What is not there is from elsewhere. */
export async function* takenBy<F extends Found>(file: F, text: (file: F) => Promise<string>, io: Io): AsyncGenerator<Found> {
  if (!isKustomization(file.path)) return;
  const { takes = [] } = readKustomization({ path: file.path.replaceAll('\\', '/'), text: await text(file) }) ?? {};
  for (const taken of takes) {
    const path = reading(file.shown, () => [taken, ...NAMES.map((name) => join(taken, name))].find((path) => look(path)?.what === 'file'));
    if (path === undefined) continue;
    const full = resolve(path);
    yield { path: full, shown: (isAbsolute(file.shown) ? full : relative(io.cwd, full)).replaceAll('\\', '/') };
  }
}
