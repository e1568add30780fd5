import type { Command } from 'commander';
import type { ExitCode } from '../exit-code';
import type { Io } from '../io';
import type { SynthOptions } from '../synth/synthesize';

const SYNTH_EXAMPLES = `
Examples:
  $ crossing synth
  $ crossing synth --check
  $ crossing synth --cluster prod
  $ crossing synth --stdout | kubectl diff -f -
`;

/** `crossing synth`. */
export function registerSynth(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  program
    .command('synth')
    .description('run the cdk8s app, check what it writes, and replace the output if there is no error')
    .option('--check', 'change nothing; exit 1 and show the difference if the output is not what the app writes')
    .option('--app <command>', 'command that runs the app (default: app of cdk8s.yaml)')
    .option('--output <directory>', 'directory of the output (default: output of cdk8s.yaml, else dist)')
    .option('--cluster <name>', 'write and check the directory of one cluster of crossing.yaml')
    .option('--stdout', 'print the objects and write no file')
    .action(async (_, command: Command) => {
      const { synth } = await import('../synth/synthesize.js');
      exit(await synth(command.optsWithGlobals<SynthOptions>(), io));
    })
    .addHelpText('after', SYNTH_EXAMPLES);
}
