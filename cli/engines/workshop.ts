import { join } from 'node:path';
import type { FileReader } from '../../files/file-reader';
import { orCommandError } from '../input/read-file';
import { inTemporaryDirectory, type Ran, runProgram } from '../io';

/** Runs a program in the copy. */
export type Run = (program: string, args: readonly string[]) => Promise<Ran>;

/** How long one build may take. */
const BUILD_MS = 20_000;
/** How long all builds of a run may take. */
const ALL_MS = 120_000;
/** Bytes that one build may write. */
const OUTPUT = 64 * 1024 * 1024;
/** What is said of a build for which no time is left. */
export const SPENT = `all builds together take longer than ${ALL_MS / 1000} s`;
/** Nobody listens here: an engine that fetches by itself is refused at once. */
const NOWHERE = 'http://127.0.0.1:1';

/** As many actions at a time as there are places for them; the others wait. */
class Places {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(places: number) {
    this.free = places;
  }

  async with<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) {
      this.free--;
    } else {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    try {
      return await action();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) {
        this.free++;
      } else {
        next();
      }
    }
  }
}

/**
 * Where builds run: each in a directory of its own, as many at a time as there are cores, within a
 * time and a size for all.
 */
export class Workshop {
  /** While as many builds run as can, the copies for the next ones are written. */
  private readonly directories: Places;
  private readonly programs: Places;
  private readonly end = Date.now() + ALL_MS;

  /** @param reader what builds write counts as read by it */
  constructor(
    atOnce: number,
    private readonly reader: FileReader,
  ) {
    this.directories = new Places(2 * atOnce);
    this.programs = new Places(atOnce);
  }

  /** Whether builds took all the time that they have, so that no other is worth a copy. */
  get isSpent(): boolean {
    return Date.now() >= this.end;
  }

  /** Lets an action run a program in a temporary directory, which is gone afterwards. */
  with<Result>(action: (directory: string, run: Run) => Promise<Result>): Promise<Result> {
    return this.directories.with(() =>
      inTemporaryDirectory('crossing-build-', (directory) =>
        action(directory, (program, args) => this.programs.with(() => this.run(program, args, directory))),
      ),
    );
  }

  private async run(program: string, args: readonly string[], directory: string): Promise<Ran> {
    const deadline = Math.min(BUILD_MS, this.end - Date.now());
    if (deadline <= 0) {
      return { end: 'SIGKILL', out: '', err: SPENT };
    }
    const home = join(directory, 'home');
    const env = {
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
      XDG_DATA_HOME: home,
      KUBECONFIG: join(home, 'none'),
      PATH: home,
      HTTP_PROXY: NOWHERE,
      HTTPS_PROXY: NOWHERE,
      ALL_PROXY: NOWHERE,
      GOMEMLIMIT: '1GiB',
      // A build is short: a third of its time went into collecting what its end frees anyway.
      GOGC: '400',
      GOMAXPROCS: '2',
    };
    const atMost = Math.min(OUTPUT, this.reader.remaining);
    const ran = await runProgram(program, args, { cwd: directory, env, deadline, atMost, memory: MEMORY });
    orCommandError('builds', () => this.reader.count(ran.out.length, 'builds'));
    return ran;
  }
}

/** Bytes of address space that an engine may take. */
const MEMORY = 4 * 1024 ** 3;
