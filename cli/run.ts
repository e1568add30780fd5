import { Command, CommanderError } from 'commander';
import { oneLine } from '../analyzer/render/safe';
import { registerCheck } from './commands/check';
import { registerExplain } from './commands/explain';
import { registerInit } from './commands/init';
import { registerStatus } from './commands/status';
import { registerSynth } from './commands/synth';
import { CommandError, type ExitCode, PLACED } from './exit-code';
import { type Io, packageVersion } from './io';

/** Runs one command line and returns its exit code. Prints a stack trace only with `--debug`. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const exit = (it: ExitCode) => {
    code = it;
  };
  const program = new Command('crossing')
    .description('Write cross-namespace Gateway API routing, and predict before the sync what the cluster will answer.')
    .version(packageVersion())
    .option('--debug', 'print the stack trace of an error')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: (text, write) => write(text.replace(/^error: /, 'crossing: ')) });
  registerInit(program, io, exit);
  registerSynth(program, io, exit);
  registerCheck(program, io, exit);
  registerStatus(program, io, exit);
  registerExplain(program, io, exit);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 2;
    }
    const { name, message, stack = message } = error instanceof Error ? error : new Error(String(error));
    if (name !== 'Error') {
      io.err(`${printable(program.opts().debug ? stack : `crossing: ${name}: ${message}`)}\n${BUG}\n`);
      return 3;
    }
    const why = error instanceof CommandError ? message : message.split('\n')[0];
    io.err(`${printable(program.opts().debug ? stack : `${PLACED.test(message) ? '' : 'crossing: '}${why}`)}\n`);
    return 2;
  }
}

/**
 * What is thrown on purpose is a plain Error, as those of the file system are; a TypeError, a
 * RangeError and their like are mistakes in the program.
 */
const BUG = `this is a bug in cdk8s-crossing ${packageVersion()}, not in your input; run the same command with --debug and report what it prints`;

/**
 * Lines of a text, which may name files or repeat what they say, as a terminal shows and never
 * obeys them.
 */
function printable(text = ''): string {
  return text.split('\n').map(oneLine).join('\n');
}
