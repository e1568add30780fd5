import { covers, hostnamesIntersect, intersect, wider } from '../../../analyzer/status/matching/hostnames';

test.each([
  [undefined, 'a.example.com', true],
  ['', 'a.example.com', true],
  ['a.example.com', 'a.example.com', true],
  ['A.Example.com', 'a.example.com', true],
  ['a.example.com', 'b.example.com', false],
  ['*.example.com', 'a.example.com', true],
  ['*.example.com', 'a.b.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'a.example.org', false],
  ['*.example.com', 'aexample.com', false],
  ['*.example.com', '*.example.com', true],
  ['*.com', '*.example.com', true],
  ['*.example.com', '*.a.example.com', true],
  ['*.example.com', '*.org', false],
  ['*.ample.com', '*.example.com', false],
  ['*.a.example.com', '*.b.example.com', false],
])('%s and %s have a host in common: %s', (one, other, expected) => {
  expect([intersect(one, other), intersect(other, one)]).toEqual([expected, expected]);
});

test.each([
  ['*.example.com', 'a.example.com', true],
  ['a.example.com', '*.example.com', false],
  [undefined, '*.com', true],
  ['*.com', undefined, false],
])('%s covers %s: %s', (one, other, expected) => {
  expect(covers(one, other)).toBe(expected);
});

test('one of the hostnames of a route is enough, and none means all', () => {
  expect(hostnamesIntersect('*.example.com', ['example.org', 'a.example.com'])).toBe(true);
  expect(hostnamesIntersect('*.example.com', ['example.org', 'example.com'])).toBe(false);
  expect(hostnamesIntersect('a.example.com', [])).toBe(true);
});

test('the wildcards over a hostname come narrowest first', () => {
  expect([...wider('a.b.example.com')]).toEqual(['*.b.example.com', '*.example.com', '*.com', '']);
  expect([...wider('*.b.com')]).toEqual(['*.com', '']);
  expect([...wider('')]).toEqual([]);
});
