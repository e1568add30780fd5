import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError, PLACED } from '../exit-code';
import { type Io, PACKAGE_FOLDER, runShell } from '../io';
import { ENDING, readOutput, unexpectedFiles } from './output';

/** Where node tells of an error that nobody caught: what it says, line by line, and the stack. */
const UNCAUGHT = /^\w*Error(?: \[\w+\])?: ([\s\S]+?)\n((?: {4}at .*\n)+)/gm;

/** Where a call stands, in a line of a stack. */
const CALL = /^ {4}at (?:.* \()?([^()]+:\d+:\d+)\)?$/gm;

/** How many calls a stack tells: the one in the app may lie below many of the constructs. */
const DEPTH = '--stack-trace-limit=100';

/**
 * Lets an app write into a directory, and tells the texts of its files. What it prints goes to standard error, in the way of no pipe.
 *
 * @throws where the app fails, with the message of what it threw, or writes nothing there
 */
export async function runApp(app: string, outdir: string, debug: boolean, io: Io): Promise<Map<string, string>> {
  const NODE_OPTIONS = `${DEPTH} ${io.env.NODE_OPTIONS ?? ''}`.trim();
  const { end, out, err } = await runShell(app, io.cwd, { ...io.env, NODE_OPTIONS, CDK8S_OUTDIR: outdir });
  const message = end === 0 ? undefined : uncaught(err, io.cwd);
  io.err(message === undefined || debug ? out + err : out);
  if (end !== 0) {
    throw new CommandError(
      message ?? `the app "${app}" ended with ${typeof end === 'number' ? `exit code ${end}` : end}; what it said stands above`,
    );
  }
  const [stranger] = unexpectedFiles(outdir);
  if (stranger !== undefined) {
    throw new CommandError(
      `the app wrote ${stranger}, and output is *${ENDING} alone: leave outputFileExtension out, or let it be "${ENDING}"`,
    );
  }
  const texts = readOutput(outdir);
  if (texts.size === 0) {
    throw new CommandError(
      `the app wrote no *${ENDING} file into the directory that CDK8S_OUTDIR names: call app.synth() at its end, and give the App no outdir`,
    );
  }
  return texts;
}

/** Where the constructs are at home. */

/** The message of the last error that nobody caught, behind the place in the project that it comes from. */
function uncaught(err: string, cwd: string): string | undefined {
  const [, message, stack = ''] = [...err.matchAll(UNCAUGHT)].at(-1) ?? [];
  const calls = [...stack.matchAll(CALL)].map(([, call = '']) => (call.startsWith('file:') ? fileURLToPath(call) : call));
  const place = calls
    .filter((call) => isAbsolute(call) && !call.startsWith(PACKAGE_FOLDER))
    .map((call) => relative(cwd, call))
    .find((call) => !/^\.\.|(^|[\\/])node_modules[\\/]/.test(call));
  return message === undefined || place === undefined || PLACED.test(message) ? message : `${place}: ${message}`;
}
