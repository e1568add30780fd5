import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The world outside of the process: the one place of the command that touches files and other processes. */
export interface Io {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether a person watches standard error, and can be told how far something is. */
  readonly terminal: boolean;
  readonly colour: boolean;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input. */
  input(): Promise<Uint8Array>;
}

/** The world of this process. */
export function processIo(): Io {
  // Whoever reads may stop reading, as `head` does: that changes nothing in what was found.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code !== 'EPIPE') process.exit(2);
    });
  return {
    cwd: process.cwd(),
    env: process.env,
    terminal: process.stderr.isTTY === true,
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: async () => Buffer.concat(await process.stdin.toArray()),
  };
}

/** The text of a file; undefined where there is none. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** The bytes of a file, or of a pipe that has a name. */
export function readBytes(file: string): Uint8Array {
  return readFileSync(file);
}

/** What a path leads to, links followed; undefined where it leads nowhere. `file` is also a pipe or a device, which can be read. */
export function look(path: string): { readonly what: 'file' | 'directory'; readonly size: number } | undefined {
  try {
    const found = statSync(path);
    return { what: found.isDirectory() ? 'directory' : 'file', size: found.size };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The files and directories in a directory, sorted by name; links are left out. */
export function entriesOf(directory: string): { readonly name: string; readonly directory: boolean }[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => ({ name: entry.name, directory: entry.isDirectory() }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The folder of the built files of this package, with a separator at its end. */
export const PACKAGE_FOLDER = join(__dirname, '..') + sep;

/** A file of this package. */
export function packageFile(path: string): string | undefined {
  // Two levels up from lib/cli, one from the sources.
  return readText(join(__dirname, '../..', path)) ?? readText(join(__dirname, '..', path));
}

/** The version of this package. */
export function packageVersion(): string {
  return JSON.parse(packageFile('package.json') ?? '{}').version;
}

/** What a command line came to. */
export interface Ran {
  /** The exit code, or the signal that ended it. */
  readonly end: number | NodeJS.Signals;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in a shell. */
export function runShell(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, cwd, env, stdio: ['inherit', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ ...said, end: signal ?? code ?? 2 }));
  });
}
