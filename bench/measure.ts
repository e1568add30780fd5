import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What one process took. */
export interface Taken {
  /** From its start to its end. */
  readonly seconds: number;
  readonly peakMegabytes: number;
  /** What it measured itself. */
  readonly said: Readonly<Record<string, number>>;
  /** It took too long and was stopped: only the time is known, and is the least. */
  readonly stopped: boolean;
}

/** When a process has had its share. */
export interface Patience {
  /** It is stopped when a run takes longer than so many seconds, */
  readonly atLeast: number;
  /** and so many times what the first command takes. */
  readonly times: number;
  /** It is not run again once it has taken so many seconds in all. */
  readonly within: number;
}

const ENDLESS: Patience = { atLeast: 0, times: Number.POSITIVE_INFINITY, within: Number.POSITIVE_INFINITY };

const root = join(__dirname, '..');

/** Runs node in the root of the project, and stops it when it takes longer than the limit. */
function measure(args: readonly string[], limit: number): Promise<Taken> {
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
      if (signal === 'SIGKILL' && seconds >= limit) {
        resolve({ seconds, peakMegabytes: Number.NaN, said: {}, stopped: true });
      } else if (code !== 0) {
        reject(new Error(`node ${args.join(' ')} ended with ${code ?? signal}\n${err}`));
      } else {
        resolve({ seconds, stopped: false, ...JSON.parse(report) });
      }
    });
  });
}

/** Measures several processes in turns, so that what else the machine does falls on all of them. */
export async function inTurns<Name extends string>(
  rounds: number,
  commands: Readonly<Record<Name, readonly string[]>>,
  patience: Patience = ENDLESS,
): Promise<Record<Name, Taken>> {
  const runs = Object.entries<readonly string[]>(commands).map(([name, args]) => ({ name, args, taken: [] as Taken[] }));
  let first = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    for (const { args, taken } of runs) {
      const spent = taken.reduce((sum, { seconds, stopped }) => sum + (stopped ? Number.POSITIVE_INFINITY : seconds), 0);
      if (spent <= patience.within) {
        taken.push(await measure(args, patience.atLeast + first * patience.times));
      }
      first = Math.min(first, taken[0]?.seconds ?? first);
    }
  }
  return Object.fromEntries(runs.map(({ name, taken }) => [name, typical(taken)])) as Record<Name, Taken>;
}

/**
 * The quickest time, which other work on the machine disturbed least, and the median of the memory,
 * which hangs on when it was cleaned up.
 */
function typical(runs: readonly Taken[]): Taken {
  const peaks = runs.map(({ peakMegabytes }) => peakMegabytes).sort((one, other) => one - other);
  const said = Object.keys(runs[0]?.said ?? {}).map((key) => [key, Math.min(...runs.map((run) => run.said[key] ?? Number.NaN))]);
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    peakMegabytes: peaks[Math.floor(peaks.length / 2)] ?? Number.NaN,
    said: Object.fromEntries(said),
    stopped: runs.some(({ stopped }) => stopped),
  };
}
