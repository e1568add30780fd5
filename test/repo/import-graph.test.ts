import { dirname, join } from 'node:path';
import { read, tracked } from './tracked';

const sources = tracked('*.ts').filter((path) =>
  /^(analyzer|check|cli|constructs|files|gateway-api|jest|settings|spelling|targets|yaml)\/|^index\.ts$/.test(path),
);
const graph = new Map(sources.map((path) => [path, importsOf(path)]));

/** The files that a file imports, those of `import type` and `import()` as well. */
function importsOf(path: string): string[] {
  const specifiers = [...read(path).matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}(?:\/[^']*)?)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.flatMap((specifier) => {
    const file = join(dirname(path), specifier).replace(/\.js$/, '');
    return [`${file}.ts`, join(file, 'index.ts')].filter((candidate) => sources.includes(candidate));
  });
}

/** The first circle that is met from a file, if there is one. */
function circleFrom(path: string, trail: readonly string[], done: Set<string>): readonly string[] | undefined {
  if (trail.includes(path)) {
    return [...trail.slice(trail.indexOf(path)), path];
  }
  if (done.has(path)) {
    return undefined;
  }
  for (const next of graph.get(path) ?? []) {
    const circle = circleFrom(next, [...trail, path], done);
    if (circle !== undefined) {
      return circle;
    }
  }
  done.add(path);
  return undefined;
}

test('no file imports itself by a way around, types included', () => {
  const done = new Set<string>();
  expect(sources.map((path) => circleFrom(path, [], done)).find((circle) => circle !== undefined)).toBeUndefined();
  expect(done.size).toBe(sources.length);
});

test('the map of docs/architecture.md and the folders are the same', () => {
  const rooms = new Set(sources.map((path) => dirname(path)).filter((folder) => folder !== '.'));
  const described = [...read('docs/architecture.md').matchAll(/^\| `([\w/-]+)\/` /gm)].map(([, folder = '']) => folder);
  const code = described.filter((folder) => !['bench', 'context', 'dist', 'docs', 'imports', 'scripts', 'test'].includes(folder));
  expect(code).toEqual([...new Set(code)]);
  expect([...rooms].sort()).toEqual(code.sort());
});
