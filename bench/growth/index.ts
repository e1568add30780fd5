import { megabytes, type Row, seconds } from '../table';
import { GROWTHS } from './inputs';
import { idle, measureGrowth, ratioOf } from './measure';

/** The most for one input: linear ones measure 2.5 to 4.5. */
const MOST = 5;
/** Of heap and code, at four times N. */
const MOST_MEGABYTES = 1024;

/** How the time of a check grows with each kind of input, from N to 4N. */
export async function* growth(): AsyncGenerator<Row> {
  const start = idle();
  for (const each of GROWTHS) {
    const found = measureGrowth(each);
    const ratio = ratioOf(found, start);
    yield {
      what: `${each.what}, ${each.n} and four times that`,
      ours: `${seconds(found.four.seconds)}, ${megabytes(found.four.megabytes)}`,
      against: seconds(found.one.seconds),
      ratio: `${ratio.toFixed(1)} times`,
      target: `${each.two ? 'two inputs' : `below ${MOST} times`}, ${MOST_MEGABYTES} MB`,
      kept: found.four.megabytes < MOST_MEGABYTES && (each.two === true || ratio < MOST),
    };
  }
}
