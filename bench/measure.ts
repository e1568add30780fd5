import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What one process took. */
export interface Taken {
  /** From its start to its end. */
  readonly seconds: number;
  readonly peakMegabytes: number;
  /** What it measured itself: the numbers that it gave to `report`. */
  readonly said: Readonly<Record<string, number>>;
}

/** A process that was stopped after so long. */
export interface Stopped {
  readonly stoppedAfter: number;
}

const root = join(__dirname, '..');

/** Runs node in the root of the project, and stops it when it takes longer than the limit. */
export function measure(args: readonly string[], limit = Number.POSITIVE_INFINITY): Promise<Taken | Stopped> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, ['--require', join(__dirname, 'report.cjs'), ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    const timer = Number.isFinite(limit) ? setTimeout(() => child.kill('SIGKILL'), limit * 1000) : undefined;
    const heard = ['', ''];
    for (const [index, stream] of [child.stderr, child.stdio[3]].entries()) {
      stream?.on('data', (chunk: Buffer) => {
        heard[index] += chunk.toString();
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const seconds = (performance.now() - begun) / 1000;
      const [err = '', report = ''] = heard;
      if (signal === 'SIGKILL' && seconds >= limit) resolve({ stoppedAfter: seconds });
      else if (code !== 0) reject(new Error(`node ${args.join(' ')} ended with ${code ?? signal}\n${err}`));
      else resolve({ seconds, ...JSON.parse(report) });
    });
  });
}

/** Measures several processes in turns, so that what else the machine does falls on all of them. */
export async function inTurns<Name extends string>(
  rounds: number,
  commands: Readonly<Record<Name, readonly string[]>>,
): Promise<Record<Name, Taken>> {
  const runs = new Map<string, Taken[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(commands) as [Name, readonly string[]][]) {
      const taken = await measure(args);
      if (!('stoppedAfter' in taken)) runs.set(name, [...(runs.get(name) ?? []), taken]);
    }
  }
  return Object.fromEntries([...runs].map(([name, taken]) => [name, typical(taken)])) as Record<Name, Taken>;
}

/** Measures a process again and again, within a time; it is stopped when one run takes longer than the limit. */
export async function repeatedly(args: readonly string[], rounds: number, within: number, limit: number): Promise<Taken | Stopped> {
  const runs: Taken[] = [];
  for (let spent = 0; runs.length < rounds && spent <= within; ) {
    const taken = await measure(args, limit);
    if ('stoppedAfter' in taken) return taken;
    runs.push(taken);
    spent += taken.seconds;
  }
  return typical(runs);
}

/** The quickest time, which other work on the machine disturbed least, and the median of the memory, which hangs on when it was cleaned up. */
function typical(runs: readonly Taken[]): Taken {
  const peaks = runs.map(({ peakMegabytes }) => peakMegabytes).sort((one, other) => one - other);
  const said = Object.keys(runs[0]?.said ?? {}).map((key) => [key, Math.min(...runs.map((run) => run.said[key] ?? Number.NaN))]);
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    peakMegabytes: peaks[Math.floor(peaks.length / 2)] ?? Number.NaN,
    said: Object.fromEntries(said),
  };
}
