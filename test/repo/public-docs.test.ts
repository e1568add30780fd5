import { read, tracked } from './tracked';

/** Files whose comments a user reads: in an editor, and in the reference that is made of them. */
const entry = [...read('analyzer/index.ts').matchAll(/from '\.\/([^']+)'/g)].map(([, path]) => `analyzer/${path}.ts`);
const files = [...tracked('constructs/**/*.ts', 'jest/*.ts', 'index.ts'), ...entry];

test('no comment that a user reads has a line of more than 100 columns', () => {
  expect(files.length).toBeGreaterThan(100);
  const long = files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (/^\s*(\/\*)?\*/.test(line) && line.length > 100 ? [`${file}:${index + 1}`] : [])),
  );
  expect(long).toEqual([]);
});
