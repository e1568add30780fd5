import { join } from 'node:path';
import manifest from '../../package.json';
import { expectGolden } from '../golden';
import { publicApi } from './public-api';
import { root } from './tracked';

const entries = Object.entries(manifest.exports).flatMap(([name, to]) =>
  typeof to === 'string' ? [] : [{ name: name === '.' ? 'index' : name.slice(2), types: to.types }],
);

// A change of one of these files is a change of the contract: one that removes or narrows breaks
// users.
test.each(entries)('the public API of $name is the one that was reviewed', ({ name, types }) => {
  const api = publicApi(join(root, types));
  expect(api.size).toBeGreaterThan(3);
  expectGolden(
    join(__dirname, 'public-api', `${name}.txt`),
    `${[...api].map(([exported, text]) => `// ${exported}\n${text}\n`).join('\n')}`,
  );
});

test('every name that an entry point gives at run time has a type', async () => {
  for (const { name, types } of entries.filter(({ name }) => name !== 'jest')) {
    const names = Object.keys(await import(join(root, types.replace(/\.d\.ts$/, '.js'))));
    expect([
      name,
      names.filter(
        (exported) =>
          exported !== 'default' &&
          exported !== 'module.exports' &&
          exported !== '__esModule' &&
          !publicApi(join(root, types)).has(exported),
      ),
    ]).toEqual([name, []]);
  }
});
