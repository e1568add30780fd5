import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { load } from 'js-yaml';
import { type ExitCode, Trouble } from './exit-code';
import {
  alone,
  filesBelow,
  type Io,
  isLink,
  makeDirectory,
  moveOver,
  newDirectory,
  readText,
  removeDirectory,
  removeFile,
  runShell,
} from './io';

const ENDING = '.k8s.yaml';

interface Options {
  readonly check?: boolean;
  readonly stdout?: boolean;
  readonly app?: string;
  readonly output?: string;
}

/** `crossing synth`. */
export function registerSynth(program: Command, io: Io, exit: (code: ExitCode) => void): void {
  program
    .command('synth')
    .description('run the cdk8s app and put what it writes in place: all of it, or nothing')
    .option('--check', 'change nothing; exit 1 where the output is not what the app writes, and show the difference')
    .option('--app <command>', 'the command that runs the app (default: app of cdk8s.yaml)')
    .option('--output <directory>', 'where the output lies (default: output of cdk8s.yaml, else dist)')
    .option('--stdout', 'print the objects and write no file')
    .action(async (options: Options) => exit(await synth(options, io)));
}

async function synth({ check = false, stdout = false, ...options }: Options, io: Io): Promise<ExitCode> {
  if (check && stdout) {
    throw new Trouble('--check and --stdout are both given: one compares the output, the other prints it; leave one out');
  }
  const config = cdk8sConfig(io.cwd);
  const app = options.app ?? config.app;
  if (app === undefined) {
    throw new Trouble('cdk8s.yaml names no app: add "app: COMMAND" to it, or give --app COMMAND');
  }
  const output = resolve(io.cwd, options.output ?? config.output ?? 'dist');
  if (isLink(output)) {
    throw new Trouble(`${output} is a symbolic link: output goes into a directory only; take the link away, or give --output DIRECTORY`);
  }
  makeDirectory(dirname(output));
  const staging = newDirectory(join(dirname(output), `.${basename(output)}.`));
  try {
    await runApp(app, staging, io);
    const written = new Map(filesBelow(staging, ENDING).map((file) => [file, readText(join(staging, file)) ?? '']));
    if (written.size === 0) {
      throw new Trouble(
        `the app wrote no *${ENDING} file into the directory that CDK8S_OUTDIR names: call app.synth() at its end, and give the App no outdir`,
      );
    }
    if (stdout) {
      io.out([...written.values()].join('---\n'));
      return 0;
    }
    return check ? await compare(written, output, io) : await replace(written, staging, output, io);
  } finally {
    removeDirectory(staging);
  }
}

function cdk8sConfig(cwd: string): { readonly app?: string; readonly output?: string } {
  const text = readText(join(cwd, 'cdk8s.yaml'));
  let config: unknown;
  try {
    config = load(text ?? '');
  } catch (error) {
    const { mark, reason } = error as { mark?: { line: number; column: number }; reason?: string };
    throw new Trouble(`cdk8s.yaml:${(mark?.line ?? 0) + 1}:${(mark?.column ?? 0) + 1}: ${reason}; mend the YAML`);
  }
  const { app, output } = (config ?? {}) as Record<string, unknown>;
  for (const [key, value] of Object.entries({ app, output })) {
    if (value !== undefined && typeof value !== 'string') {
      throw new Trouble(`cdk8s.yaml: ${key} is ${JSON.stringify(value)}: a text is wanted`);
    }
  }
  return { ...(app ? { app: app as string } : {}), ...(output ? { output: output as string } : {}) };
}

async function runApp(app: string, outdir: string, io: Io): Promise<void> {
  const { code, said } = await runShell(app, io.cwd, { ...io.env, CDK8S_OUTDIR: outdir });
  if (code !== 0) {
    // Of a stack trace, the message is what the user wrote wrong.
    const message = /^(?:\w*Error): (.+)$/m.exec(said)?.[1];
    io.err(message === undefined || io.env.CROSSING_DEBUG ? said : '');
    throw new Trouble(message ?? `the app "${app}" ended with exit code ${code}; what it said stands above`);
  }
  io.err(said);
}

interface Change {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function changes(written: ReadonlyMap<string, string>, output: string): Change[] {
  const files = new Set([...written.keys(), ...filesBelow(output, ENDING)]);
  return [...files]
    .sort()
    .map((file) => ({ file, before: readText(join(output, file)), after: written.get(file) }))
    .filter(({ before, after }) => before !== after);
}

async function compare(written: ReadonlyMap<string, string>, output: string, io: Io): Promise<ExitCode> {
  const found = changes(written, output);
  if (found.length === 0) {
    io.out(`${summary(written, found)}\n`);
    return 0;
  }
  const { createTwoFilesPatch } = await import('diff');
  const { createColors } = await import('picocolors');
  const colour = createColors(io.colour);
  for (const { file, before = '', after = '' } of found) {
    const patch = createTwoFilesPatch(
      `${basename(output)}/${file}`,
      `${basename(output)}/${file}`,
      before,
      after,
      'committed',
      'synthesized',
    );
    for (const line of patch.trimEnd().split('\n').slice(1)) {
      const paint = line.startsWith('+') ? colour.green : line.startsWith('-') ? colour.red : String;
      io.out(`${paint(line)}\n`);
    }
  }
  io.out(`${summary(written, found)}; run "crossing synth" and commit\n`);
  return 1;
}

async function replace(written: ReadonlyMap<string, string>, staging: string, output: string, io: Io): Promise<ExitCode> {
  makeDirectory(output);
  return alone<ExitCode>(output, async () => {
    const found = changes(written, output);
    for (const { file, after } of found) {
      if (after !== undefined) {
        moveOver(join(staging, file), join(output, file));
        io.out(`${basename(output)}/${file}\n`);
      }
    }
    for (const { file, after } of found) {
      if (after === undefined) {
        removeFile(join(output, file));
        io.out(`${basename(output)}/${file} removed\n`);
      }
    }
    io.out(`${summary(written, found)}\n`);
    return 0;
  });
}

function summary(written: ReadonlyMap<string, string>, found: readonly Change[]): string {
  const objects = [...written.values()].reduce((sum, text) => sum + text.split(/^---$/m).length, 0);
  const removed = found.filter(({ after }) => after === undefined).length;
  const changed = found.length - removed;
  const counts = [`${changed} changed`, `${written.size - changed} unchanged`, ...(removed > 0 ? [`${removed} removed`] : [])];
  return `${count(written.size, 'file')}, ${count(objects, 'object')}: ${counts.join(', ')}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
