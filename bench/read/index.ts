import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns, type Taken } from '../measure';
import { atMost, megabytes, type Row, seconds } from '../table';
import { type Shape, writeManifests } from './manifests';

const SHAPES: Readonly<Record<Shape, string>> = {
  spread: '100 to a namespace',
  crowded: 'all on one listener, all grants in one namespace',
};
const COMMAND = join('lib', 'cli', 'main.js');
/** What is promised is promised for so many, and more. */
const PROMISED = 1000;

/** Judging N crossings: against parsing the same files, and against a tenth of them. */
export async function* readSide(sizes: readonly number[]): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-bench-'));
  try {
    for (const shape of ['spread', 'crowded'] as const) {
      const before = new Map<number, Record<'check' | 'status', Taken>>();
      for (const size of sizes) {
        const manifests = join(folder, `${shape}-${size}`);
        writeManifests(manifests, size, shape);
        const { floor, ...ours } = await inTurns(size < 10_000 ? 5 : 3, {
          check: [COMMAND, 'check', manifests],
          status: [COMMAND, 'status', manifests],
          floor: ['-e', FLOOR, manifests],
        });
        const what = `${size.toLocaleString('en')} crossings, ${SHAPES[shape]}`;
        for (const command of ['check', 'status'] as const) {
          yield* rows(`${command} of ${what}`, ours[command], floor, size, before.get(size / 10)?.[command]);
        }
        before.set(size, ours);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The least that a reader has to do: to read every file and to parse it. */
const FLOOR = `
const { readdirSync, readFileSync } = require('node:fs');
const { loadAll } = require('js-yaml');
const folder = process.argv[1];
for (const file of readdirSync(folder)) loadAll(readFileSync(folder + '/' + file, 'utf8'));`;

function* rows(what: string, ours: Taken, floor: Taken, size: number, tenth: Taken | undefined): Generator<Row> {
  const promised = size >= PROMISED;
  yield {
    what,
    ours: seconds(ours.seconds),
    against: `js-yaml: ${seconds(floor.seconds)}`,
    ...atMost(ours.seconds / floor.seconds, promised ? 2.5 : undefined),
  };
  yield {
    what: `memory of ${what}`,
    ours: megabytes(ours.peakMegabytes),
    against: `js-yaml: ${megabytes(floor.peakMegabytes)}`,
    ...atMost(ours.peakMegabytes / floor.peakMegabytes, promised ? 3 : undefined),
  };
  if (tenth === undefined) {
    return;
  }
  const growth = atMost(ours.seconds / tenth.seconds, size === 10_000 ? 12 : undefined);
  yield { what, ours: seconds(ours.seconds), against: `a tenth: ${seconds(tenth.seconds)}`, ...growth };
}

/**
 * The whole command on the walkthrough, against a process that loads no more than every reader of
 * YAML with options loads.
 */
export async function* coldCheck(): AsyncGenerator<Row> {
  const { ours, bare } = await inTurns(15, {
    ours: [COMMAND, 'check', 'dist'],
    bare: ['-e', "require('js-yaml'); require('commander')"],
  });
  yield {
    what: 'crossing check of the walkthrough',
    ours: seconds(ours.seconds),
    against: `loading js-yaml and commander: ${seconds(bare.seconds)}`,
    ...atMost(ours.seconds / bare.seconds, 1.6),
  };
}
