import { pieces } from '../../../yaml/documents';
import { parse } from '../../../yaml/parse';
import type { Making } from '../generated/making';
import { joined } from '../kustomize/kustomization';
import { kustomizationFields, pluginFields } from '../kustomize/kustomization-fields';
import { isMap, mapsIn, textsIn } from '../schema/check-shape';
import type { KustomizeBuild } from './delivery';
import { textOf } from './source-reference';
import { KUSTOMIZATION_NAMES, type Tree } from './tree';

/** What a kustomize build reads, and what of it is not handed to kustomize. */
export interface Reach {
  /** Files that are read, kustomizations left out. */
  readonly files: ReadonlySet<string>;
  /** The kustomizations by their directories, as kustomize is to see them. */
  readonly kustomizations: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** What is struck out: remote bases, plugins, charts. */
  readonly struck: readonly Struck[];
  /** Why the build cannot be right, in the order in which it is met. */
  readonly problems: readonly ReachProblem[];
}

/**
 * What is wrong with an entry; `limit`: an engine may take it, `outside`: kustomize would look for
 * its file outside of the repository.
 */
interface ReachProblem {
  readonly file: string;
  readonly message: string;
  readonly limit?: boolean;
  readonly outside?: boolean;
  /** What a file may bring that is not here, and that others may have. */
  readonly making?: Making;
}

/** An entry that is not rendered. */
export interface Struck {
  /** The kustomization that holds it. */
  readonly file: string;
  /** `resources: https://…` */
  readonly what: string;
  /** Where it may bring anything; absent for everywhere, `crds` if nothing that is read. */
  readonly making: Making | 'crds';
}

const REMOTE = /:\/\/|^git@|\?ref=|^(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)[/:]|\.git(?:$|[/?])/i;
/** Releases that hold definitions alone. */
const DEFINITIONS = /crds?\b|standard-install|experimental-install|custom-?resource-?definition/i;
const URL_OF_A_FILE = /^https?:/i;
/** What makes objects of files, by the kind that it makes. */
const OF_FILES = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;
const HELM = ['helmCharts', 'helmChartInflationGenerator', 'helmGlobals'] as const;
/**
 * The files that a kustomize build reads, from its directory down, without what leads out of the
 * repository.
 */
export function reach(build: KustomizeBuild, tree: Tree): Reach {
  return new Walk(tree, build).result();
}

class Walk {
  private readonly files = new Set<string>();
  private readonly kustomizations = new Map<string, Readonly<Record<string, unknown>>>();
  private readonly struck: Struck[] = [];
  private readonly problems: ReachProblem[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly build: KustomizeBuild,
  ) {}

  result(): Reach {
    const { path, overlay, engine } = this.build;
    const written = this.tree.kustomizationFile(path) === undefined ? this.generated(path) : this.tree.kustomization(path);
    if (written === undefined) {
      this.problems.push({ file: path, message: 'its kustomization is not a map' });
    } else if (this.tree.kustomizationFile(path) === undefined && engine !== 'flux') {
      this.problems.push({ file: path, message: 'no kustomization.yaml' });
    } else {
      this.visit(path, overlaid(written, kustomizationFields(overlay)), undefined, []);
    }
    const { files, kustomizations, struck, problems } = this;
    return { files, kustomizations, struck, problems };
  }

  /** What Flux makes of a directory without a kustomization. */
  private generated(path: string): Record<string, unknown> {
    const resources: string[] = [];
    const below = (directory: string): void => {
      for (const file of this.tree.filesIn(directory)) {
        if (!/\.ya?ml$/.test(file)) {
          continue;
        }
        resources.push(relativeTo(path, file));
        const broken = notAnObject(this.tree.text(file) ?? '');
        if (broken !== undefined) {
          this.problems.push({ file, message: broken });
        }
      }
      for (const inner of this.tree.directoriesIn(directory)) {
        if (this.tree.kustomizationFile(inner) === undefined) {
          below(inner);
        } else {
          resources.push(relativeTo(path, inner));
        }
      }
    };
    below(path);
    return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
  }

  private visit(directory: string, value: Readonly<Record<string, unknown>>, outer: string | undefined, above: readonly string[]): void {
    const file = this.tree.kustomizationFile(directory) ?? joined(directory, KUSTOMIZATION_NAMES[0]);
    if (above.includes(directory)) {
      this.problems.push({ file, message: `kustomizations take each other in a circle: ${[...above, directory].join(', ')}` });
      return;
    }
    if (this.kustomizations.has(directory)) {
      return;
    }
    const namespace = outer ?? (typeof value.namespace === 'string' && value.namespace !== '' ? value.namespace : undefined);
    const seen: Record<string, unknown> = { ...value };
    this.kustomizations.set(directory, seen);
    const strike = (what: string, wherever?: unknown): void => {
      const target = outer ?? namespace ?? (typeof wherever === 'string' && wherever !== '' ? wherever : undefined);
      const making: Making = { kind: 'Anything', ...(target !== undefined && { namespace: target }) };
      this.struck.push({ file, what, making: DEFINITIONS.test(what) ? 'crds' : making });
    };
    for (const field of HELM) {
      if (seen[field] === undefined) {
        continue;
      }
      for (const chart of Array.isArray(seen[field]) ? seen[field].filter(isMap) : []) {
        strike(`${field}: ${String(chart.name ?? chart.chartName ?? '')}`, chart.namespace ?? chart.releaseNamespace);
      }
      delete seen[field];
    }
    // Without any field it would be refused as empty.
    if (HELM.some((field) => value[field] !== undefined)) {
      seen.resources ??= [];
    }
    for (const field of ['resources', 'bases', 'components']) {
      if (Array.isArray(seen[field])) {
        seen[field] = seen[field].filter((entry) => {
          if (typeof entry !== 'string') {
            return true;
          }
          const path = URL_OF_A_FILE.test(entry) ? undefined : this.local(directory, entry);
          if (path !== undefined && this.tree.isDirectory(path)) {
            const inner = this.tree.kustomization(path);
            if (inner === undefined) {
              this.problems.push({ file, message: `${entry} is a directory without a kustomization` });
            } else {
              this.visit(path, inner, namespace, [...above, directory]);
            }
            return true;
          }
          if (path !== undefined && this.tree.has(path)) {
            this.files.add(path);
            return true;
          }
          if (REMOTE.test(entry)) {
            strike(`${field}: ${entry}`);
          } else {
            this.problems.push({ file, ...this.absent(entry, path, namespace) });
          }
          return false;
        });
      }
    }
    for (const field of ['generators', 'transformers', 'validators']) {
      if (Array.isArray(seen[field])) {
        seen[field] = seen[field].flatMap((entry) => {
          const builtin = this.builtin(directory, entry);
          if (builtin === undefined) {
            strike(`${field}: ${firstLine(entry)}`);
          }
          return builtin ?? [];
        });
      }
    }
    for (const [field, kind] of Object.entries(OF_FILES)) {
      if (Array.isArray(seen[field])) {
        seen[field] = seen[field].filter((entry) => {
          const remote = isMap(entry) ? [...this.fileNames({ [field]: [entry] })].find((name) => URL_OF_A_FILE.test(name)) : undefined;
          if (remote === undefined) {
            return true;
          }
          const target = namespace ?? textOf(entry.namespace);
          const name = textOf(entry.name);
          const making: Making = { kind, ...(target !== undefined && { namespace: target }), ...(name !== undefined && { name }) };
          this.struck.push({ file, what: `${field}: ${remote}`, making });
          return false;
        });
        seen.resources ??= [];
      }
    }
    for (const entry of this.fileNames(seen)) {
      this.file(directory, entry, file);
    }
  }

  /**
   * A plugin, in a file or inline, as we read it, if it is one of kustomize's own and reads what is
   * in the repository.
   */
  private builtin(directory: string, entry: unknown): string | undefined {
    if (typeof entry !== 'string') {
      return undefined;
    }
    const path = entry.includes('\n') ? undefined : this.local(directory, entry);
    const text = entry.includes('\n') ? entry : path === undefined ? undefined : this.tree.text(path);
    if (text === undefined) {
      return undefined;
    }
    const configs = [...pieces(text)].flatMap((piece) => {
      const parsed = 'line' in piece ? undefined : parse(text.slice(piece.start, piece.end));
      return parsed !== undefined && 'value' in parsed && parsed.value !== null ? [parsed.value] : [];
    });
    const safe = configs.every(
      (config) =>
        isMap(config) && config.apiVersion === 'builtin' && config.kind !== 'HelmChartInflationGenerator' && !text.includes('/function'),
    );
    if (!safe || configs.length === 0) {
      return undefined;
    }
    if (path !== undefined) {
      this.files.add(path);
    }
    const fields = configs.filter(isMap).map(pluginFields);
    for (const config of fields) {
      const { paths, targetFilePath, replacements } = config;
      const named = { path: targetFilePath };
      for (const name of this.fileNames({ patches: [config, named], crds: paths, configMapGenerator: [config], replacements })) {
        this.file(directory, name, directory);
      }
    }
    return fields.map((config) => `${JSON.stringify(config)}\n`).join('---\n');
  }

  /** Files that a kustomization names besides its resources. */
  private *fileNames(value: Readonly<Record<string, unknown>>): Generator<string> {
    for (const field of ['patches', 'patchesJson6902', 'replacements']) {
      for (const { path } of mapsIn(value[field])) {
        if (textOf(path) !== undefined) {
          yield path as string;
        }
      }
    }
    for (const entry of textsIn(value.patchesStrategicMerge)) {
      if (!isInline(entry)) {
        yield entry;
      }
    }
    for (const field of ['crds', 'configurations']) {
      yield* textsIn(value[field]);
    }
    for (const field of ['configMapGenerator', 'secretGenerator']) {
      for (const { files, envs, env } of mapsIn(value[field])) {
        for (const entry of textsIn(files)) {
          yield entry.includes('=') ? entry.slice(entry.indexOf('=') + 1) : entry;
        }
        yield* textsIn(envs);
        if (typeof env === 'string') {
          yield env;
        }
      }
    }
    if (isMap(value.openapi) && typeof value.openapi.path === 'string') {
      yield value.openapi.path;
    }
  }

  private file(directory: string, entry: string, by: string): void {
    const path = this.local(directory, entry);
    if (URL_OF_A_FILE.test(entry)) {
      this.problems.push({ file: by, message: `${entry} is not fetched`, limit: true });
    } else if (path !== undefined && this.tree.has(path)) {
      this.files.add(path);
    } else {
      this.problems.push({
        file: by,
        message: `${entry} ${path === undefined ? 'leads out of the repository' : 'does not exist'}`,
        outside: true,
      });
    }
  }

  /** An entry that is not here: it brings something only if others may have it. */
  private absent(entry: string, path: string | undefined, namespace: string | undefined): Pick<ReachProblem, 'message' | 'making'> {
    if (path === undefined) {
      return { message: `${entry} leads out of the repository` };
    }
    if (!this.tree.mayBeElsewhere(path)) {
      return { message: `${entry} does not exist` };
    }
    return {
      message: `${entry} does not exist, or git ignores it`,
      making: { kind: 'Anything', ...(namespace !== undefined && { namespace }) },
    };
  }

  /** A path from the root of the repository; `undefined` for one that leaves it. */
  private local(directory: string, entry: string): string | undefined {
    if (entry.startsWith('/')) {
      return undefined;
    }
    const path = joined(directory, entry);
    return path === '..' || path.startsWith('../') ? undefined : path;
  }
}

/** A kustomization with what an engine adds to it. */
function overlaid(value: Readonly<Record<string, unknown>>, overlay: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = { ...value };
  for (const [field, added] of Object.entries(overlay)) {
    const before = result[field];
    if (Array.isArray(added) && Array.isArray(before)) {
      result[field] = [...before, ...added];
    } else {
      result[field] = isMap(added) && isMap(before) ? { ...before, ...added } : added;
    }
  }
  return result;
}

/** A path as seen from a directory. */
function relativeTo(directory: string, path: string): string {
  const from = directory === '' ? [] : directory.split('/');
  const to = path === '' ? [] : path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) {
    shared++;
  }
  const steps = [...from.slice(shared).map(() => '..'), ...to.slice(shared)];
  return steps.length === 0 ? '.' : steps.join('/');
}

function notAnObject(text: string): string | undefined {
  for (const piece of pieces(text)) {
    if ('line' in piece) {
      continue;
    }
    const parsed = parse(text.slice(piece.start, piece.end));
    if ('broken' in parsed) {
      return parsed.broken.message;
    }
    if (parsed.value === null || parsed.value === undefined) {
      continue;
    }
    if (!isMap(parsed.value) || typeof parsed.value.kind !== 'string') {
      return 'not a Kubernetes object, so that Flux refuses the directory';
    }
  }
  return undefined;
}

/** Whether an entry of patchesStrategicMerge is the patch itself, not a file. */
export function isInline(entry: string): boolean {
  return /\n|^\s*\{/.test(entry);
}

function firstLine(value: unknown): string {
  return (
    String(value)
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}
