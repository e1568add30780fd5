import { resolve } from 'node:path';
import type { Finding, Prediction, Report, RuleName, World } from '../analyzer';
import { identity } from '../analyzer/report/report';
import type { Io } from '../cli/io';
import { judgePaths } from '../cli/judge/judge-paths';

/** What `checkRepository` judges, and with what. */
export interface CheckOptions {
  /** Files and directories that are judged, relative to the directory. @default - all of it */
  readonly paths?: readonly string[];
  /**
   * Files and directories with manifests of what already runs: used, not judged.
   *
   * @default - the `context` of crossing.yaml
   */
  readonly with?: readonly string[];
  /** A crossing.yaml. @default - the nearest one at or above each path */
  readonly config?: string;
  /** The one cluster that is judged. @default - all to which something is delivered */
  readonly cluster?: string;
  /**
   * The CRDs of the Gateway API that the cluster has, such as `1.6-standard`.
   *
   * @default - those of the input, else those of crossing.yaml
   */
  readonly target?: string;
  /**
   * Features of the Gateway API that the controller lacks, such as `TLSRouteModeTerminate`.
   *
   * @default - none
   */
  readonly without?: readonly string[];
  /** Path of the program that builds kustomizations, or `off`. @default - the one on PATH */
  readonly kustomize?: string;
  /**
   * Path of the program that renders charts of the repository, or `off`. @default - the one on PATH
   */
  readonly helm?: string;
  /** Rules whose findings are left out. @default - none */
  readonly ignore?: readonly RuleName[];
  /** Whether comments and crossing.yaml accept findings. @default true */
  readonly ignores?: boolean;
}

/** What is said about one cluster. */
export interface CheckedCluster {
  /** @default - it has no name: there is one cluster only, or the paths are delivered to none */
  readonly name?: string;
  /** What the cluster gets. */
  readonly world: World;
  /** The status that a conforming controller writes there. */
  readonly prediction: Prediction;
  /** Those of the report that are about this cluster. */
  readonly findings: readonly Finding[];
}

/** What is said about a repository. */
export interface CheckedRepository {
  /** What `crossing check -o json` prints: a finding of several clusters is one, and names them. */
  readonly report: Report;
  readonly clusters: readonly CheckedCluster[];
}

/**
 * Judges a directory as `crossing check` does: each cluster with what Argo CD, Flux and kustomize
 * deliver to it. It prints nothing and writes nothing but copies for the engines, which it removes.
 *
 * @param directory an absolute path, or one relative to the working directory
 * @throws if something cannot be read or judged, with a message that says what to do; it names
 * options as the command does
 */
export async function checkRepository(directory: string, options: CheckOptions = {}): Promise<CheckedRepository> {
  const { paths = ['.'], ...rest } = options;
  if (paths.includes('-')) {
    throw new Error('paths: expected files and directories, got "-"; judge texts with "judge" of cdk8s-crossing/analyzer');
  }
  const { verdicts, report } = await judgePaths(paths, rest, silent(resolve(directory)), () => {});
  return {
    report,
    clusters: verdicts.map(({ cluster: name, world, prediction, report: own }) => {
      const about = new Set(own.findings.map(identity));
      return { ...(name && { name }), world, prediction, findings: report.findings.filter((finding) => about.has(identity(finding))) };
    }),
  };
}

/** A directory without anybody who reads what is printed. */
function silent(cwd: string): Io {
  const nothing = () => {};
  return { cwd, env: process.env, terminal: false, colour: false, out: nothing, err: nothing, input: async () => new Uint8Array() };
}
