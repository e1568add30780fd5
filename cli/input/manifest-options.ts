import type { Command } from 'commander';
import type { Io } from '../io';

/** What every command takes that reads manifests. */
export interface ManifestOptions {
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly config?: string;
  readonly cluster?: string;
  readonly target?: string;
  readonly kustomize?: string;
  readonly helm?: string;
}

/**
 * Gathers the values of an option that is repeatable, or takes several with commas between them.
 */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...value.split(',')];
}

/** The paths that are given, else those that the project says. */
export async function pathsOr(given: readonly string[], io: Io): Promise<readonly string[]> {
  return given.length > 0 ? given : (await import('./default-paths.js')).defaultPaths(io);
}

/** Gives a command the options of `ManifestOptions`. */
export function manifestOptions(command: Command): Command {
  return command
    .option(
      '--with <path>',
      'manifests of what already runs: used, not checked (repeatable)',
      (path: string, before: readonly string[] = []) => [...before, path],
    )
    .option('--config <file>', 'use this crossing.yaml instead of the nearest one; its paths are relative to the working directory')
    .option('--without <feature>', 'a Gateway API feature that the controller lacks, such as TLSRouteModeTerminate (repeatable)', collect)
    .option(
      '--target <crds>',
      'the CRDs of the Gateway API that the cluster has, such as 1.6-standard (default: those of the input, else of crossing.yaml)',
    )
    .option('--cluster <name>', 'judge one of the clusters that the repository delivers to')
    .option('--kustomize <path>', 'the program that builds kustomizations, or "off" (default: kustomize or kubectl on PATH)')
    .option('--helm <path>', 'the program that renders charts of the repository, or "off" (default: helm on PATH)');
}
