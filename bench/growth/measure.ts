import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Growth } from './inputs';

/** What one check took: seconds of user and system time, and its peak. */
export interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
  readonly code: number | null;
}

const root = join(__dirname, '../..');
/** Of the heap, so that what grows without end ends with an error. */
const HEAP_MEGABYTES = 2048;
/** Of the wall: the time that counts is the processor's. */
const DEADLINE = 240_000;
const ROUNDS = 3;

/** Checks a directory in a process of its own. */
function check(directory: string): Cost {
  const command = [`--max-old-space-size=${HEAP_MEGABYTES}`, '--require', join(__dirname, 'report.cjs'), join(root, 'lib/cli/main.js')];
  const { status, output } = spawnSync(process.execPath, [...command, 'check', '.', '--kustomize', 'off'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: DEADLINE,
    killSignal: 'SIGKILL',
  });
  const report = output?.[3] || '{"seconds":null,"megabytes":null}';
  const { seconds, megabytes } = JSON.parse(report);
  return { seconds: seconds ?? Number.POSITIVE_INFINITY, megabytes: megabytes ?? Number.POSITIVE_INFINITY, code: status };
}

function bestOf(rounds: number, directory: string): Cost {
  const costs = Array.from({ length: rounds }, () => check(directory));
  return costs.reduce((best, cost) => (cost.seconds < best.seconds ? cost : best));
}

function within<Result>(use: (directory: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), 'crossing-growth-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What a check of nothing takes. */
export function idle(): Cost {
  return within((directory) => bestOf(ROUNDS, directory));
}

/** What a check takes of N and of 4N, the quickest of some runs. */
export function measureGrowth({ n, write }: Growth, rounds = ROUNDS): { readonly one: Cost; readonly four: Cost } {
  const cost = (size: number) =>
    within((directory) => {
      write(directory, size);
      return bestOf(rounds, directory);
    });
  return { one: cost(n), four: cost(4 * n) };
}

/** Seconds below which the time of a process says little about its input. */
const LEAST = 0.1;

/** Times as much time for four times the input, the start of a process taken off. */
export function ratioOf({ one, four }: { readonly one: Cost; readonly four: Cost }, start: Cost): number {
  return (four.seconds - start.seconds) / Math.max(one.seconds - start.seconds, LEAST);
}
