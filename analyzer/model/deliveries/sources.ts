import { fromRoot, joined } from '../kustomize/kustomization';
import { valueAt } from '../path';
import type { EngineObject } from './engine-object';
import { fluxInstanceSync } from './flux-instance';
import { repositoryKey } from './repository';
import { referenceOf, type SourceReference } from './source-reference';
import { parentOf, type Tree } from './tree';

const KINDS: ReadonlySet<string> = new Set(['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact', 'HelmChart']);

/** Which sources are this repository, and where in it their paths start. */
export class Sources {
  private readonly own: ReadonlySet<string>;
  private readonly defined = new Map<string, (string | undefined)[]>();
  /** Sources that no object defines, with the paths that are taken from them. */
  private readonly used = new Map<string, Set<string>>();
  private readonly starts = new Map<string, string | undefined>();
  /** The files of the FluxInstances that take an artifact of this repository, by its source. */
  private readonly syncs = new Map<string, string>();
  /** Where the artifacts of this repository are pushed to. */
  private readonly registries = new Set<string>();
  /** What sources of a name say, by the file that says it: each cluster may have its own. */
  private readonly specs = new Map<string, { readonly file: string; readonly spec: unknown }[]>();

  /**
   * @param urls of this repository: its remotes, and what crossing.yaml says
   * @param objects every engine object of the tree
   */
  constructor(
    private readonly tree: Tree,
    urls: readonly string[],
    objects: readonly EngineObject[],
  ) {
    const bootstraps = objects.filter((object) => object.group === 'kustomize.toolkit.fluxcd.io' && deliversItself(object, tree));
    const named = new Set(
      bootstraps.map(({ value }) => `${text(value, 'spec', 'sourceRef', 'kind')}/${text(value, 'spec', 'sourceRef', 'name')}`),
    );
    const own = new Set(urls.map(repositoryKey));
    for (const { group, kind, name, value, file } of objects) {
      if (group !== 'source.toolkit.fluxcd.io' || !KINDS.has(kind)) {
        continue;
      }
      const url = text(value, 'spec', 'url');
      const key = `${kind}/${name}`;
      this.specs.set(key, [...(this.specs.get(key) ?? []), { file, spec: value.spec }]);
      this.defined.set(key, [...(this.defined.get(key) ?? []), url]);
      if (named.has(key) && url !== undefined) {
        own.add(repositoryKey(url));
      }
    }
    for (const object of objects) {
      const sync = text(
        object.value,
        ...(object.kind === 'FluxInstance' ? ['spec', 'sync', 'url'] : ['spec', 'values', 'instance', 'sync', 'url']),
      );
      if (sync !== undefined && ['FluxInstance', 'HelmRelease'].includes(object.kind)) {
        own.add(repositoryKey(sync));
        const { kind, name } = referenceOf(valueAt(fluxInstanceSync(object)?.value, ['spec', 'sourceRef']), '');
        if (kind === 'GitRepository') {
          this.defined.set(`${kind}/${name}`, [...(this.defined.get(`${kind}/${name}`) ?? []), sync]);
        } else {
          this.syncs.set(`${kind}/${name}`, object.file);
          this.registries.add(parentOf(repositoryKey(sync)));
        }
      }
    }
    this.own = own;
  }

  /**
   * Whether a URL is this repository's. Without any known URL, that of the one repository all of
   * whose paths exist here.
   */
  isOwn(url: string): boolean {
    return this.own.has(repositoryKey(url));
  }

  get known(): boolean {
    return this.own.size > 0;
  }

  /** The same, to try with: what is used of it is not noted here. */
  copy(): Sources {
    const result: Sources = Object.create(Sources.prototype);
    const used = new Map(Array.from(this.used, ([key, paths]) => [key, new Set(paths)]));
    return Object.assign(result, this, { used, starts: new Map(this.starts) });
  }

  /** Makes a URL this repository's. */
  withOwn(url: string): Sources {
    const result: Sources = Object.create(Sources.prototype);
    return Object.assign(result, this, { own: new Set([...this.own, repositoryKey(url)]) });
  }

  /** What a source leaves out of what it hands on to an object of a file. */
  ignoredBy(reference: SourceReference, file: string): string | undefined {
    return text(this.specOf(reference, file), 'ignore');
  }

  /** The revision that a source takes: what counts of its `ref`, if it has one. */
  revisionOf(reference: SourceReference, file: string): string | undefined {
    const spec = this.specOf(reference, file);
    return ['commit', 'digest', 'name', 'semver', 'tag', 'branch'].flatMap((field) => text(spec, 'ref', field) ?? [])[0];
  }

  /** Of several sources of one name, the one that stands nearest to the file that refers to it. */
  specOf({ kind, name }: SourceReference, file: string): unknown {
    const all = this.specs.get(`${kind}/${name}`) ?? [];
    const nearness = all.map((one) => commonSteps(one.file, file));
    return all[nearness.indexOf(nearness.reduce((most, one) => Math.max(most, one), 0))]?.spec;
  }

  /**
   * Notes the path that is taken from a source, so that one which no object defines, or an artifact
   * of a directory of this repository, can be found out.
   */
  use(reference: SourceReference, path: string): void {
    const key = `${reference.kind}/${reference.name}`;
    if (reference.kind === 'GitRepository' && this.defined.has(key)) {
      return;
    }
    const paths = this.used.get(key) ?? new Set<string>();
    paths.add(fromRoot(path));
    this.used.set(key, paths);
    this.starts.delete(key);
  }

  /** The directory that a path of a source is; `undefined` if the source is not this repository. */
  resolve(reference: SourceReference, path: string): string | undefined {
    const key = `${reference.kind}/${reference.name}`;
    const within = fromRoot(path);
    if (within === '..' || within.startsWith('../')) {
      return undefined;
    }
    const urls = reference.url === undefined ? this.defined.get(key) : [reference.url];
    const start = urls === undefined ? this.startOfUndefined(key) : this.startOf(key, reference, urls, within);
    return start === undefined ? undefined : joined(start, within);
  }

  private startOfUndefined(key: string): string | undefined {
    if (!this.starts.has(key)) {
      this.starts.set(key, this.start(key));
    }
    return this.starts.get(key);
  }

  /** Where the paths of a source start that has one of some URLs; `undefined` if it is foreign. */
  private startOf(key: string, { kind }: SourceReference, urls: readonly (string | undefined)[], path: string): string | undefined {
    const given = urls.filter((url) => url !== undefined);
    if (given.some((url) => this.isOwn(url))) {
      return kind === 'GitRepository' ? '' : this.startOfArtifact(key, path);
    }
    return given.some((url) => this.registries.has(parentOf(repositoryKey(url)))) ? this.startBeside(key) : undefined;
  }

  /** An artifact of this repository may start below its root. */
  private startOfArtifact(key: string, path: string): string {
    const sync = this.syncs.get(key);
    if (path === '' && sync !== undefined && this.tree.kustomizationFile('') === undefined) {
      return this.outermost(sync);
    }
    if (this.tree.isDirectory(path)) {
      return '';
    }
    return this.below(this.pathsOf(key))[0] ?? this.below([path])[0] ?? '';
  }

  /** The outermost directory with a kustomization in which a file lies, or else the root. */
  private outermost(file: string): string {
    const steps = file.split('/').slice(0, -1);
    const directories = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
    return directories.find((directory) => this.tree.kustomizationFile(directory) !== undefined) ?? '';
  }

  /**
   * Where an artifact starts that is pushed beside the one of this repository. One path alone may
   * exist here by chance, and what another repository pushes has paths at its root.
   */
  private startBeside(key: string): string | undefined {
    const paths = this.pathsOf(key);
    const starts = paths.length > 1 && !paths.every((path) => this.tree.isDirectory(path)) ? this.below(paths) : [];
    return starts.length === 1 ? starts[0] : undefined;
  }

  private pathsOf(key: string): string[] {
    return [...(this.used.get(key) ?? [])].filter((path) => path !== '');
  }

  /**
   * Where the paths of a source start that no object defines. Paths that exist nowhere, or
   * everywhere, tell nothing.
   */
  private start(key: string): string | undefined {
    const paths = this.pathsOf(key);
    if (paths.length === 0) {
      return undefined;
    }
    if (paths.every((path) => this.tree.isDirectory(path))) {
      return '';
    }
    const bootstrap = key.endsWith('/flux-system');
    const starts = key.startsWith('GitRepository/') ? [] : this.below(paths);
    if (starts.length === 1) {
      return starts[0];
    }
    return bootstrap && paths.some((path) => this.tree.isDirectory(path)) ? '' : undefined;
  }

  private below(paths: readonly string[]): string[] {
    const [first = '', ...rest] = paths;
    return [...this.tree.directories]
      .filter((directory) => directory.endsWith(`/${first}`))
      .map((directory) => directory.slice(0, -first.length - 1))
      .filter((start) => rest.every((path) => this.tree.isDirectory(joined(start, path))));
  }
}

/**
 * Whether a Flux Kustomization is the one of a bootstrap: called as its source, it takes the file
 * that it stands in.
 */
export function deliversItself({ kind, name, value, file }: EngineObject, tree: Tree): boolean {
  if (kind !== 'Kustomization' || text(value, 'spec', 'sourceRef', 'name') !== name) {
    return false;
  }
  const path = fromRoot(text(value, 'spec', 'path') ?? '');
  return path !== '' && tree.isDirectory(path) && file.startsWith(`${path}/`);
}

/** How many steps two paths have in common. */
function commonSteps(one: string, other: string): number {
  const steps = other.split('/');
  const first = one.split('/').findIndex((step, index) => step !== steps[index]);
  return first === -1 ? steps.length : first;
}

function text(value: unknown, ...path: string[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
