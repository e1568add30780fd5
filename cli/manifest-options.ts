import type { Command } from 'commander';

/** What every command takes that reads manifests. */
export interface ManifestOptions {
  readonly with: readonly string[];
  readonly without: readonly string[];
}

const all = (value: string, before: readonly string[]) => [...before, value];

/** Gives a command the options of `ManifestOptions`. */
export function manifestOptions(command: Command): Command {
  return command
    .option('--with <path>', 'what is also in the cluster, and not judged; can be given again', all, [])
    .option(
      '--without <feature>',
      'a Gateway API feature that the controller lacks, such as SupportTLSRouteModeTerminate; can be given again',
      all,
      [],
    );
}
