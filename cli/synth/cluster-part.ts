import { CLUSTER_VARIABLE, clusterNamed, clusterOutputs } from '../../settings/clusters';
import { configFor } from '../../settings/config';
import { CommandError } from '../exit-code';
import { byCluster } from '../input/by-cluster';
import type { Io } from '../io';

/** The part of an output that a run is about: all of it, or the directory of one cluster. */
export class ClusterPart {
  /** Below the output; undefined if the run is about all of it. */
  readonly directory: string | undefined;
  private readonly outputs;

  /**
   * @param name the cluster of crossing.yaml. @default - all of them
   * @throws if crossing.yaml does not name it, or gives its clusters directories that are invalid
   */
  constructor(
    private readonly name: string | undefined,
    private readonly io: Io,
  ) {
    const config = configFor(io.cwd, io.cwd);
    if (name !== undefined) {
      clusterNamed(config, name, '--cluster');
    }
    this.outputs = clusterOutputs(config, io.cwd);
    this.directory = this.outputs.find(({ cluster }) => cluster.name === name)?.directory;
  }

  /** The world of the process for the app. */
  get appIo(): Io {
    return this.name === undefined ? this.io : { ...this.io, env: { ...this.io.env, [CLUSTER_VARIABLE]: this.name } };
  }

  /**
   * What counts of the files that the app wrote.
   *
   * @throws if the app wrote nothing for the cluster, or something for none
   */
  of(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const parts = byCluster([...texts.keys()], (file) => file, this.outputs);
    if (this.name === undefined) {
      return texts;
    }
    const part = parts.find(({ cluster }) => cluster === this.name);
    if (part === undefined) {
      throw new CommandError(`the app wrote nothing for cluster ${this.name}: call new CrossingApp({ cluster }) in a loop over clusters()`);
    }
    return new Map(part.files.map((file) => [file, texts.get(file) ?? '']));
  }
}
