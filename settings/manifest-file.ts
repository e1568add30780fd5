import { dirname, relative, resolve, sep } from 'node:path';
import { FileReader } from '../files/file-reader';
import { repositoryRoot } from '../files/repository-root';
import { pieces } from '../yaml/documents';
import { configFor } from './config';
import { parse } from './yaml';

const LARGEST = 16 * 1024 * 1024;

/** A file of manifests that an app reads. */
export interface ManifestFile {
  /** How errors name it. */
  readonly file: string;
  /** The objects in it, those of a List each. */
  readonly objects: readonly object[];
  /** Whether the checks know it: whether it is in a `context:` of crossing.yaml. */
  readonly inContext: boolean;
}

/**
 * Reads a file of manifests: YAML or JSON, also a List.
 *
 * @param path relative to the folder of the nearest crossing.yaml, without one to the working
 * directory
 * @throws if there is no such file, it leads out of the repository, is a template, or is not YAML;
 * as `file: why; what to do`
 */
export function readManifest(path: string): ManifestFile {
  const config = configFor(process.cwd());
  const base = config === undefined ? process.cwd() : dirname(resolve(config.file));
  const absolute = resolve(base, path);
  const file = relative(process.cwd(), absolute);
  const bytes = new FileReader().read(absolute, file, { inside: repositoryRoot(base) ?? base, atMost: LARGEST });
  if (bytes === undefined) {
    const where = config === undefined ? 'the working directory' : `the folder of ${config.file}`;
    throw new Error(`${file}: no such file; expected a path relative to ${where}`);
  }
  const text = new TextDecoder().decode(bytes);
  if (/\{\{/.test(text)) {
    throw new Error(
      `${file}: is a template, whose values are not known; name a rendered manifest, such as the output of kubectl get -o yaml`,
    );
  }
  const contexts = [...(config?.context ?? []), ...(config?.clusters.flatMap(({ context }) => context) ?? [])];
  const inContext = contexts.some(
    (context) => absolute === context.path || absolute.startsWith(context.path.replace(/(?<![/\\])[/\\]+$/, '') + sep),
  );
  return { file, objects: [...objectsOf(text, file)], inContext };
}

function* objectsOf(text: string, file: string): Generator<object> {
  for (const piece of pieces(text)) {
    if ('line' in piece) {
      throw new Error(`${file}: the separator ${JSON.stringify(piece.line)} holds more than "---"; move the rest to the next line`);
    }
    const parsed = parse(piece.text.slice(piece.start, piece.end));
    if ('broken' in parsed) {
      throw new Error(`${file}: is not YAML: ${parsed.broken.message}; fix the file`);
    }
    const { value } = parsed;
    if (typeof value === 'object' && value !== null) {
      const { items } = value as { readonly items?: unknown };
      yield* Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : [value];
    }
  }
}
