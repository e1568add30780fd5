import type { Command } from 'commander';

/** What every command takes that reads manifests. */
export interface ManifestOptions {
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly config?: string;
}

/** Gathers the values of an option that can be given again. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Gives a command the options of `ManifestOptions`. */
export function manifestOptions(command: Command): Command {
  return command
    .option('--with <path>', 'what is also in the cluster, and not judged; can be given again', collect)
    .option('--config <file>', 'use this crossing.yaml instead of the nearest one; its paths are relative to the working directory')
    .option(
      '--without <feature>',
      'a Gateway API feature that the controller lacks, such as SupportTLSRouteModeTerminate; can be given again',
      collect,
    );
}
