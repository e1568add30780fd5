import { spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** The world outside of the process: the one place of the command that touches files and other processes. */
export interface Io {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether a person reads standard output. */
  readonly terminal: boolean;
  readonly colour: boolean;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input. */
  input(): Promise<Uint8Array>;
}

/** The world of this process. */
export function processIo(): Io {
  const terminal = process.stdout.isTTY === true;
  // Whoever reads may stop reading, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });
  return {
    cwd: process.cwd(),
    env: process.env,
    terminal,
    colour: terminal && !process.env.NO_COLOR,
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

/** A file of this package. */
export function packageFile(path: string): string | undefined {
  // Two levels up from lib/cli, one from the sources.
  return readText(join(__dirname, '../..', path)) ?? readText(join(__dirname, '..', path));
}

/** The version of this package. */
export function packageVersion(): string {
  return JSON.parse(packageFile('package.json') ?? '{}').version;
}

/** Paths of the files below a directory whose names end so, with `/` between their parts, sorted; links are not followed. */
export function filesBelow(directory: string, ending: string): string[] {
  if (!existsSync(directory)) {
    return [];
  }
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Whether a path is a symbolic link. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** A new directory whose name begins so. */
export function newDirectory(prefix: string): string {
  return mkdtempSync(prefix);
}

/** Moves a file over another one, which is then wholly old or wholly new. */
export function moveOver(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

export function removeFile(file: string): void {
  unlinkSync(file);
}

export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

export function makeDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true });
}

/** Runs a command line; what it says goes to standard error, so that it is in the way of no pipe. */
export function runShell(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, cwd, env, stdio: ['inherit', 'pipe', 'pipe'] });
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 2, said }));
  });
}

/** Does something while no other process does the same to a directory; waits for its turn up to half a minute. */
export async function alone<Result>(directory: string, action: () => Promise<Result>): Promise<Result> {
  const { lock } = await import('proper-lockfile');
  const lockfilePath = join(dirname(directory), `.${basename(directory)}.lock`);
  const release = await lock(directory, { lockfilePath, retries: { retries: 60, minTimeout: 50, maxTimeout: 500 } });
  try {
    return await action();
  } finally {
    await release();
  }
}
