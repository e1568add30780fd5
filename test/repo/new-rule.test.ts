import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newRule } from '../../scripts/new-rule';
import { wanted } from '../analyzer/cases';
import { root, tracked } from './tracked';

const copy = mkdtempSync(join(tmpdir(), 'crossing-new-rule-'));
/** What the rules stand on, and the pages beside them. */
const isBelow = (path: string) =>
  /^docs\/rules\//.test(path) || (/\.ts$/.test(path) && !/^(?:bench|cli|constructs|imports|jest|scripts|test)\//.test(path));

beforeAll(() => {
  for (const path of tracked().filter(isBelow)) {
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  cpSync(join(root, 'tsconfig.json'), join(copy, 'tsconfig.base.json'));
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({ extends: './tsconfig.base.json', compilerOptions: { noEmit: true }, include: ['analyzer/report'] }),
  );
});

afterAll(() => rmSync(copy, { recursive: true }));

test('a new rule compiles, stands in all its places, and has a case that fails until it is written', () => {
  const written = newRule(copy, 'listener-name-odd', 'listeners');
  expect(written).toEqual([
    'analyzer/rules/listeners/listener-name-odd.ts',
    'analyzer/rules/listeners/index.ts',
    'test/cases/listener-name-odd/bad.yaml',
    'test/cases/listener-name-odd/ok.yaml',
    'docs/rules/listener-name-odd.md',
  ]);
  const text = (path: string) => readFileSync(join(copy, path), 'utf8');
  const index = text('analyzer/rules/listeners/index.ts').trim().split('\n');
  expect(index).toContain("export { listenerNameOdd } from './listener-name-odd';");
  expect(index.map((line) => line.split("'")[1])).toEqual(index.map((line) => line.split("'")[1]).sort());
  expect(wanted(text('test/cases/listener-name-odd/bad.yaml'))).toEqual(['7 listener-name-odd']);
  expect(text('docs/rules/listener-name-odd.md').match(/^#+ .+$/gm)).toEqual([
    '# listener-name-odd',
    '## Example',
    '## Output',
    '## Why',
    '## Fix',
    '## Spec',
  ]);
  execFileSync(process.execPath, [join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'), '-p', copy]);
});

test.each([
  ['listener', 'listeners', /^name is "listener": expected two or more words in kebab-case/],
  ['Listener-Odd', 'listeners', /^name is "Listener-Odd": expected /],
  ['listener-name-repeated', 'listeners', /^rule listener-name-repeated exists/],
  ['listener-odd', 'facts', /^topic is "facts": expected one of admission, attachment, /],
])('fails if the name is %s and the topic %s', (name, topic, message) => {
  expect(() => newRule(copy, name, topic)).toThrow(expect.objectContaining({ message: expect.stringMatching(message) }));
});
