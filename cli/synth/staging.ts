import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { lock } from 'proper-lockfile';
import { ENDS } from '../io';

/** A lock whose holder has not said for so long that it lives is taken over: it was killed. */
const STALE_MS = 5_000;
const RETRY_MS = 100;
const RETRIES = 1_200;

/**
 * Gives an action a new directory beside the output, so that files can be moved from the one to the
 * other, and keeps everybody else out while it runs. What a run that was killed left behind is
 * removed.
 *
 * @throws if somebody else is at it for two minutes, or took over
 */
export async function withStaging<Result>(
  output: string,
  action: (staging: string) => Promise<Result>,
  onWait: () => void = () => {},
): Promise<Result> {
  const parent = dirname(output);
  makeParent(parent);
  const prefix = `.${basename(output)}.crossing-`;
  const lockfilePath = join(parent, `${prefix}lock`);
  let lost: Error | undefined;
  const release = await whenFree(
    output,
    () =>
      lock(output, {
        realpath: false,
        lockfilePath,
        stale: STALE_MS,
        onCompromised: (error) => {
          lost = error;
        },
      }),
    onWait,
  );
  try {
    for (const left of readdirSync(parent)) {
      if (left.startsWith(prefix) && join(parent, left) !== lockfilePath) {
        // The app of a killed run may still be writing.
        rmSync(join(parent, left), { recursive: true, force: true, maxRetries: 3 });
      }
    }
    return await inDirectory(join(parent, prefix), action);
  } catch (error) {
    throw lost
      ? new Error(`${relative('.', output)} was taken over by another crossing synth, as this one stood still for too long: run again`)
      : error;
  } finally {
    if (lost === undefined) {
      await release();
    }
  }
}

function makeParent(parent: string): void {
  try {
    makeDirectories(parent);
  } catch (error) {
    throw new Error(`${relative('.', parent) || '.'} cannot be made: ${(error as Error).message}`);
  }
}

/** One after the other: with `recursive`, node tries without end if /proc refuses one. */
function makeDirectories(directory: string): void {
  if (existsSync(directory)) {
    return;
  }
  makeDirectories(dirname(directory));
  try {
    mkdirSync(directory);
  } catch (error) {
    // Another run made it meanwhile.
    if (!existsSync(directory)) {
      throw error;
    }
  }
}

/**
 * Tries again while the lock is held; whatever else is wrong with its place does not go by waiting.
 */
async function whenFree<Release>(output: string, take: () => Promise<Release>, onWait: () => void): Promise<Release> {
  for (let tries = 1; ; tries++) {
    try {
      return await take();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const shown = relative('.', output);
      if (code !== 'ELOCKED') {
        throw new Error(`${shown} cannot be written: ${message}`);
      }
      if (tries > RETRIES) {
        throw new Error(
          `${shown} is being written by another crossing synth, for ${(RETRIES * RETRY_MS) / 60_000} minutes: end that, and run again`,
        );
      }
      if (tries === 1) {
        onWait();
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Gives an action a new directory from which nothing is moved into the output. */
export function withTemporary<Result>(action: (staging: string) => Promise<Result>): Promise<Result> {
  return inDirectory(join(tmpdir(), 'crossing-'), action);
}

async function inDirectory<Result>(prefix: string, action: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = mkdtempSync(prefix);
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  const end = (signal: NodeJS.Signals) => {
    remove();
    leave();
    process.kill(process.pid, signal);
  };
  const leave = () => {
    for (const signal of ENDS) {
      process.off(signal, end);
    }
  };
  for (const signal of ENDS) {
    process.on(signal, end);
  }
  try {
    // A run that is killed leaves it behind, and git need not see it.
    writeFileSync(join(directory, '.gitignore'), '*\n');
    return await action(directory);
  } finally {
    leave();
    remove();
  }
}
