import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError, PLACED } from '../exit-code';
import { type Io, PACKAGE_FOLDER, runShell } from '../io';
import { ENDING, readOutput, unexpectedFiles } from './output';

/** How the text of an error begins that nobody caught, and how each call of its stack does. */
const UNCAUGHT = /^\w{0,99}Error(?: \[\w+\])?: /;
/** The name of any error, whatever its class is called. */
const NAME = /^[\w$.]{1,99}(?: \[\w+\])?(?:: |$)/;
/** What node draws under the code from which an error comes; the error follows. */
const CARET = /^ *\^+$/;
/** What stands between a value and the calls that threw it, which is not an error. */
const THROWN = 'Thrown at:';
const CALL = '    at ';
/** What esbuild, and so tsx, says of a file that does not parse. */
const TRANSFORM = /^(\/[^\n]{1,4096}):(\d+:\d+): ERROR: ([^\n]*)$/m;
const POSITION = /:\d+:\d+$/;

const LONG_STACKS = join(PACKAGE_FOLDER, 'cli', 'synth', 'long-stacks.js');

/**
 * What node is run with: stacks are long, and whatever is thrown has one. A module makes them long,
 * because node starts a tenth slower with the flag of V8: its own compiled code is then of no use
 * to it.
 */
export const NODE_FLAGS = `--require=${JSON.stringify(LONG_STACKS)} --trace-uncaught`;

/**
 * Lets an app write into a directory, and tells the texts of its files. What it prints goes to
 * standard error, in the way of no pipe.
 *
 * @throws if the app fails, with the message of what it threw, or writes nothing there
 */
export async function runApp(app: string, outdir: string, debug: boolean, io: Io): Promise<Map<string, string>> {
  const NODE_OPTIONS = `${NODE_FLAGS} ${io.env.NODE_OPTIONS ?? ''}`.trim();
  const { end, out, err } = await runShell(
    app,
    io.cwd,
    { ...io.env, NODE_OPTIONS, CDK8S_OUTDIR: outdir },
    io.terminal ? undefined : io.err,
  );
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

/**
 * The message of the last error that nobody caught, behind the place in the project that it comes
 * from.
 */
function uncaught(err: string, cwd: string): string | undefined {
  const found = lastError(err);
  if (found === undefined) {
    return undefined;
  }
  const { message, stack, above } = found;
  // A syntax error has no stack in the app: node names the file and the line above it.
  const transformed = TRANSFORM.exec(message);
  if (transformed !== null) {
    const [, file = '', position = '', why = ''] = transformed;
    return `${relative(cwd, file)}:${position}: ${why}`;
  }
  const column = above.reduce((most, line) => Math.max(most, CARET.test(line) ? line.indexOf('^') : 0), 0) + 1;
  const place =
    placeOf(stack, cwd) ??
    placeOf(
      above.map((line) => `${CALL}${line}:${column}`),
      cwd,
    );
  return place === undefined || PLACED.test(message) ? message : `${place}: ${message}`;
}

/** The first call of a stack that is in the project, and in nothing that was installed. */
export function placeOf(stack: readonly string[], cwd: string): string | undefined {
  const calls = stack.map(callPosition).map((call) => (call.startsWith('file:') ? fileURLToPath(call) : call));
  return calls
    .filter((call) => isAbsolute(call) && !call.startsWith(PACKAGE_FOLDER))
    .map((call) => relative(cwd, call))
    .find((call) => !/^\.\.|(^|[\\/])node_modules[\\/]/.test(call));
}

/** What node prints of an error that nobody caught. */
interface UncaughtError {
  readonly message: string;
  readonly stack: readonly string[];
  /** The lines before it: where the error is in the code, and the code. */
  readonly above: readonly string[];
}

const LINES_ABOVE = 8;

/** The last error that node tells of: what it says, from its first line to the stack. */
function lastError(err: string): UncaughtError | undefined {
  const lines = err.split('\n');
  let begin: number | undefined;
  let last: UncaughtError | undefined;
  for (let index = 0; index < lines.length; index++) {
    if (followsCaret(lines, index) || (begin === undefined && UNCAUGHT.test(lines[index] ?? ''))) {
      begin = index;
    } else if (begin !== undefined && lines[index]?.startsWith(CALL)) {
      let end = index;
      while (lines[end]?.startsWith(CALL)) {
        end++;
      }
      last = {
        message: messageOf(lines.slice(begin, index)),
        stack: lines.slice(index, end),
        above: lines.slice(Math.max(0, begin - LINES_ABOVE), begin),
      };
      begin = undefined;
      index = end - 1;
    }
  }
  return last;
}

function followsCaret(lines: readonly string[], index: number): boolean {
  const before = lines[index - 1] === '' ? lines[index - 2] : lines[index - 1];
  return lines[index] !== '' && CARET.test(before ?? '');
}

/** What was thrown, without what node says about it. */
function messageOf(lines: readonly string[]): string {
  if (lines.at(-1) === THROWN) {
    return `the app throws ${lines.slice(0, -1).join('\n')}, which is not an Error`;
  }
  const [text = ''] = lines.join('\n').replace(NAME, '').split('\nRequire stack:');
  const [, reason] = /^This error originated either .* rejected with the reason (.*)\.$/s.exec(text) ?? [];
  if (reason !== undefined) {
    return `a promise is rejected with ${reason}, which is not an Error`;
  }
  return text.trim() === '' ? 'the app throws an error without a message' : text;
}

/** Where a call stands, as `file:line:column`; empty if its line does not say. */
function callPosition(line: string): string {
  const call = line.slice(line.lastIndexOf('(') + 1 || CALL.length).replace(/\)$/, '');
  return POSITION.test(call) && !call.includes(')') ? call : '';
}
