import { read, tracked } from './tracked';

/** What is written by hand: bindings and schemas are generated. */
const files = tracked('*.ts').filter((file) => !/^imports\/|^gateway-api\/schemas\/data\.ts$/.test(file));

test('no comment has a line of more than 100 columns', () => {
  expect(files.length).toBeGreaterThan(500);
  const long = files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (/^\s*(?:\/?\*|\/\/ (?!biome-ignore))/.test(line) && line.length > 100 ? [`${file}:${index + 1}`] : [])),
  );
  expect(long).toEqual([]);
});
