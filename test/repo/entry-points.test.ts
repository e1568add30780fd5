import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import manifest from '../../package.json';

const root = resolve(__dirname, '../..');

test.each(Object.keys(manifest.typesVersions['*']))('old module resolution finds the types of ./%s where exports has them', (name) => {
  const key = name as 'analyzer' | 'check' | 'jest';
  expect(manifest.typesVersions['*'][key]).toEqual([manifest.exports[`./${key}`].types]);
});

test('no module is published that no entry point asks for', () => {
  const asked = new Set<string>();
  const visit = (file: string): void => {
    if (asked.has(file)) {
      return;
    }
    asked.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/\b(?:require|import)\(["'](\.[^"']*)["']\)/g)) {
      const at = join(dirname(file), path);
      const [found] = [at, `${at}.js`, join(at, 'index.js')].filter((it) => it.endsWith('.js') && existsSync(it));
      if (found !== undefined) {
        visit(found);
      }
    }
  };
  const beforeApps = 'lib/cli/synth/long-stacks.js';
  const entries = [...Object.values(manifest.exports), ...Object.values(manifest.bin), beforeApps].map((to) =>
    typeof to === 'string' ? to : to.default,
  );
  for (const entry of entries.filter((file) => file.endsWith('.js'))) {
    visit(join(root, entry));
  }
  const published = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  expect(published.filter((file) => !asked.has(join(root, 'lib', file)))).toEqual([]);
  expect(published.length).toBeGreaterThan(100);
});
