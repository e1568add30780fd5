import manifest from '../../package.json';

test.each(Object.keys(manifest.typesVersions['*']))('old module resolution finds the types of ./%s where exports has them', (name) => {
  const key = name as 'analyzer' | 'cdk8s-plugin' | 'jest';
  expect(manifest.typesVersions['*'][key]).toEqual([manifest.exports[`./${key}`].types]);
});
