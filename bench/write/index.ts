import { join } from 'node:path';
import { inTurns, type Patience, type Taken } from '../measure';
import { atMost, megabytes, type Row, seconds, times } from '../table';

type Where = 'few' | 'own';

const WHERE: Readonly<Record<Where, string>> = { few: '100 namespaces', own: 'own namespaces' };
/** How much faster than stock synth() has to be. */
const FASTER: Readonly<Record<Where, number>> = { few: 6, own: 20 };
/** What is promised is promised for so many. */
const PROMISED = 10_000;
/**
 * What the promises can be determined from: a stock that is slower than this need not be waited
 * for.
 */
const PATIENCE: Patience = { atLeast: 60, times: 30, within: 120 };

/**
 * Writing N crossings: against stock cdk8s, against the least that has to be done, and against a
 * tenth of them.
 */
export async function* writeSide(sizes: readonly number[]): AsyncGenerator<Row> {
  for (const where of ['few', 'own'] as const) {
    const before = new Map<number, Taken>();
    for (const size of sizes) {
      const commands = { ours: app('crossing', where, size), floor: app('floor', where, size), stock: app('stock', where, size) };
      const { ours, floor, stock } = await inTurns(5, commands, PATIENCE);
      const what = `${size.toLocaleString('en')} crossings in ${WHERE[where]}`;
      yield* againstFloor(what, ours, floor, size);
      yield* againstStock(what, ours, stock, where, size);
      const tenth = before.get(size / 10);
      if (tenth !== undefined) {
        const growth = atMost(synth(ours) / synth(tenth), size === PROMISED ? 12 : undefined);
        yield { what: `synth() of ${what}`, ours: seconds(synth(ours)), against: `a tenth: ${seconds(synth(tenth))}`, ...growth };
      }
      before.set(size, ours);
    }
  }
}

/**
 * What it costs to refuse props that are not known: measured in the process that checks them, by a
 * profile.
 */
export async function* propChecks(sizes: readonly number[]): AsyncGenerator<Row> {
  for (const size of sizes) {
    const { checks } = await inTurns(3, { checks: ['--import', 'tsx', join(__dirname, 'checks.ts'), String(size)] });
    const spent = checks.said.checks ?? Number.NaN;
    yield {
      what: `checks of props, ${size.toLocaleString('en')} crossings in 50 namespaces`,
      ours: seconds(spent),
      against: `synth(): ${seconds(synth(checks))}`,
      ...atMost(spent / synth(checks), size === PROMISED ? 0.02 : undefined),
    };
  }
}

/**
 * The whole command on the walkthrough, against a process that does no more than load what an app
 * loads.
 */
export async function* coldStart(): AsyncGenerator<Row> {
  const tsx = ['--import', 'tsx'];
  const { ours, bare } = await inTurns(15, {
    ours: [join('lib', 'cli', 'main.js'), 'synth'],
    bare: [...tsx, join(__dirname, 'bare.ts')],
  });
  yield {
    what: 'crossing synth of the walkthrough',
    ours: seconds(ours.seconds),
    against: `loading cdk8s: ${seconds(bare.seconds)}`,
    ...atMost(ours.seconds / bare.seconds, 1.5),
  };
}

function app(how: 'crossing' | 'floor' | 'stock', where: Where, size: number): string[] {
  return ['--import', 'tsx', join(__dirname, 'app.ts'), how, where, String(size)];
}

const synth = ({ said }: Taken) => said.synth ?? Number.NaN;

function* againstFloor(what: string, ours: Taken, floor: Taken, size: number): Generator<Row> {
  yield {
    what: `synth() of ${what}`,
    ours: seconds(synth(ours)),
    against: `floor: ${seconds(synth(floor))}`,
    ...atMost(synth(ours) / synth(floor), size === PROMISED ? 1.5 : undefined),
  };
}

function againstStock(what: string, ours: Taken, stock: Taken, where: Where, size: number): Row[] {
  const promised = <Value>(value: Value) => (size === PROMISED ? value : undefined);
  const row = (name: string, mine: number, theirs: number, least?: number): Row => ({
    what: `${name} ${what}`,
    ours: seconds(mine),
    against: `stock: ${seconds(theirs)}`,
    ...times(theirs / mine, least),
  });
  if (stock.stopped) {
    const least = row('synth() of', synth(ours), stock.seconds - (ours.seconds - synth(ours)), promised(FASTER[where]));
    return [{ ...least, against: `${least.against}, then stopped`, ratio: `over ${least.ratio}` }];
  }
  return [
    row('synth() of', synth(ours), synth(stock), promised(FASTER[where])),
    row('the whole process,', ours.seconds, stock.seconds, promised(4)),
    {
      what: `peak memory, ${what}`,
      ours: megabytes(ours.peakMegabytes),
      against: `stock: ${megabytes(stock.peakMegabytes)}`,
      ...atMost(ours.peakMegabytes / stock.peakMegabytes, promised(1)),
    },
  ];
}
