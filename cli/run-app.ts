import { ENDING, strangersBelow, writtenBelow } from '../constructs/writer/output';
import { Trouble } from './exit-code';
import { type Io, runShell } from './io';

/** Where node tells of an error that nobody caught: what it says, line by line, up to the stack. */
const UNCAUGHT = /^\w*Error(?: \[\w+\])?: ([\s\S]+?)\n {4}at /gm;

/**
 * Lets an app write into a directory, and tells the texts of its files. What it prints goes to standard error, in the way of no pipe.
 *
 * @throws where the app fails, with the message of what it threw, or writes nothing there
 */
export async function runApp(app: string, outdir: string, debug: boolean, io: Io): Promise<Map<string, string>> {
  const { end, out, err } = await runShell(app, io.cwd, { ...io.env, CDK8S_OUTDIR: outdir });
  const message = end === 0 ? undefined : [...err.matchAll(UNCAUGHT)].at(-1)?.[1];
  io.err(message === undefined || debug ? out + err : out);
  if (end !== 0) {
    throw new Trouble(
      message ?? `the app "${app}" ended with ${typeof end === 'number' ? `exit code ${end}` : end}; what it said stands above`,
    );
  }
  const [stranger] = strangersBelow(outdir);
  if (stranger !== undefined) {
    throw new Trouble(`the app wrote ${stranger}, and output is *${ENDING} alone: leave outputFileExtension out, or let it be "${ENDING}"`);
  }
  const texts = writtenBelow(outdir);
  if (texts.size === 0) {
    throw new Trouble(
      `the app wrote no *${ENDING} file into the directory that CDK8S_OUTDIR names: call app.synth() at its end, and give the App no outdir`,
    );
  }
  return texts;
}
