import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { entriesOf } from '../sources/list-items';
import { directoryOf, joined } from './kustomization';

/**
 * What an Argo CD Application or a Flux Kustomization says of the namespace of what lies in a
 * directory.
 */
export interface Delivery {
  /**
   * Where the directory may be: the root of the repository is the directory of the file that says
   * so, or one above.
   */
  readonly directories: ReadonlySet<string>;
  readonly namespace: string;
  /** Whether it goes before what the objects name themselves. */
  readonly overrides: boolean;
  /** Whether directories below are taken as well. */
  readonly deep: boolean;
}

const ARGO = 'argoproj.io';
const FLUX = 'kustomize.toolkit.fluxcd.io';

/** Reads the Applications and Kustomizations of a file. */
export function readDeliveries({ path, text }: { readonly path: string; readonly text: string }): Delivery[] {
  if (!text.includes(ARGO) && !text.includes(FLUX)) {
    return [];
  }
  return [...pieces(text)].flatMap((piece) => ('line' in piece ? [] : ofDocument(path, text.slice(piece.start, piece.end))));
}

function ofDocument(file: string, text: string): Delivery[] {
  if (!text.includes(ARGO) && !text.includes(FLUX)) {
    return [];
  }
  const parsed = parse(text);
  if (!('value' in parsed)) {
    return [];
  }
  return entriesOf(parsed.value).flatMap(({ value, apiVersion, kind }) => {
    const group = typeof apiVersion === 'string' ? groupOf(apiVersion) : '';
    const spec = value.spec;
    const delivery = (path: unknown, namespace: unknown, rest: Pick<Delivery, 'overrides' | 'deep'>) =>
      typeof path === 'string' &&
      (!rest.overrides || joined('', path.replace(/^\/+/, '')) !== '') &&
      typeof namespace === 'string' &&
      namespace !== ''
        ? { directories: new Set(above(file).map((root) => joined(root, path.replace(/^\/+/, '')))), namespace, ...rest }
        : [];
    if (group === FLUX && kind === 'Kustomization') {
      return delivery(valueAt(spec, ['path']), valueAt(spec, ['targetNamespace']), { overrides: true, deep: true });
    }
    if (group !== ARGO || kind !== 'Application') {
      return [];
    }
    return [valueAt(spec, ['source']), valueAt(spec, ['sources'])].flat().flatMap((source) => {
      const deep = valueAt(source, ['directory', 'recurse']) === true;
      return delivery(valueAt(source, ['path']), valueAt(spec, ['destination', 'namespace']), { overrides: false, deep });
    });
  });
}

/** The directories that a file is in, from the outermost. */
function above(file: string): string[] {
  const steps = directoryOf(file).split('/');
  return ['', ...steps.map((_, index) => steps.slice(0, index + 1).join('/'))];
}

/** Whether a delivery takes what lies in a directory. */
export function takes({ directories, deep }: Delivery, directory: string): boolean {
  if (directories.has(directory)) {
    return true;
  }
  if (!deep) {
    return false;
  }
  for (let end = directory.lastIndexOf('/'); end > 0; end = directory.lastIndexOf('/', end - 1)) {
    if (directories.has(directory.slice(0, end))) {
      return true;
    }
  }
  return directories.has('');
}
