import { dirname, relative, resolve, sep } from 'node:path';
import { cdk8sConfig, DEFAULT_OUTPUT } from './cdk8s-config';
import type { ClusterConfig, Config } from './config';

/** The environment variable that limits a run to one cluster of crossing.yaml. */
export const CLUSTER_VARIABLE = 'CROSSING_CLUSTER';

/** A cluster and the directory that an app writes for it. */
export interface ClusterOutput {
  readonly cluster: ClusterConfig;
  /** Below the output of cdk8s.yaml, with `/` between its parts. */
  readonly directory: string;
}

/**
 * The clusters of crossing.yaml with their directories: `output` of the cluster, else its name
 * below the output of cdk8s.yaml.
 *
 * @param cwd the directory of cdk8s.yaml
 * @throws if an `output` is not below the output of cdk8s.yaml, or one lies in another
 */
export function clusterOutputs(config: Config | undefined, cwd: string): readonly ClusterOutput[] {
  if (config === undefined || config.clusters.length === 0) {
    return [];
  }
  const common = resolve(cwd, cdk8sConfig(cwd).output ?? DEFAULT_OUTPUT);
  const outputs = config.clusters.map((cluster) => ({ cluster, directory: directoryOf(cluster, config, cwd, common) }));
  for (const [index, { cluster, directory }] of outputs.entries()) {
    const other = outputs.find((it, at) => at !== index && `${directory}/`.startsWith(`${it.directory}/`));
    if (other !== undefined) {
      throw new Error(
        `${cluster.at}: cluster ${cluster.name} is written to ${directory}, and cluster ${other.cluster.name} to ${other.directory}; give each its own output`,
      );
    }
  }
  return outputs;
}

/**
 * A cluster by its name.
 *
 * @throws if crossing.yaml names no such cluster
 */
export function clusterNamed(config: Config | undefined, name: string, at: string): ClusterConfig {
  const cluster = config?.clusters.find((it) => it.name === name);
  if (cluster === undefined) {
    const names = config?.clusters.map((it) => it.name).sort() ?? [];
    throw new Error(
      `${at} is ${JSON.stringify(name)}: ${names.length === 0 ? noClusters(name) : `expected one of ${names.join(', ')}, the clusters of crossing.yaml`}`,
    );
  }
  return cluster;
}

/** What to do about a crossing.yaml without clusters. */
export function noClusters(name: string): string {
  return `crossing.yaml names no clusters; add "clusters: { ${name}: {} }" to it`;
}

/** The settings that hold for one cluster. */
export function settingsOf(config: Config, { context, open, target }: ClusterConfig): Config {
  return { ...config, context, open, target };
}

function directoryOf({ name, at, output }: ClusterConfig, { file }: Config, cwd: string, common: string): string {
  if (output === undefined) {
    return name;
  }
  const below = relative(common, resolve(dirname(resolve(cwd, file)), output))
    .split(sep)
    .join('/');
  if (below === '' || below === '..' || below.startsWith('../')) {
    throw new Error(
      `${at}: output of cluster ${name} is ${JSON.stringify(output)}: expected a directory below ${relative(cwd, common)}, the output of cdk8s.yaml`,
    );
  }
  return below;
}
