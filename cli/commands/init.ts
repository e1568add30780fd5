import type { Command } from 'commander';
import type { ExitCode } from '../exit-code';
import type { InitOptions } from '../init/init';
import { collect } from '../input/manifest-options';
import type { Io } from '../io';

const EXAMPLES = `
Examples:
  $ crossing init --dry-run
  $ crossing init --cluster dev,prod
`;

/** `crossing init`. */
export function registerInit(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  program
    .command('init')
    .description(
      'write the files that an empty folder, a cdk8s project or a repository of manifests lacks, and add to those that are there',
    )
    .option('--cluster <name>', 'name a cluster in crossing.yaml (repeatable)', collect)
    .option('--dry-run', 'write nothing, and print what would be written')
    .action(async (options: InitOptions) => {
      const { init } = await import('../init/init.js');
      init(options, io);
      exit(0);
    })
    .addHelpText('after', EXAMPLES);
}
