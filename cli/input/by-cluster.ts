import type { ClusterOutput } from '../../settings/clusters';

/** The files that an app wrote for a cluster. */
export interface ClusterFiles {
  /**
   * Undefined if no cluster has a directory in the output: the app writes for whatever cluster
   * applies it.
   */
  readonly cluster: string | undefined;
  readonly files: readonly string[];
}

/**
 * The files of an output by the directories of its clusters.
 *
 * @param below the path of a file below the output, with `/` between its parts
 * @throws if a file lies in the directory of no cluster, unless crossing.yaml names the paths that
 * each cluster is delivered from
 */
export function byCluster(
  files: readonly string[],
  below: (file: string) => string,
  outputs: readonly ClusterOutput[],
): readonly ClusterFiles[] {
  const parts = outputs
    .map(({ cluster: { name }, directory }) => ({
      cluster: name,
      files: files.filter((file) => below(file).startsWith(`${directory}/`)),
    }))
    .filter((part) => part.files.length > 0);
  const fromPaths = outputs.every(({ cluster: { output, paths } }) => output === undefined && paths.length > 0);
  if (parts.length === 0 && (files.length === 0 || fromPaths)) {
    return [{ cluster: undefined, files }];
  }
  const inClusters = new Set(parts.flatMap((part) => part.files));
  const outside = files.find((file) => !inClusters.has(file));
  if (outside !== undefined) {
    throw new Error(
      `the app wrote ${outside} into the directory of no cluster: give its App the cluster, as new CrossingApp({ cluster }), in a loop over clusters()`,
    );
  }
  return parts;
}
