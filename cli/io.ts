import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { FileReader } from '../files/file-reader';

export { repositoryRoot } from '../files/repository-root';

/**
 * The world outside of the process: the one place of the command that touches files and other
 * processes.
 */
export interface Io {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether a person watches standard error, and can be determined how far something is. */
  readonly terminal: boolean;
  readonly colour: boolean;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input, or more than `limit` bytes of it. */
  input(limit: number): Promise<Uint8Array>;
}

/** The world of this process. */
export function processIo(): Io {
  // Whoever reads may stop reading, as `head` does: that changes nothing in what was found.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code !== 'EPIPE') {
        process.exit(2);
      }
    });
  }
  return {
    cwd: process.cwd(),
    env: process.env,
    terminal: process.stderr.isTTY === true,
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: readStandardInput,
  };
}

async function readStandardInput(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) {
      break;
    }
  }
  return Buffer.concat(chunks);
}

/** The text of a file of this package or project; undefined if there is none. */
export function readText(file: string): string | undefined {
  const bytes = new FileReader().read(file, file);
  return bytes && new TextDecoder().decode(bytes);
}

/** Writes a file that is not there, and the directories above it. Follows no link. */
export function createFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
}

/** Replaces a file, which holds its old or its new text at any time. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.crossing-new`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: statSync(path).mode });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** What something on the disk is; `special` is a pipe, a socket or a device. */
export type FileKind = 'file' | 'directory' | 'special';

/** What a path leads to, links followed; undefined if it leads nowhere. */
export function kindOf(path: string): FileKind | undefined {
  try {
    const found = statSync(path);
    return found.isDirectory() ? 'directory' : found.isFile() ? 'file' : 'special';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}

/** As `kindOf`; nothing for a link in a circle, or what may not be looked at. */
export function visibleKindOf(path: string): FileKind | undefined {
  try {
    return kindOf(path);
  } catch {
    return undefined;
  }
}

/** Whether a path is a symbolic link itself. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** What a directory holds, sorted by name. No link is followed. */
export function entriesOf(directory: string): { readonly name: string; readonly what: FileKind | 'link' }[] {
  return readdirSync(directory, { withFileTypes: true })
    .map(
      (entry) =>
        ({
          name: entry.name,
          what: entry.isDirectory() ? 'directory' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'special',
        }) as const,
    )
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

/**
 * Runs a command line in a shell.
 *
 * @param hear called with what it writes to standard output, as soon as it does; @default - the end
 * of it is kept
 */
export function runShell(command: string, cwd: string, env: NodeJS.ProcessEnv, hear?: (text: string) => void): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // A group of its own, which is ended with the command: the shell, the app and what that
    // started.
    const child = spawn(command, { shell: true, cwd, env, stdio: ['inherit', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
    const said = { out: new LastOf(MOST_SAID), err: new LastOf(MOST_SAID) };
    child.stdout.setEncoding('utf8').on('data', hear ?? ((text: string) => said.out.add(text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.err.add(text));
    const endGroup = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) {
          process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
        }
      } catch {
        // It has ended already.
      }
    };
    const forward = (signal: NodeJS.Signals) => {
      leave();
      endGroup(signal);
      // What a shell starts in the background ignores the interrupt.
      if (signal === 'SIGINT') {
        endGroup('SIGTERM');
      }
    };
    const leave = () => {
      for (const signal of ENDS) {
        process.off(signal, forward);
      }
    };
    // Before whoever ends this process on them.
    for (const signal of ENDS) {
      process.prependListener(signal, forward);
    }
    child.once('error', (error) => {
      leave();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      const finish = () => {
        leave();
        clearTimeout(late);
        resolve({ out: said.out.text, err: said.err.text, end: signal ?? code ?? 2 });
      };
      // Who still holds the output outlives the app, and is not waited for.
      const late = setTimeout(() => {
        endGroup('SIGTERM');
        child.stdout.destroy();
        child.stderr.destroy();
        finish();
      }, DRAIN_MS);
      child.once('close', finish);
    });
  });
}

/** What a person or a pipeline ends a run with, besides the kill that nobody can catch. */
export const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long the output of a process is read after its end. */
const DRAIN_MS = 500;
/** How many characters of the output of an app are kept of each stream. */
const MOST_SAID = 16 * 1024 * 1024;

/** The end of a text that may be endless. */
class LastOf {
  private parts: string[] = [];
  private length = 0;
  private dropped = 0;

  constructor(private readonly most: number) {}

  add(text: string): void {
    this.parts.push(text);
    this.length += text.length;
    while (this.length > this.most && this.parts.length > 1) {
      const first = this.parts.shift() ?? '';
      this.length -= first.length;
      this.dropped += first.length;
    }
  }

  get text(): string {
    return `${this.dropped > 0 ? `(${this.dropped} characters before this are left out)\n` : ''}${this.parts.join('')}`;
  }
}

/** How a program is run that is not the user's own. */
export interface ProgramOptions {
  readonly cwd: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds after which it is ended. */
  readonly deadline: number;
  /** Bytes of output after which it is ended. */
  readonly atMost: number;
  /** Bytes of address space that it may take, if the system can limit that. @default - no limit */
  readonly memory?: number;
}

const SHELL = '/bin/sh';

/**
 * Runs a program without a shell's reading of its arguments, within bounds. Never throws: what
 * cannot be started ends with 127.
 */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<Ran> {
  const { cwd, env, deadline, atMost, memory } = options;
  const limited = memory !== undefined && existsSync(SHELL);
  const [command, given] = limited
    ? [SHELL, ['-c', `ulimit -v ${Math.floor(memory / 1024)} 2>/dev/null; exec "$0" "$@"`, program, ...args]]
    : [program, args];
  return new Promise((resolve) => {
    const child = spawn(command, given, {
      cwd,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: deadline,
      killSignal: 'SIGKILL',
    });
    const chunks: Record<'out' | 'err', Buffer[]> = { out: [], err: [] };
    let size = 0;
    let stopped = '';
    const take = (stream: 'out' | 'err') => (chunk: Buffer) => {
      size += chunk.length;
      if (size <= atMost) {
        chunks[stream].push(chunk);
      } else if (stopped === '') {
        stopped = `wrote more than ${Math.round(atMost / 1024 / 1024)} MB`;
        child.kill('SIGKILL');
      }
    };
    child.stdout.on('data', take('out'));
    child.stderr.on('data', take('err'));
    child.once('error', (error) => resolve({ end: 127, out: '', err: error.message }));
    child.once('close', (code, signal) => {
      const text = (stream: 'out' | 'err') => Buffer.concat(chunks[stream]).toString('utf8');
      if (signal !== null && stopped === '') {
        stopped = `did not end within ${Math.round(deadline / 1000)} s`;
      }
      resolve({ end: signal ?? code ?? 2, out: text('out'), err: stopped === '' ? text('err') : stopped });
    });
  });
}

/** Whether a path is a file that may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Gives an action a new directory that nobody else can look into, and removes it afterwards. */
export async function inTemporaryDirectory<Result>(prefix: string, action: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  try {
    return await action(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes files below a directory, with the directories that they lie in. */
export function writeFiles(directory: string, contents: ReadonlyMap<string, string | Uint8Array>): void {
  const made = new Set<string>();
  for (const [path, text] of contents) {
    const file = join(directory, path);
    if (!made.has(dirname(file))) {
      mkdirSync(dirname(file), { recursive: true });
    }
    made.add(dirname(file));
    writeFileSync(file, text);
  }
}
