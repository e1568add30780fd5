// npm run bench [-- [cold] [write] [read] [tree] [growth] [--n 1000]…]: every comparison, or those
// that are named, in one run and one table.
import { parseArgs } from 'node:util';
import { growth } from './growth';
import { coldCheck, readSide } from './read';
import { treeSide } from './read/tree';
import { type Row, table } from './table';
import { coldStart, propChecks, writeSide } from './write';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { n: { type: 'string', multiple: true, default: ['100', '1000', '10000'] } },
});
const sizes = values.n.map(Number);
const suites = {
  cold: [coldStart(), coldCheck()],
  write: [propChecks(sizes), writeSide(sizes)],
  read: [readSide(sizes)],
  tree: [treeSide()],
  growth: [growth()],
};
const wanted = positionals.length === 0 ? Object.values(suites).flat() : positionals.flatMap((name) => suites[name as keyof typeof suites]);

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const suite of wanted) {
    for await (const row of suite) {
      console.error(`${row.what}: ${row.ours}; ${row.against}: ${row.ratio}`);
      rows.push(row);
    }
  }
  console.log(table(rows));
  const missed = rows.filter(({ kept }) => kept === false);
  for (const { what, ours, against, ratio, target } of missed) {
    console.error(`missed: ${what}: ${ours}; ${against}: ${ratio}, expected ${target}`);
  }
  process.exitCode = missed.length > 0 ? 1 : 0;
}

main();
