import { nearest } from '../../../analyzer/text/did-you-mean';

test.each([
  ['kongg', ['kong', 'web'], 'kong'],
  ['prxoy', ['proxy', 'admin'], 'proxy'],
  ['HTTPRoutes', ['HTTPRoute', 'GRPCRoute'], 'HTTPRoute'],
  ['ehco', ['echo', 'ehcos'], undefined],
  ['a', ['b', 'c'], undefined],
  ['web', ['database'], undefined],
  ['web', ['web'], undefined],
])('the word %j among %j is a typo of %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});

test('a word too long for a name is no typo of anything', () => {
  expect(nearest('x'.repeat(10_000), ['x'.repeat(10_001)])).toBeUndefined();
});

test('of many candidates those that begin alike are looked at', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `service-${String(index).padStart(5, '0')}-a`);
  expect(nearest('service-04711-aa', names)).toBe('service-04711-a');
  expect(nearest('zervice-0471-b', names)).toBeUndefined();
});
