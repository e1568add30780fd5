import { CLUSTER_VARIABLE, clusterNamed, noClusters } from '../../settings/clusters';
import { configFor } from '../../settings/config';

/**
 * The names of the clusters in the nearest `crossing.yaml` at or above the working directory, in
 * its order; with `crossing synth --cluster NAME` that one alone. An app makes one `CrossingApp`
 * for each:
 *
 * ```ts
 * for (const cluster of clusters()) {
 *   const app = new CrossingApp({ cluster });
 *   app.synth();
 * }
 * ```
 *
 * @throws if `crossing.yaml` names no clusters, or not the one that is asked for
 */
export function clusters(): readonly string[] {
  const config = configFor(process.cwd());
  const only = process.env[CLUSTER_VARIABLE];
  if (only !== undefined) {
    return [clusterNamed(config, only, CLUSTER_VARIABLE).name];
  }
  if (config === undefined || config.clusters.length === 0) {
    throw new Error(`clusters() has nothing to give: ${noClusters('dev')}`);
  }
  return config.clusters.map(({ name }) => name);
}
