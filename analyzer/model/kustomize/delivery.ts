import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import { groupOf } from '../object-ref';
import { valueAt } from '../path';
import { mapsIn } from '../schema/check-shape';
import { entriesOf } from '../sources/list-items';
import { directoryOf, fromRoot, joined } from './kustomization';

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

/** Files of tools that say into which namespace the directory goes. */
const PLACES = /(?:^|\/)(?:fleet\.ya?ml|Kptfile|deployment\.ya?ml)$/;
const SCRIPT = /\.(?:sh|bash)$|(?:^|\/)(?:Makefile|justfile|\.?[Tt]askfile[^/]{0,50}\.ya?ml)$/;
const KUBECTL = /\bkubectl\b(?:[^\n\\]|\\\r?\n)*/g;
const ARGO = 'argoproj.io';
const NAME = /^[a-z0-9-]+$/;
const FLUX = 'kustomize.toolkit.fluxcd.io';

/** Reads the Applications and Kustomizations of a file. */
export function readDeliveries({ path, text }: { readonly path: string; readonly text: string }): Delivery[] {
  if (SCRIPT.test(path)) {
    return ofScript(path, text);
  }
  if (PLACES.test(path)) {
    return ofPackage(path, text);
  }
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
      typeof path === 'string' && (!rest.overrides || fromRoot(path) !== '') && typeof namespace === 'string' && namespace !== ''
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

/** What Fleet, kpt and Kluctl say of the directory that their file lies in. */
function ofPackage(file: string, text: string): Delivery[] {
  const parsed = parse(text);
  const value = 'value' in parsed ? parsed.value : undefined;
  const setNamespace = mapsIn(valueAt(value, ['pipeline', 'mutators'])).find(({ image }) => String(image).includes('set-namespace'));
  const isKluctl = file.includes('deployment.') && valueAt(value, ['kind']) === undefined;
  const overriding = [
    setNamespace === undefined ? undefined : valueAt(setNamespace, ['configMap', 'namespace']),
    isKluctl ? valueAt(value, ['overrideNamespace']) : undefined,
    file.includes('fleet.') ? valueAt(value, ['namespace']) : undefined,
  ].find((namespace) => typeof namespace === 'string');
  const fallback = file.includes('fleet.') ? valueAt(value, ['defaultNamespace']) : undefined;
  const namespace = overriding ?? fallback;
  return typeof namespace === 'string' && NAME.test(namespace)
    ? [{ directories: new Set([directoryOf(file)]), namespace, overrides: overriding !== undefined, deep: true }]
    : [];
}

/** The commands of kubectl in a script, each with the lines in which it continues. */
export function kubectlCommands(script: string): string[] {
  return [...script.matchAll(KUBECTL)].map(([command]) => command);
}

/** Where a script puts a directory or file that it applies with `kubectl -n`. */
function ofScript(file: string, text: string): Delivery[] {
  return kubectlCommands(text).flatMap((command): Delivery[] => {
    const namespace = /\s(?:-n|--namespace)[ =]["']?([a-z0-9-]+)["']?(?=\s|$)/.exec(command)?.[1];
    const applied = /\s(?:-f|-k|--filename|--kustomize)[ =]["']?([\w./-]+)["']?(?=\s|$)/.exec(command)?.[1];
    if (namespace === undefined || applied === undefined || !/\b(?:apply|create)\b/.test(command)) {
      return [];
    }
    const directory = /\.(?:ya?ml|json)$/.test(applied) ? directoryOf(applied) : applied;
    return [
      {
        directories: new Set(above(file).map((root) => joined(root, directory))),
        namespace,
        overrides: false,
        deep: /\s-R\b/.test(command),
      },
    ];
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
