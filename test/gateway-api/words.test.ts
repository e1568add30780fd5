import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { PATTERN_WORDS } from '../../gateway-api';
import { BROKEN, breakingBundle, faultsOf } from './broken';

const folder = join(__dirname, '../../../shared/gateway-api/crds');
const ifCrdsAreThere = existsSync(folder) ? test : test.skip;

/** As many words in a row as may be alike by chance, and one more. */
const ROW = 6;

function rowsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.length < ROW ? [] : Array.from({ length: words.length - ROW + 1 }, (_, at) => words.slice(at, at + ROW).join(' '));
}

/** The messages of the rules and the descriptions of the fields. */
function* textsIn(value: unknown): Generator<string> {
  for (const [key, inner] of Object.entries(typeof value === 'object' && value !== null ? value : {})) {
    if (typeof inner === 'string' && (key === 'message' || key === 'description')) {
      yield inner;
    }
    yield* textsIn(inner);
  }
}

const own = [
  ...BROKEN.flatMap(({ rule, bad }) =>
    bad.flatMap((object) =>
      faultsOf(object, breakingBundle(object, rule)).flatMap((fault) => (fault.what === 'cross-field' ? [fault.message, fault.fix] : [])),
    ),
  ),
  ...Object.values(PATTERN_WORDS),
];

ifCrdsAreThere('what is said about a refusal is in our own words (skipped without the CRDs of ../shared)', () => {
  const messages = readdirSync(folder).flatMap((file) => [...textsIn(loadAll(readFileSync(join(folder, file), 'utf8')))]);
  const theirs = new Set(messages.flatMap(rowsOf));
  expect(theirs.size).toBeGreaterThan(10_000);
  expect(own.length).toBeGreaterThan(120);
  expect([...new Set(own)].filter((text) => rowsOf(text).some((row) => theirs.has(row)))).toEqual([]);
  const whole = new Set(messages.map((text) => text.toLowerCase()));
  expect(own.filter((text) => whole.has(text.toLowerCase()))).toEqual([]);
});
