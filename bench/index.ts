// npm run bench [-- --n 1000]: every comparison in one run, as one table.
import { parseArgs } from 'node:util';
import { coldCheck, readSide } from './read';
import { type Row, table } from './table';
import { coldStart, writeSide } from './write';

const { values } = parseArgs({ options: { n: { type: 'string', multiple: true, default: ['100', '1000', '10000'] } } });
const sizes = values.n.map(Number);

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const suite of [coldStart(), coldCheck(), writeSide(sizes), readSide(sizes)]) {
    for await (const row of suite) {
      console.error(`${row.what}: ${row.ours}; ${row.against}: ${row.ratio}`);
      rows.push(row);
    }
  }
  console.log(table(rows));
  process.exitCode = rows.some(({ kept }) => kept === false) ? 1 : 0;
}

main();
