import { isAbsolute, join, relative, resolve } from 'node:path';
import { mayDeliver } from '../../analyzer/model/deliveries/engine-object';
import { type Cluster, type Fleet, fleetOf } from '../../analyzer/model/deliveries/fleet';
import { undeliveredObjects } from '../../analyzer/model/deliveries/undelivered-objects';
import { isKustomization } from '../../analyzer/model/kustomize/kustomization';
import { languageOf } from '../../analyzer/model/sources/languages';
import type { Source } from '../../analyzer/model/sources/source';
import { testDirectories } from '../../analyzer/model/sources/unapplied';
import type { DeliverySummary } from '../../analyzer/report/delivery-summary';
import { contains, FileReader } from '../../files/file-reader';
import type { Bundle } from '../../gateway-api';
import { cdk8sConfig, DEFAULT_OUTPUT } from '../../settings/cdk8s-config';
import { settingsOf } from '../../settings/clusters';
import type { ClusterConfig } from '../../settings/config';
import { bundleOf } from '../../targets';
import { type Root, slashed } from '../input/find-files';
import { contextSources, type Input } from '../input/inputs';
import type { ManifestOptions } from '../input/manifest-options';
import type { Io } from '../io';
import type { Progress } from '../progress';
import { Engines } from './engines';
import { judgedClusters } from './judged-clusters';
import { notDelivered } from './not-delivered';
import { repositoryTree } from './repository-tree';

/** What a repository delivers of the paths that are judged. */
export interface Part {
  /** The paths that something delivered comes from. */
  readonly roots: readonly Root[];
  /** Of the clusters that are asked for. */
  readonly inputs: readonly Input[];
  /** Of all its clusters. */
  readonly names: readonly string[];
  readonly deliveries: DeliverySummary;
}

interface Asked {
  readonly options: ManifestOptions;
  /** What `--with` names. */
  readonly known: readonly Root[];
  readonly bundle: Bundle | undefined;
}

/**
 * What the engines of a repository deliver of some of its paths; nothing if they are to be judged
 * as they lie.
 *
 * @param plain the files below the paths as they lie
 */
export async function deliveredPart(
  judged: readonly Root[],
  plain: Input,
  { options, known, bundle }: Asked,
  io: Io,
  progress: Progress,
): Promise<Part | undefined> {
  const { config } = plain;
  const reader = new FileReader();
  const texts = new Map(plain.sources.map(({ path, text }) => [resolve(io.cwd, path), text]));
  const { root, tree, remotes, branches } = repositoryTree(judged[0]?.path ?? io.cwd, reader, texts);
  const inTree = (path: string) => slashed(relative(root, path));
  const engines = new Engines(
    tree,
    options,
    { env: io.env, repository: root },
    config?.engines === 'required',
    bundle ?? bundleOf(config?.target),
    reader,
  );
  progress(`${tree.files.size} files found, following deliveries`);
  const named = config?.clusters ?? [];
  const fleet = await fleetOf(tree, {
    urls: [...remotes, ...(config?.repository === undefined ? [] : [config.repository])],
    clusters: named.map((cluster) => ({
      name: cluster.name,
      paths: pathsOf(cluster, io)
        .filter((path) => contains(root, path))
        .map(inTree),
    })),
    ...(named.length > 0 && { argo: named.map(({ argocd }) => argocd) }),
    within: judged.map(({ path }) => inTree(path)),
    render: engines.render,
  });
  const delivered = new Set(fleet.clusters.flatMap(({ texts }) => texts.flatMap(({ file, from }) => [join(root, file), join(root, from)])));
  const taken = judged.filter(({ path }) => [...delivered].some((file) => contains(path, file)));
  const isJudged = (file: string) => taken.some(({ path }) => contains(path, join(root, file)));
  // What an overlay takes of a base elsewhere is judged with the overlay.
  const isOurs = ({ file, from }: Cluster['texts'][number]) => isJudged(file) || isJudged(from);
  if (taken.length === 0 || !isDelivered(fleet, plain)) {
    return undefined;
  }
  const shown = (file: string) => {
    const full = join(root, file);
    return judged.some(({ shown }) => isAbsolute(shown)) ? full : slashed(relative(io.cwd, full));
  };
  const byHand = fleet.rooted && named.length === 0 ? undeliveredObjects(tree, fleet.files) : [];
  const isTest = fleet.rooted ? () => false : testDirectories([...tree.files]);
  const treePath = ({ path }: Source) => inTree(resolve(io.cwd, path));
  // Nothing delivers them: they are counted, or say what else may be brought.
  const besides = plain.sources.filter(
    (source) => languageOf(source.path) !== undefined || (isTest(treePath(source)) && !delivered.has(resolve(io.cwd, source.path))),
  );
  const asked = fleet.clusters
    .filter(({ name }) => options.cluster === undefined || name === options.cluster)
    .filter(({ texts }) => texts.some(isOurs));
  const clusters = judgedClusters(asked);
  const guessedIn = guesses(fleet);
  const inputs = clusters.map((cluster): Input => {
    const own = named.find(({ name }) => name === cluster.name);
    const settings = config !== undefined && own !== undefined ? settingsOf(config, own) : config;
    return {
      ...plain,
      passedOver: plain.passedOver.filter(({ path, why }) => why !== 'context' || !delivered.has(path)),
      sources: [
        ...cluster.texts.map((text) => sourceOf(text, tree.text(text.file) ?? '', shown(text.file), !isOurs(text))),
        ...besides,
        ...contextSources(settings, known, io),
      ],
      config: settings,
      cluster: {
        name: cluster.name,
        makings: [...cluster.makings, ...byHand],
        settled: cluster.settled,
        problems: problemsOf(cluster, shown, isJudged),
        rooted: fleet.rooted,
        guessed: new Set(guessedIn(cluster).map(shown)),
        differing: new Set(fleet.differing),
      },
    };
  });
  return {
    roots: taken,
    inputs,
    names: fleet.clusters.map(({ name }) => name),
    deliveries: {
      clusters: clusters.map(({ name, roots, deliveries }) => ({
        name,
        roots: roots.map(shown),
        deliveries: new Set(deliveries.map(({ by, build }) => `${by} ${build.path}`)).size,
      })),
      rendered: [...engines.used].sort(),
      notDelivered: notDelivered(tree, new Set([...fleet.files, ...besides.map(treePath)]), isJudged)
        .filter(({ directory }) => isJudged(directory) || taken.some(({ path }) => path === root))
        .map((one) => ({ ...one, directory: shown(one.directory) })),
      differing: fleet.differing,
      unknownPatches: engines.unknownPatches,
      revisions: otherRevisions(clusters, branches),
      rooted: fleet.rooted,
    },
  };
}

/**
 * Without a root, the tree is read as it lies unless a kustomization, an engine object or a second
 * cluster says otherwise.
 */
function isDelivered(fleet: Fleet, { sources }: Input): boolean {
  if (fleet.rooted || fleet.clusters.length > 1) {
    return true;
  }
  return [...fleet.files].some(isKustomization) || sources.some(({ text, context }) => context !== true && mayDeliver(text));
}

/**
 * Tells of each cluster which files it shares with others that were taken apart from it for a
 * difference between other files.
 */
function guesses({ clusters, differing }: Fleet): (cluster: Cluster) => string[] {
  const key = ({ file, from }: Cluster['texts'][number]) => JSON.stringify([file, from]);
  const owners = new Map<string, Set<string>>();
  for (const { name, texts } of differing.length === 0 ? [] : clusters) {
    for (const text of texts) {
      owners.set(key(text), (owners.get(key(text)) ?? new Set()).add(name));
    }
  }
  return ({ texts }) => texts.filter((text) => (owners.get(key(text))?.size ?? 0) > 1).map(({ file }) => file);
}

function sourceOf(text: Cluster['texts'][number], own: string, path: string, context: boolean): Source {
  const { place, origin, by, made } = text;
  return { path, text: text.text, context: context || made === true, place, ...(origin && { rendered: { text: own, by } }) };
}

/** What a cluster is delivered from: without paths, what the app writes for it. */
function pathsOf({ name, paths }: ClusterConfig, { cwd }: Io): string[] {
  return paths.length > 0 ? paths.map(({ path }) => path) : [resolve(cwd, cdk8sConfig(cwd).output ?? DEFAULT_OUTPUT, name)];
}

function problemsOf({ problems }: Cluster, shown: (file: string) => string, isJudged: (file: string) => boolean) {
  return problems.filter(({ file }) => isJudged(file)).map((problem) => ({ ...problem, file: shown(problem.file) }));
}

/** What sources name besides the branches that may be checked out here. */
function otherRevisions(clusters: readonly Cluster[], branches: ReadonlySet<string>): string[] {
  const named = clusters.flatMap(({ deliveries }) => deliveries.flatMap(({ revision }) => revision?.replace(/^refs\/heads\//, '') ?? []));
  return [...new Set(named)].filter((revision) => !branches.has(revision)).sort();
}
