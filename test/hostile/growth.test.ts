import { GROWTHS } from '../../bench/growth/inputs';
import { type Cost, idle, measureGrowth, ratioOf } from '../../bench/growth/measure';

/**
 * What four times the input may take: linear ones measure 2 to 4.5 times, quadratic ones more than
 * 10.
 */
const MOST = 5;
const MEGABYTES = 1024;
/**
 * Each was quadratic, or killed the process; `npm run bench -- growth` measures all of the kinds.
 */
const ONCE = [
  'one grant, equal from and equal to, one route',
  'unknown fields of one object',
  'rules of one route',
  'listeners of one port, HTTP and HTTPS',
  'ignore comments on lines of their own',
  'blanks inside a reason',
  'slashes in one path',
  'letters of one namespace, by alias in 100 routes',
  'keys of aliases',
];

let start: Cost;
beforeAll(() => {
  start = idle();
});

test.each(ONCE)(
  '%s: four times as many take less than five times as long, and little memory',
  (what) => {
    const growth = GROWTHS.find((each) => each.what === what);
    if (growth === undefined) {
      throw new Error(`no input is called ${what}`);
    }
    const found = measureGrowth(growth, 1);
    expect([found.one.code, found.four.code].every((code) => code === 0 || code === 1)).toBe(true);
    expect(found.four.megabytes).toBeLessThan(MEGABYTES);
    // What else the machine does may fall on one of the runs.
    const ratio = ratioOf(found, start);
    expect(ratio < MOST ? ratio : ratioOf(measureGrowth(growth, 3), start)).toBeLessThan(MOST);
  },
  300_000,
);
