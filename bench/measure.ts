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

/** Measures several processes in turns, so that what else the machine does falls on all of them, and gives the quickest run of each. */
export async function inTurns<Name extends string>(
  rounds: number,
  commands: Readonly<Record<Name, readonly string[]>>,
): Promise<Record<Name, Taken>> {
  const best: Partial<Record<Name, Taken>> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(commands) as [Name, readonly string[]][]) {
      const taken = await measure(args);
      if ('stoppedAfter' in taken) continue;
      best[name] = best[name] === undefined ? taken : quickest(best[name], taken);
    }
  }
  return best as Record<Name, Taken>;
}

function quickest(one: Taken, other: Taken): Taken {
  const said = Object.entries(one.said).map(([key, value]) => [key, Math.min(value, other.said[key] ?? value)]);
  return {
    seconds: Math.min(one.seconds, other.seconds),
    peakMegabytes: Math.max(one.peakMegabytes, other.peakMegabytes),
    said: Object.fromEntries(said),
  };
}
