import { read, tracked } from '../repo/tracked';

/** A list of the input as the arguments of a call: a hundred thousand of them leave no stack. */
const SPREAD = /\b(?:push|unshift|splice|fromCharCode|fromCodePoint)\(\.\.\.|\bMath\.(?:max|min)\([^;\n]*\.\.\./g;

/** What they are of is bounded. */
const BOUNDED: readonly string[] = ['analyzer/model/world/admission.ts: Math.min(...'];

test('no list of an input is spread over the arguments of a call', () => {
  const code = tracked('*.ts').filter((path) => /^(analyzer|cli|files|settings|yaml)\//.test(path));
  const found = code.flatMap((path) => (read(path).match(SPREAD) ?? []).map((call) => `${path}: ${call}`));
  expect(found).toEqual(BOUNDED);
});
