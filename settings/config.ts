import { dirname, join, relative, resolve } from 'node:path';
import schema from '../crossing.schema.json';
import { FileReader } from '../files/file-reader';
import { repositoryRoot } from '../files/repository-root';
import type { Target } from '../targets';
import type { NodePosition } from '../yaml/node-positions';
import type { Path } from '../yaml/path';
import { mismatch, type Schema } from './schema';
import { readTeams, type TeamConfig, type WrittenTeam } from './teams';
import { readPositions } from './yaml';

const LARGEST = 1024 * 1024;

/** The contents of a `crossing.yaml`; `crossing.schema.json` describes the file. */
export interface Config {
  /** The file itself, as errors name it. */
  readonly file: string;
  /** The absolute directory that its paths are relative to. */
  readonly directory: string;
  /**
   * Absolute paths of manifests that already run and are external, each with the place that names
   * it.
   */
  readonly context: readonly ContextPath[];
  readonly target: Partial<Target>;
  /** Namespace to owner. */
  readonly owners: Readonly<Record<string, string>>;
  /** Who owns namespaces, in the order of the file; empty without `teams`. */
  readonly teams: readonly TeamConfig[];
  /** Absolute path of the CODEOWNERS file that `crossing synth` keeps, if the file gives it. */
  readonly codeowners?: string;
  /** Namespaces that hold more objects than the checks are given. */
  readonly open: readonly string[];
  readonly ignore: readonly Ignore[];
  /** What `clusters` names, in its order; empty without it. */
  readonly clusters: readonly ClusterConfig[];
  /** The URL of this repository, as Argo CD and Flux name it, if the file gives it. */
  readonly repository?: string;
  /** `required` if a check has to render the tree with kustomize and Helm. */
  readonly engines?: 'required';
  /** Its entries that checks depend on, in its order. */
  readonly settings: readonly Setting[];
}

/** An entry of a `crossing.yaml`. */
export interface Setting {
  /** `open[0]`, `clusters.prod` */
  readonly key: string;
  readonly value: unknown;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** A cluster of `crossing.yaml`, with what holds for all clusters. */
export interface ClusterConfig {
  readonly name: string;
  /** `file:line:column` of its key. */
  readonly at: string;
  /** The directory that the app writes for it, as it is written. @default - none is given */
  readonly output?: string;
  /**
   * Absolute paths that it is delivered from, each with the place that names it: `paths`, else
   * `output`, else none.
   */
  readonly paths: readonly ContextPath[];
  /** Of the top level, then its own. */
  readonly context: readonly ContextPath[];
  /** Of the top level, with its own over it. */
  readonly target: Partial<Target>;
  /** Of the top level, then its own. */
  readonly open: readonly string[];
  readonly argocd: ArgoCdCluster;
}

/** A cluster as Argo CD knows it. */
export interface ArgoCdCluster {
  /** @default - the name of the cluster */
  readonly name: string;
  /** The URL that a destination names. @default - not known */
  readonly server?: string;
  /** Labels of its Secret, which generators select by. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A path that the file names. */
export interface ContextPath {
  readonly path: string;
  /** `file:line:column` */
  readonly at: string;
}

/** A finding that is accepted. */
export interface Ignore {
  readonly rule: string;
  /** `Kind namespace/name` */
  readonly subject: string;
  readonly reason: string;
  /** `file:line:column` */
  readonly at: string;
}

/**
 * Reads the text of a `crossing.yaml`.
 *
 * @param directory the directory that its paths are relative to
 * @param file the name of the file in errors
 * @throws if it is invalid YAML, has an unknown key, or a value of another type, as
 * `file:line:column: what is wrong; what to do`
 */
export function parseConfig(text: string, directory: string, file: string): Config {
  const place = ({ line, column }: NodePosition) => `${file}:${line + 1}:${column + 1}`;
  const { value, broken, next, keyPosition, valuePosition } = readPositions(text.replace(/^\uFEFF/, ''));
  if (broken !== undefined) {
    throw new Error(`${place(broken)}: ${broken.message}; fix the YAML`);
  }
  if (next !== undefined) {
    throw new Error(`${place(next)}: expected one document, found a second; remove it`);
  }
  const at = (path: Path) => place(valuePosition(path));
  const keyAt = (path: Path) => place(keyPosition(path));
  const wrong = mismatch(schema as Schema, value ?? {});
  if (wrong !== undefined) {
    throw new Error(`${(wrong.key ? keyAt : at)(wrong.path)}: ${wrong.why}`);
  }
  const {
    context = [],
    target = {},
    owners = {},
    open = [],
    ignore = [],
    clusters = {},
    teams = {},
    codeowners,
    repository,
    engines,
  } = (value ?? {}) as Partial<Written>;
  // Each is read once, however often it is named.
  const paths = (written: readonly string[], where: Path): ContextPath[] => {
    const named = new Set<string>();
    return written.flatMap((path, index) => {
      const full = resolve(directory, path);
      if (named.has(full)) {
        return [];
      }
      named.add(full);
      return [{ path: full, at: at([...where, index]) }];
    });
  };
  const known = paths(context, ['context']);
  const cluster = ([name, written]: [string, WrittenCluster]): ClusterConfig => {
    const where = ['clusters', name];
    const output = written.output === undefined ? [] : [{ path: resolve(directory, written.output), at: at([...where, 'output']) }];
    return {
      name,
      at: keyAt(where),
      ...(written.output !== undefined && { output: written.output }),
      paths: written.paths === undefined ? output : paths(written.paths, [...where, 'paths']),
      context: [...known, ...paths(written.context ?? [], [...where, 'context'])],
      target: { ...target, ...written.target },
      open: [...open, ...(written.open ?? [])],
      argocd: { name, labels: {}, ...written.argocd },
    };
  };
  return {
    file,
    directory,
    context: known,
    target,
    ...readTeams(teams, owners, at),
    open,
    ignore: ignore.map((entry, index) => ({ ...entry, at: at(['ignore', index]) })),
    clusters: Object.entries(clusters).map(cluster),
    ...(codeowners !== undefined && { codeowners: resolve(directory, codeowners) }),
    ...(repository !== undefined && { repository }),
    ...(engines !== undefined && { engines }),
    settings: settingsOf((value ?? {}) as object, keyPosition, valuePosition),
  };
}

/**
 * Each entry of a list, each cluster, and each value of the other keys; who owns a namespace makes
 * no difference to a check.
 */
function settingsOf(written: object, keyPosition: Positions, valuePosition: Positions): Setting[] {
  const setting = (key: string, value: unknown, { line, column }: NodePosition) => ({ key, value, line: line + 1, column: column + 1 });
  return Object.entries(written).flatMap(([key, value]) => {
    if (key === 'owners') {
      return [];
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => setting(`${key}[${index}]`, item, valuePosition([key, index])));
    }
    return key === 'clusters'
      ? Object.entries(value).map(([name, cluster]) => setting(`${key}.${name}`, cluster, keyPosition([key, name])))
      : [setting(key, value, keyPosition([key]))];
  });
}

type Positions = (path: Path) => NodePosition;

/** The file as it is written. */
interface Written {
  readonly context: readonly string[];
  readonly target: Partial<Target>;
  readonly owners: Readonly<Record<string, string>>;
  readonly open: readonly string[];
  readonly ignore: readonly Omit<Ignore, 'at'>[];
  readonly clusters: Readonly<Record<string, WrittenCluster>>;
  readonly teams: Readonly<Record<string, WrittenTeam>>;
  readonly codeowners: string;
  readonly repository: string;
  readonly engines: 'required';
}

interface WrittenCluster {
  readonly output?: string;
  readonly paths?: readonly string[];
  readonly context?: readonly string[];
  readonly target?: Partial<Target>;
  readonly open?: readonly string[];
  readonly argocd?: Partial<ArgoCdCluster>;
}

/**
 * The settings of a file or directory: the nearest `crossing.yaml` at or above it.
 *
 * @param from the directory that file names in errors are relative to
 * @returns undefined if there is none
 * @throws if the file is invalid, as `parseConfig` does
 */
export function configFor(path: string, from: string = process.cwd(), reader: FileReader = new FileReader()): Config | undefined {
  for (let at = resolve(from, path); ; at = dirname(at)) {
    const file = join(at, 'crossing.yaml');
    const shown = relative(from, file);
    const bytes = reader.read(file, shown, { inside: repositoryRoot(at) ?? at, atMost: LARGEST });
    if (bytes !== undefined) {
      return parseConfig(new TextDecoder().decode(bytes), at, shown);
    }
    if (at === dirname(at)) {
      return undefined;
    }
  }
}

/**
 * The settings of a `crossing.yaml` that somebody names, wherever it lies. Its paths are relative
 * to `from`, as if it lay there.
 *
 * @returns undefined if there is no such file
 * @throws if the file is invalid, as `parseConfig` does
 */
export function namedConfig(file: string, from: string, reader: FileReader): Config | undefined {
  const bytes = reader.read(resolve(from, file), file, { named: true, atMost: LARGEST });
  return bytes && parseConfig(new TextDecoder().decode(bytes), from, file);
}
