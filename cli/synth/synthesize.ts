import { dirname, join, relative, resolve } from 'node:path';
import { oneLine } from '../../analyzer/render/safe';
import { count } from '../../analyzer/render/summary';
import { atLeast } from '../../analyzer/report/report';
import { cdk8sConfig, DEFAULT_OUTPUT } from '../../settings/cdk8s-config';
import { clusterOutputs } from '../../settings/clusters';
import { configFor } from '../../settings/config';
import { CommandError, type ExitCode } from '../exit-code';
import type { Io } from '../io';
import { type Progress, reportWhile, withProgress } from '../progress';
import { ClusterPart } from './cluster-part';
import { codePlaces, withPlaces } from './code-places';
import { codeownersChange, unreviewed } from './codeowners';
import { judgeAhead } from './judge-ahead';
import { type Change, changes, filesBelow, readSmallOutput, replace, writeBeside } from './output';
import { formatChanges } from './patch';
import { runApp } from './run-app';
import { withStaging, withTemporary } from './staging';

/** Tells a command that the app starts what is being written already. */
const WRITES = 'CROSSING_SYNTH_WRITES';

/** The options of `crossing synth`. */
export interface SynthOptions {
  readonly check?: boolean;
  readonly stdout?: boolean;
  readonly app?: string;
  readonly output?: string;
  readonly cluster?: string;
  readonly debug?: boolean;
}

/** Runs the app and puts what it writes in place, prints it, or compares it with what is there. */
export async function synth({ check = false, stdout = false, debug = false, ...options }: SynthOptions, io: Io): Promise<ExitCode> {
  if (check && stdout) {
    throw new CommandError('--check and --stdout are both given: one compares the output, the other prints it; leave one out');
  }
  const config = cdk8sConfig(io.cwd);
  const app = options.app ?? config.app;
  if (app === undefined) {
    throw new CommandError('cdk8s.yaml names no app: add "app: COMMAND" to it, or give --app COMMAND');
  }
  const output = resolve(io.cwd, options.output ?? config.output ?? DEFAULT_OUTPUT);
  if (!relative(output, io.cwd).startsWith('..')) {
    throw new CommandError(
      `output is ${JSON.stringify(relative(io.cwd, output) || '.')}: the project itself lies there; name a directory of its own`,
    );
  }
  if (io.env[WRITES] === output) {
    throw new CommandError('the app runs "crossing synth" itself, which waits for the app; let the app call app.synth() instead');
  }
  const owners = stdout ? [] : codeownersChange(output, io.cwd);
  const shown = (file: string) => relative(io.cwd, join(output, file));
  const printed = (file: string) => oneLine(shown(file));
  const asShown = (texts: ReadonlyMap<string, string>) => new Map([...texts].map(([file, text]) => [shown(file), text]));
  const part = new ClusterPart(options.cluster, io);
  const appRun = { app, io: part.appIo };
  const run = async (staging: string, onStderr: (text: string) => void) => {
    try {
      return part.of(await runApp(app, staging, debug, { ...part.appIo, env: { ...part.appIo.env, [WRITES]: output }, err: onStderr }));
    } catch (error) {
      throw error instanceof CommandError ? new CommandError(await withPlaces(error.message, appRun)) : error;
    }
  };
  const judged = async (running: Promise<Verdict['texts']>): Promise<Verdict> => {
    // What judges is loaded, and what it judges with is read, while the app runs; what the app
    // fails with comes first.
    const ready = readyToJudge(output, io.cwd, () => asShown(readSmallOutput(output, part.directory)));
    ready.catch(() => {});
    const texts = await running;
    const { judge, faults } = await ready;
    const report = await judge(asShown(texts));
    const shownFiles = new Map([...texts.keys()].map((file) => [shown(file), file]));
    const found = report.findings.filter((finding) => atLeast(finding, 'warning'));
    const places = found.length === 0 ? '' : await codePlaces(found, texts, ({ file }) => shownFiles.get(file), appRun);
    const { errors, notes } = report.summary;
    return { texts, faults: faults(report, io) + places, refused: errors > 0, notes: found.length === 0 ? notes : 0 };
  };
  const inTemporaryDirectory = <Result>(job: (staging: string, onStderr: (text: string) => void) => Promise<Result>) =>
    quietly(io, (progress, onStderr) => withTemporary((staging) => reportWhile(() => progress(written(staging)), job(staging, onStderr))));

  if (check) {
    const texts = await inTemporaryDirectory(run);
    return compare(texts, changes(texts, output, part.directory), owners, shown, io);
  }
  if (stdout) {
    return print(await inTemporaryDirectory((staging, onStderr) => judged(run(staging, onStderr))), io);
  }
  const { texts, faults, refused, notes, found } = await quietly(io, (progress, onStderr) => {
    let doing = () => 'waiting for another crossing synth to end';
    const put = async (staging: string) => {
      doing = () => written(staging);
      const verdict = await judged(run(staging, onStderr));
      const found = verdict.refused ? [] : changes(verdict.texts, output, part.directory);
      await replace(found, staging, output, (made) => progress(`${made} of ${count(found.length, 'file')} put in place`));
      return { ...verdict, found };
    };
    return reportWhile(
      () => progress(doing()),
      withStaging(output, put, () => io.terminal || io.err(`waiting for another crossing synth that writes ${printed('')}\n`)),
    );
  });
  io.out(faults);
  if (refused) {
    io.out(`${printed('')} is unchanged; fix the findings above, or ignore them in crossing.yaml with a reason\n`);
    return 1;
  }
  // Overlays that are there by now have an owner, too.
  const owned = codeownersChange(output, io.cwd);
  writeBeside(owned, output);
  io.err(unowned(texts, shown, io.cwd) + unreviewed(texts.keys(), shown, io.cwd));
  io.out([...found, ...owned].map(({ file, after }) => `${printed(file)}${after === undefined ? ' removed' : ''}\n`).join(''));
  io.out(`${summary(texts, found)}\n`);
  if (notes > 0) {
    io.out(`${count(notes, 'note')} on what the input does not settle: run crossing check ${printed('')}\n`);
  }
  return 0;
}

interface Verdict {
  readonly texts: ReadonlyMap<string, string>;
  readonly faults: string;
  readonly refused: boolean;
  /** How many notes there are, if there is nothing else. */
  readonly notes: number;
}

async function readyToJudge(output: string, cwd: string, present: () => ReadonlyMap<string, string>) {
  const { faults, outputCheck } = await import('../judge/check-output.js');
  return { judge: judgeAhead(outputCheck(output, cwd), present()), faults };
}

/**
 * Keeps what is said on standard error until the progress is no longer shown there, if there is a
 * terminal to show it.
 */
async function quietly<Result>(io: Io, job: (progress: Progress, onStderr: (text: string) => void) => Promise<Result>): Promise<Result> {
  if (!io.terminal) {
    return job(() => {}, io.err);
  }
  let stderr = '';
  const onStderr = (text: string) => {
    stderr += text;
  };
  try {
    return await withProgress(io, (progress) => job(progress, onStderr));
  } finally {
    io.err(stderr);
  }
}

function written(staging: string): string {
  return `${count(filesBelow(staging).length, 'file')} written by the app`;
}

function print({ texts, faults, refused }: Verdict, io: Io): ExitCode {
  io.err(faults);
  if (refused) {
    return 1;
  }
  io.out([...texts.values()].filter((text) => text.trim() !== '').join('---\n'));
  return 0;
}

async function compare(
  texts: ReadonlyMap<string, string>,
  found: readonly Change[],
  owners: readonly Change[],
  shown: (file: string) => string,
  io: Io,
): Promise<ExitCode> {
  io.err(unowned(texts, shown, io.cwd) + unreviewed(texts.keys(), shown, io.cwd));
  const differ = found.length + owners.length > 0;
  io.out(await formatChanges([...found, ...owners], shown, io.colour));
  io.out(`${summary(texts, found)}${differ ? '; run "crossing synth" and commit' : ''}\n`);
  return differ ? 1 : 0;
}

/**
 * A warning if crossing.yaml names owners and a file is in the directory of none of them:
 * deliveries by owner miss it.
 */
function unowned(texts: ReadonlyMap<string, string>, shown: (file: string) => string, cwd: string): string {
  const directories = clusterOutputs(configFor(cwd), cwd).map(({ directory }) => directory);
  const free = [...texts.keys()].filter((file) => dirname(file) === '.' || directories.includes(dirname(file)));
  return free.length === 0 || Object.keys(configFor(cwd)?.owners ?? {}).length === 0
    ? ''
    : `warning: ${oneLine(free.map(shown).join(', '))}: no owner, while crossing.yaml names owners of others; add the namespace to a team, or deliveries by owner miss it\n`;
}

function summary(texts: ReadonlyMap<string, string>, found: readonly Change[]): string {
  const objects = [...texts.values()].flatMap((text) => text.split(/^---$/m)).filter((text) => text.trim() !== '').length;
  const removed = found.filter(({ after }) => after === undefined).length;
  const changed = found.length - removed;
  const counts = [`${changed} changed`, `${texts.size - changed} unchanged`, ...(removed > 0 ? [`${removed} removed`] : [])];
  return `${count(texts.size, 'file')}, ${count(objects, 'object')}: ${counts.join(', ')}`;
}
