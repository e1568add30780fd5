import type { Command } from 'commander';
import type { ExitCode } from '../exit-code';
import type { Io } from '../io';
import type { SynthOptions } from '../synth/synthesize';

/** `crossing synth`. */
export function registerSynth(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  program
    .command('synth')
    .description('run the cdk8s app and put what it writes in place')
    .option('--check', 'change nothing; exit 1 where the output is not what the app writes, and show the difference')
    .option('--app <command>', 'the command that runs the app (default: app of cdk8s.yaml)')
    .option('--output <directory>', 'where the output lies (default: output of cdk8s.yaml, else dist)')
    .option('--cluster <name>', 'write and check the directory of one cluster of crossing.yaml')
    .option('--stdout', 'print the objects and write no file')
    .action(async (_, command: Command) => {
      const { synth } = await import('../synth/synthesize.js');
      exit(await synth(command.optsWithGlobals<SynthOptions>(), io));
    });
}
