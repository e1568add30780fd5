import type { Making } from '../generated/making';
import { fromRoot } from '../kustomize/kustomization';
import { valueAt } from '../path';
import { OriginalFile } from '../sources/original';
import { testDirectories } from '../sources/unapplied';
import type { ArgoCluster } from './application-set';
import { type Group, groupRoots, type Root } from './clusters';
import { comparedObjects } from './compared-objects';
import type { Delivery, DeliveryFault, DeliveryProblem, Start } from './delivery';
import { type EngineObject, mayDeliver } from './engine-object';
import { type Delivered, type Followed, follow, makingsOfUndelivered, type Render, type Surroundings } from './follow';
import { frozenArrays } from './frozen-arrays';
import { hydratedPaths } from './hydrated-paths';
import type { RenderedText, Rendering } from './rendering';
import { repositoryKey } from './repository';
import { patchedWhole, sharedObjects } from './shared-objects';
import { Sources } from './sources';
import { type Candidate, candidates, engineObjectsOf, standalone } from './starts';
import { parentOf, type Tree } from './tree';
import { uncheckedHealth } from './unchecked-health';
import { unprotectedNamespaces } from './unprotected-namespaces';
import { unprotectedPatches } from './unprotected-patches';
import { waveDeadlocks } from './wave-deadlocks';

/** A text that a cluster gets, and from whom. */
export interface DeliveredText extends RenderedText {
  /** `Kustomization flux-system/apps`; the path of a file or kustomization that nobody delivers. */
  readonly by: string;
  /** The directory that is built, or the file that is taken as it is. */
  readonly from: string;
}

/** What one cluster gets of a repository. */
export interface Cluster {
  /** Empty if there is one cluster only, and nothing names it. */
  readonly name: string;
  /** Paths of its roots. */
  readonly roots: readonly string[];
  readonly deliveries: readonly Delivery[];
  readonly texts: readonly DeliveredText[];
  /** What may be there besides. */
  readonly makings: readonly Making[];
  /** Objects that bring nothing else, as their delivery is followed. */
  readonly settled: ReadonlySet<string>;
  /** What is wrong with what is delivered, and what is left out of it. */
  readonly problems: readonly DeliveryProblem[];
  /** Every file that is read for it. */
  readonly files: ReadonlySet<string>;
}

/** A repository as its clusters get it. */
export interface Fleet {
  readonly clusters: readonly Cluster[];
  /** Whether engine objects of the tree say what is delivered; without, everything is. */
  readonly rooted: boolean;
  /** Objects that two parts say differently, for which the clusters were taken apart. */
  readonly differing: readonly string[];
  /** Every file that is delivered. */
  readonly files: ReadonlySet<string>;
}

/** A cluster as crossing.yaml names it, with the paths that it is delivered from. */
export interface NamedCluster {
  readonly name: string;
  readonly paths: readonly string[];
}

/** What is known of a tree besides its files. */
export interface FleetOptions {
  /** URLs of this repository. */
  readonly urls: readonly string[];
  /** @default - found out */
  readonly clusters?: readonly NamedCluster[];
  /** @default - unknown */
  readonly argo?: readonly ArgoCluster[];
  /** If the tree has no root, the files and directories whose content counts. @default - all */
  readonly within?: readonly string[];
  readonly render: Render;
}

/** Finds out what each cluster gets of a repository. */
export async function fleetOf(tree: Tree, options: FleetOptions): Promise<Fleet> {
  const objects = engineObjectsOf(tree);
  const sources = sourcesOf(tree, options.urls, objects);
  const hasPlugins = objects.some(({ group }) => group === 'argoproj.io') && mayHavePlugins(tree);
  const around: Surroundings = { tree, sources, clusters: options.argo, hasPlugins, render: options.render };
  if (options.clusters !== undefined && options.clusters.length > 0) {
    return namedFleet(options.clusters, around);
  }
  const roots = await rootsOf(candidates(objects, tree, sources), around);
  const loose = roots.length > 0 ? [] : looseIn(tree, options.within);
  if (isOneDirectory(loose) && !loose.some(({ files: [file = ''] }) => mayDeliver(tree.text(file) ?? ''))) {
    return fleet([], false, []);
  }
  const found = roots.length > 0 ? roots : await followAll(loose, around);
  const { groups, differing } = groupRoots(merged(found));
  const clusters = await Promise.all(groups.map((group) => clustersOf(group, found, around)));
  return fleet(clusters.flat(), roots.length > 0, differing);
}

/** What stands for itself below some paths, without files of tests. */
function looseIn(tree: Tree, within: FleetOptions['within']): readonly Candidate[] {
  const isTest = testDirectories([...tree.files]);
  return standalone(tree).filter(({ files }) => isWithin(files, within) && !(files.length > 0 && files.every(isTest)));
}

/**
 * Whether candidates are mere files of one directory: no engine has a part in them, and a second
 * cluster cannot be distinguished from the first.
 */
function isOneDirectory(candidates: readonly Candidate[]): boolean {
  const [first] = candidates;
  return first !== undefined && candidates.every(({ start, path }) => 'file' in start && path === first.path);
}

/** Roots that lie in one place stand or fall together. */
function merged(roots: readonly Root[]): Root[] {
  const byPath = new Map<string, Root>();
  for (const root of roots) {
    const known = byPath.get(root.path);
    byPath.set(
      root.path,
      known === undefined
        ? root
        : { ...known, followed: { ...known.followed, delivered: [...known.followed.delivered, ...root.followed.delivered] } },
    );
  }
  return [...byPath.values()];
}

interface StartedRoot extends Root {
  readonly start: Start;
}

async function namedFleet(named: readonly NamedCluster[], around: Surroundings): Promise<Fleet> {
  const all = standalone(around.tree);
  const clusters = await Promise.all(
    named.map(async ({ name, paths }) => {
      const starts = paths.flatMap((path): Start[] => {
        if (around.tree.has(path)) {
          return [{ file: path }];
        }
        if (around.tree.kustomizationFile(path) !== undefined) {
          return [{ by: path, build: { kind: 'kustomize', engine: 'kustomize', path, overlay: {} } }];
        }
        return all.filter(({ files }) => isWithin(files, [path])).map(({ start }) => start);
      });
      const followed = await follow(starts, around);
      return byDestination({ name, roots: [], elsewhere: [] }, paths, followed, around.tree);
    }),
  );
  return fleet(clusters.flat(), true, []);
}

/** The candidates that nothing else reaches and that deliver something. */
async function rootsOf(list: readonly Candidate[], around: Surroundings): Promise<StartedRoot[]> {
  const roots: (StartedRoot & { readonly files: readonly string[] })[] = [];
  for (const { start, path, files, bootstrap } of list) {
    if (!bootstrap && roots.some(({ followed }) => reaches(followed, path, files))) {
      continue;
    }
    // What turns out to be dead tells nothing of the sources.
    const followed = await follow([start], bootstrap ? around : { ...around, sources: around.sources.copy() });
    const says = followed.delivered.length > 1 || followed.undelivered.some(({ why }) => why === 'unknown');
    if (bootstrap || says) {
      roots.push({ start, path, files, bootstrap, followed: withoutOwn(followed, start) });
    }
  }
  return roots.filter(
    ({ path, files, bootstrap }, index) => bootstrap || !roots.slice(index + 1).some(({ followed }) => reaches(followed, path, files)),
  );
}

/**
 * Whether what is followed delivers a candidate, or the directory that it lies in: what is left out
 * there is left out on purpose.
 */
function reaches({ delivered, files }: Followed, path: string, own: readonly string[]): boolean {
  if (own.length > 0 && own.every((file) => files.has(file))) {
    return true;
  }
  return delivered
    .slice(1)
    .some(({ delivery: { build } }) => build.path !== '' && (path === build.path || path.startsWith(`${build.path}/`)));
}

/** What a root reaches by delivering it. */
function withoutOwn(followed: Followed, start: Start): Followed {
  const own = 'file' in start ? start.file : undefined;
  if (own === undefined || followed.delivered.filter(({ rendering }) => rendering.files.has(own)).length > 1) {
    return followed;
  }
  return { ...followed, files: new Set([...followed.files].filter((file) => file !== own)) };
}

async function followAll(list: readonly Candidate[], around: Surroundings): Promise<StartedRoot[]> {
  return Promise.all(list.map(async ({ start, path, bootstrap }) => ({ start, path, bootstrap, followed: await follow([start], around) })));
}

async function clustersOf(group: Group, roots: readonly StartedRoot[], around: Surroundings): Promise<Cluster[]> {
  const paths = group.roots.map(({ path }) => path);
  const starts = roots.filter(({ path }) => paths.includes(path)).map(({ start }) => start);
  return byDestination(group, paths, await follow(starts, around), around.tree);
}

/** Applications may go elsewhere than where their engine runs. */
function byDestination({ name, elsewhere }: Group, roots: readonly string[], followed: Followed, tree: Tree): Cluster[] {
  const destinations = [...new Set(['', ...followed.delivered.map(({ delivery }) => delivery.destination)])];
  const used = destinations.filter(
    (destination) => destination === '' || followed.delivered.some(({ delivery }) => delivery.destination === destination),
  );
  return used.map((destination): Cluster => {
    const delivered = followed.delivered.filter(({ delivery }) => delivery.destination === destination);
    const undelivered = followed.undelivered.filter((one) => one.destination === destination);
    const own = { ...followed, undelivered, unknown: destination === '' ? followed.unknown : [] };
    return {
      name: destination === '' ? name : destination,
      roots,
      deliveries: delivered
        .filter(({ delivery }) => delivery.by !== delivery.file && delivery.by !== delivery.build.path)
        .map(({ delivery }) => delivery),
      texts: delivered.flatMap(textsOf),
      makings: [...elsewhere, ...makingsOfUndelivered(own), ...delivered.flatMap(({ rendering }) => rendering.makings)],
      settled: followed.settled,
      problems: problemsOf(delivered, own, tree),
      files: new Set(delivered.flatMap(({ rendering }) => [...rendering.files])),
    };
  });
}

function textsOf({ delivery, texts }: Delivered): DeliveredText[] {
  const common = { by: delivery.by, from: delivery.build.path };
  const own = texts.map((text) => ({ ...text, ...common }));
  const namespace = delivery.place.fallback;
  if (delivery.namespaceLabels === undefined || namespace === undefined) {
    return own;
  }
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: delivery.namespaceLabels } };
  return [...own, { file: delivery.file, text: JSON.stringify(object), place: {}, origin: true, made: true, ...common }];
}

function problemsOf(delivered: readonly Delivered[], { undelivered, unknown }: Followed, tree: Tree): DeliveryProblem[] {
  const files = new Map<string, OriginalFile>();
  const problem = (
    what: DeliveryProblem['what'],
    by: string,
    file: string,
    message: string,
    struck = false,
    limit = false,
    blinding = false,
  ): DeliveryProblem => {
    const [kind = '', name = ''] = by.split(/ (?:.*\/)?/);
    const path = kind === 'Kustomization' ? ['spec', 'path'] : ['metadata', 'name'];
    const original = files.get(file) ?? new OriginalFile(tree.text(file) ?? '');
    files.set(file, original);
    const position = original.find({ group: GROUPS[kind] ?? '', kind, name }).place(path);
    return { what, by, file, ...position, message, struck, engine: !limit && (blinding || Object.hasOwn(GROUPS, kind)) };
  };
  return [
    ...undelivered.flatMap(({ by, file, why, what }) =>
      why === 'missing' && !what.includes('${') ? problem('path-missing', by, file, `its path ${what} does not exist`) : [],
    ),
    ...unknown.map(({ by, file, what, failed }) => problem(failed === true ? 'build-failed' : 'unknown', by, file, what)),
    ...FAULTS.flatMap(([what, faultsOf]) => faultsOf(delivered, tree).map(({ by, file, message }) => problem(what, by, file, message))),
    ...delivered.flatMap(({ delivery: { by }, rendering: { problems, struck } }) => [
      ...problems.flatMap(({ file, message, limit, blinding }) =>
        limit === true ? [] : problem('build-failed', by, file, message, struck.length > 0, false, blinding),
      ),
      ...struck.map(({ file, what }) => problem('struck', by, file, what, true)),
    ]),
    ...limitsOf(delivered).map(({ by, file, message, exceeded }) =>
      problem(exceeded === true ? 'exceeded' : 'build-failed', by, file, message, false, true),
    ),
  ];
}

/** What is looked for in all that a cluster gets. */
const FAULTS: readonly (readonly [DeliveryProblem['what'], (delivered: readonly Delivered[], tree: Tree) => readonly DeliveryFault[]])[] = [
  ['unprotected', unprotectedPatches],
  ['health-unchecked', uncheckedHealth],
  ['wave', waveDeadlocks],
  ['frozen', frozenArrays],
  ['compared', comparedObjects],
  ['namespace-unprotected', unprotectedNamespaces],
  ['hydrated-path', hydratedPaths],
  ['patched', patchedWhole],
  ['shared', sharedObjects],
];

/** What took more time or space than builds are given, each limit once. */
function limitsOf(delivered: readonly Delivered[]): (Rendering['problems'][number] & { readonly by: string })[] {
  const met = delivered.flatMap(({ delivery: { by }, rendering: { problems } }) =>
    problems.filter(({ limit }) => limit === true).map((problem) => ({ ...problem, by })),
  );
  return met
    .filter(({ message }, index) => met.findIndex((one) => one.message === message) === index)
    .map((first) => {
      const others = met.filter(({ message }) => message === first.message).length - 1;
      return others === 0 ? first : { ...first, message: `${first.message}; the same applies to ${others} more` };
    });
}

/** The engine objects that deliver. */
const GROUPS: Readonly<Record<string, string>> = {
  Kustomization: 'kustomize.toolkit.fluxcd.io',
  FluxInstance: 'fluxcd.controlplane.io',
  HelmRelease: 'helm.toolkit.fluxcd.io',
  Application: 'argoproj.io',
  ApplicationSet: 'argoproj.io',
};

function fleet(clusters: readonly Cluster[], rooted: boolean, differing: readonly string[]): Fleet {
  const files = new Set(clusters.flatMap(({ files }) => [...files]));
  return { clusters, rooted, differing, files };
}

const PLUGIN = /ConfigManagementPlugin|configManagementPlugins|argocd-vault-plugin|cmp-server/;

/**
 * Whether something in the tree gives Argo CD a plugin: one may take any directory without being
 * named.
 */
function mayHavePlugins(tree: Tree): boolean {
  return [...tree.files].some((file) => /\.(?:ya?ml|tf|json|sh)$/.test(file) && PLUGIN.test(tree.text(file) ?? ''));
}

/**
 * Which URLs are this repository: if none of its own is named, the one all of whose Applications'
 * paths exist here. A fork or a mirror is called as what it was made of.
 */
function sourcesOf(tree: Tree, urls: readonly string[], objects: readonly EngineObject[]): Sources {
  const sources = new Sources(tree, urls, objects);
  const named = objects
    .filter(({ kind }) => kind === 'Application' || kind === 'ApplicationSet')
    .flatMap(({ value }) => [...argoPaths(value)]);
  if (named.some(({ url }) => sources.isOwn(url))) {
    return sources;
  }
  const hosted = urls.filter((url) => !isLocal(url));
  const paths = new Map<string, { url: string; exist: boolean; told: boolean }>();
  for (const { url, path } of named) {
    const known = paths.get(repositoryKey(url)) ?? { url, exist: true, told: false };
    const plain = fromRoot(path);
    const isPlain = plain !== '' && !/[{*]/.test(plain);
    paths.set(repositoryKey(url), {
      url,
      exist: known.exist && (!isPlain || tree.isDirectory(plain)),
      told: known.told || isPlain || /[{*]/.test(plain),
    });
  }
  const isCalledSo = (url: string) => hosted.length === 0 || hosted.some((own) => nameOf(own) === nameOf(url));
  const own = [...paths.values()].filter(({ url, exist, told }) => exist && told && isCalledSo(url));
  const [only] = own;
  return only !== undefined && own.length === 1 ? sources.withOwn(only.url) : sources;
}

/** Whether a URL of git is a path of this machine, which no engine of a cluster reads. */
function isLocal(url: string): boolean {
  return /^(?:[./~]|file:|[a-z]:[\\/])/i.test(url);
}

/** The last part of a repository's URL, by which people call it. */
function nameOf(url: string): string {
  return repositoryKey(url).split('/').at(-1) ?? '';
}

/** The sources with paths of an Application or ApplicationSet, wherever they stand in it. */
function* argoPaths(value: unknown): Generator<{ url: string; path: string }> {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const url = valueAt(value, ['repoURL']);
  if (typeof url === 'string' && !url.includes('{{')) {
    const path = valueAt(value, ['path']);
    if (typeof path === 'string') {
      yield { url, path };
    }
    for (const list of [valueAt(value, ['directories']), valueAt(value, ['files'])]) {
      for (const entry of Array.isArray(list) ? list : []) {
        const inner = valueAt(entry, ['path']);
        if (typeof inner === 'string' && valueAt(entry, ['exclude']) !== true) {
          yield { url, path: list === valueAt(value, ['files']) ? parentOf(inner) : inner };
        }
      }
    }
  }
  for (const inner of Object.values(value)) {
    yield* argoPaths(inner);
  }
}

function isWithin(files: readonly string[], within: readonly string[] | undefined): boolean {
  return within === undefined || files.some((file) => within.some((path) => path === '' || file === path || file.startsWith(`${path}/`)));
}
