import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { outputCheck } from '../../cli/judge/check-output';
import { judgeAhead } from '../../cli/synth/judge-ahead';
import { readSmallOutput } from '../../cli/synth/output';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-ahead-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const route = (namespace: string, gateway: string) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: echo, namespace: ${namespace} }
spec: { parentRefs: [{ name: ${gateway} }], rules: [{ backendRefs: [{ name: echo, port: 80 }] }] }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: ${namespace} } }
`;

/**
 * What is found in what an app writes, beside an earlier output; and how often something is judged.
 */
async function reports(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const plain = outputCheck(join(folder, 'dist'), folder);
  let judged = 0;
  const ahead = judgeAhead((texts) => {
    judged++;
    return plain(texts);
  }, before);
  const [expected, actual] = await Promise.allSettled([plain(after), ahead(after)]);
  return { expected, actual, judged };
}

const OUTPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a warning': { 'dist/a.k8s.yaml': route('a', 'gone') },
  'two files': { 'dist/a.k8s.yaml': route('a', 'gone'), 'dist/b.k8s.yaml': route('b', 'gone') },
  'the same files in another order': { 'dist/b.k8s.yaml': route('b', 'gone'), 'dist/a.k8s.yaml': route('a', 'gone') },
  'another text': { 'dist/a.k8s.yaml': route('a', 'other') },
  'another file': { 'dist/c.k8s.yaml': route('a', 'gone') },
  'what does not parse': { 'dist/a.k8s.yaml': 'a: [' },
};
const names = Object.keys(OUTPUTS);
const texts = (name: string) => new Map(Object.entries(OUTPUTS[name] ?? {}));

describe.each([
  ['no cluster', '{}\n', 'dist'],
  ['a cluster', 'clusters: { prod: { output: dist/prod } }\n', 'dist/prod'],
])('for %s', (_, config, directory) => {
  const placed = (name: string) => new Map([...texts(name)].map(([file, text]) => [file.replace('dist', directory), text]));
  beforeEach(() => write({ 'crossing.yaml': config }));

  test.each(names.flatMap((before) => names.map((after) => [before, after] as const)))(
    'the report is the same, whatever was there before: %s, then %s',
    async (before, after) => {
      const { expected, actual, judged } = await reports(placed(before), placed(after));
      expect(actual).toEqual(expected);
      expect(judged).toBe(before === after ? 1 : 2);
    },
  );
});

test('what is judged has findings, so that reports can differ', async () => {
  const check = outputCheck(join(folder, 'dist'), folder);
  expect((await check(texts('two files'))).findings.map(({ rule }) => rule)).toContain('parent-not-found');
  await expect(check(texts('what does not parse'))).rejects.toThrow('dist/a.k8s.yaml');
});

describe('what is read ahead', () => {
  test('is the output, or the part of a cluster', () => {
    write({ 'dist/prod/a.k8s.yaml': 'a: 1\n', 'dist/dev/a.k8s.yaml': 'a: 2\n', 'dist/notes.yaml': '' });
    expect([...readSmallOutput(join(folder, 'dist')).keys()]).toEqual(['dev/a.k8s.yaml', 'prod/a.k8s.yaml']);
    expect([...readSmallOutput(join(folder, 'dist'), 'prod')]).toEqual([['prod/a.k8s.yaml', 'a: 1\n']]);
  });

  test('is nothing if the output is not there, is large, or is a link', () => {
    write({ 'large/a.k8s.yaml': 'a: 1\n'.repeat(100_000), 'real/a.k8s.yaml': 'a: 1\n' });
    symlinkSync('real', join(folder, 'link'));
    for (const output of ['gone', 'large', 'link', 'real/a.k8s.yaml']) {
      expect(readSmallOutput(join(folder, output)).size).toBe(0);
    }
  });
});
