import { dirname, join, relative, resolve } from 'node:path';
import { contains } from '../../files/file-reader';
import { cdk8sConfig, DEFAULT_OUTPUT } from '../../settings/cdk8s-config';
import { clusterOutputs } from '../../settings/clusters';
import { configFor } from '../../settings/config';
import { CommandError } from '../exit-code';
import { type Io, kindOf } from '../io';

/**
 * The path of a command line that names none: what holds the clusters of crossing.yaml, else the
 * output of cdk8s.yaml.
 *
 * @throws if neither is there
 */
export function defaultPaths(io: Io): readonly string[] {
  const config = configFor(io.cwd, io.cwd);
  const { app, output } = cdk8sConfig(io.cwd);
  const common = resolve(io.cwd, output ?? DEFAULT_OUTPUT);
  const paths = clusterOutputs(config, io.cwd).flatMap(({ cluster, directory }) =>
    cluster.paths.length > 0 ? cluster.paths.map(({ path }) => path) : [join(common, directory)],
  );
  if (paths.length === 0 && app === undefined && output === undefined) {
    throw new CommandError(
      'no PATH is given, crossing.yaml names no clusters, and cdk8s.yaml no app; name a file or directory, "." for all of this one, or "-" for standard input',
    );
  }
  const missing = (paths.length > 0 ? paths : [common]).find((path) => kindOf(path) === undefined);
  if (missing !== undefined) {
    throw new CommandError(`no PATH is given, and ${relative(io.cwd, missing)} is not there; run "crossing synth" first, or name a PATH`);
  }
  // One path that holds the clusters: several would be read as one world.
  const root = paths.every((path) => contains(common, path)) ? common : dirname(resolve(io.cwd, config?.file ?? ''));
  return [relative(io.cwd, root) || '.'];
}
