import { isAbsolute, join, relative, resolve } from 'node:path';
import { mayDeliver } from '../../analyzer/model/deliveries/engine-object';
import { type Cluster, type Fleet, fleetOf } from '../../analyzer/model/deliveries/fleet';
import { isKustomization } from '../../analyzer/model/kustomize/kustomization';
import { languageOf } from '../../analyzer/model/sources/languages';
import type { Source } from '../../analyzer/model/sources/source';
import type { DeliverySummary } from '../../analyzer/report/delivery-summary';
import { contains, FileReader } from '../../files/file-reader';
import { cdk8sConfig, DEFAULT_OUTPUT } from '../../settings/cdk8s-config';
import { settingsOf } from '../../settings/clusters';
import type { ClusterConfig } from '../../settings/config';
import { bundleOf } from '../../targets';
import { CommandError } from '../exit-code';
import { type Root, STDIN, slashed } from '../input/find-files';
import { contextSources, type Input, readInputs, roots } from '../input/inputs';
import type { ManifestOptions } from '../input/manifest-options';
import { targetOption } from '../input/target-option';
import type { Io } from '../io';
import type { Progress } from '../progress';
import { argoBuildOptions } from './argo-build-options';
import { Engines } from './engines';
import { notDelivered } from './not-delivered';
import { repositoryTree } from './repository-tree';

/** What the paths of a command line come to: an input for each cluster, and how it came about. */
export interface DeliveredInputs {
  readonly inputs: readonly Input[];
  /** Absent if nothing is delivered, and all that the paths hold is judged as it is. */
  readonly deliveries?: DeliverySummary;
}

/** Reads what the paths hold as the engines of their repository deliver it: one input for each cluster. */
export async function deliveredInputs(
  paths: readonly string[],
  options: ManifestOptions,
  io: Io,
  progress: Progress,
): Promise<DeliveredInputs> {
  const judged = roots(paths, io);
  const known = roots(options.with ?? [], io);
  const bundle = options.target === undefined ? undefined : targetOption(options.target);
  const read = await readInputs(judged, known, io, progress, options.config);
  const plain = bundle === undefined ? read : read.map((input) => ({ ...input, bundle }));
  const [only] = plain;
  const repository = oneRepository(judged);
  if (plain.length !== 1 || only === undefined || repository === undefined) {
    return refuseCluster(options, { inputs: plain });
  }
  const { config } = only;
  const texts = new Map(only.sources.map(({ path, text }) => [resolve(io.cwd, path), text]));
  const { root, tree, remotes } = repositoryTree(repository, new FileReader(), texts);
  const inTree = (path: string) => slashed(relative(root, path));
  const engines = new Engines(
    tree,
    options,
    { env: io.env, repository: root },
    config?.engines === 'required',
    argoBuildOptions(tree),
    bundle ?? bundleOf(config?.target),
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
  const wanted = judged.map(({ path }) => path);
  const isJudged = (file: string) => wanted.some((path) => contains(path, join(root, file)));
  if (!isDelivered(fleet, isJudged, only)) {
    return refuseCluster(options, { inputs: plain });
  }
  const shown = (file: string) => {
    const full = join(root, file);
    return judged.some(({ shown }) => isAbsolute(shown)) ? full : slashed(relative(io.cwd, full));
  };
  const languages = only.sources.filter(({ path }) => languageOf(path) !== undefined);
  const clusters = pick(fleet.clusters, options.cluster).filter(({ texts }) => texts.some(({ file }) => isJudged(file)));
  const inputs = clusters.map((cluster): Input => {
    const own = named.find(({ name }) => name === cluster.name);
    const settings = config !== undefined && own !== undefined ? settingsOf(config, own) : config;
    return {
      ...only,
      sources: [
        ...cluster.texts.map((text) => sourceOf(text, tree.text(text.file) ?? '', shown(text.file), !isJudged(text.file))),
        ...languages,
        ...contextSources(settings, known, io),
      ],
      config: settings,
      cluster: { name: cluster.name, makings: cluster.makings, settled: cluster.settled, problems: problemsOf(cluster, shown, isJudged) },
    };
  });
  return {
    inputs,
    deliveries: {
      clusters: clusters.map(({ name, roots, deliveries }) => ({
        name,
        roots: roots.map(shown),
        deliveries: new Set(deliveries.map(({ by, build }) => `${by} ${build.path}`)).size,
      })),
      rendered: [...engines.used].sort(),
      notDelivered: fleet.rooted
        ? notDelivered(tree, fleet.files)
            .filter(({ directory }) => isJudged(directory) || wanted.includes(root))
            .map((one) => ({ ...one, directory: shown(one.directory) }))
        : [],
      differing: fleet.differing,
      rooted: fleet.rooted,
    },
  };
}

/** The path whose repository is judged; nothing if there are several, or if standard input is among the paths. */
function oneRepository(paths: readonly Root[]): string | undefined {
  const [first, ...others] = paths;
  if (first === undefined || paths.some(({ path }) => path === STDIN)) {
    return undefined;
  }
  return others.length === 0 ? first.path : undefined;
}

/** Without a root, the tree is read as it lies unless a kustomization, an engine object or a second cluster says otherwise. */
function isDelivered(fleet: Fleet, isJudged: (file: string) => boolean, { sources }: Input): boolean {
  if (!fleet.clusters.some(({ texts }) => texts.some(({ file }) => isJudged(file)))) {
    return false;
  }
  if (fleet.rooted || fleet.clusters.length > 1) {
    return true;
  }
  return sources.some(({ path, text, context }) => context !== true && (isKustomization(path) || mayDeliver(text)));
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

function pick(clusters: readonly Cluster[], name: string | undefined): readonly Cluster[] {
  if (name === undefined) {
    return clusters;
  }
  const found = clusters.filter((cluster) => cluster.name === name);
  if (found.length === 0) {
    throw new CommandError(
      `--cluster ${name}: expected one of ${clusters.map((cluster) => cluster.name || 'the only cluster').join(', ')}`,
    );
  }
  return found;
}

function refuseCluster({ cluster }: ManifestOptions, found: DeliveredInputs): DeliveredInputs {
  if (cluster !== undefined) {
    throw new CommandError(`--cluster ${cluster}: no delivery was found that says which clusters there are`);
  }
  return found;
}
