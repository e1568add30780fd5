import { HeaderMatch } from '../../constructs/routes/matches/header-match';
import { HttpPathMatch } from '../../constructs/routes/matches/http-path-match';
import { QueryParamMatch } from '../../constructs/routes/matches/query-param-match';

test.each([
  ['echo', 'prefix is "echo": a path starts with "/"; did you mean "/echo"?'],
  ['/a//b', 'prefix is "/a//b": a path does not contain "//"'],
  ['/a/../b', 'prefix is "/a/../b": a path does not contain "/../"'],
  ['/echo/', 'prefix is "/echo/": a prefix matches path elements, so the last "/" has no effect; did you mean "/echo"?'],
])('fails if a prefix is %s', (prefix, why) => {
  expect(() => HttpPathMatch.prefix(prefix)).toThrow(why);
});

test.each([
  ['echo', 'path is "echo": a path starts with "/"'],
  ['/a/../b', 'path is "/a/../b": a path does not contain "/../"'],
])('fails if a path is %s', (path, why) => {
  expect(() => HttpPathMatch.exact(path)).toThrow(why);
});

test('an exact path may end with a slash, which is another path then', () => {
  expect(HttpPathMatch.exact('/echo/').value).toBe('/echo/');
});

test('fails if a regular expression does not parse', () => {
  expect(() => HttpPathMatch.regularExpression('/a[')).toThrow('path is "/a[": it does not parse as a regular expression');
  expect(() => HeaderMatch.regularExpression('x-a', '(')).toThrow('header x-a is "(": it does not parse');
  expect(() => QueryParamMatch.regularExpression('q', '*')).toThrow('query parameter q is "*": it does not parse');
});

test('fails if a header or a query parameter cannot be matched', () => {
  expect(() => HeaderMatch.exact('x a', 'b')).toThrow('header name is "x a": expected 1 to 256 letters');
  expect(() => HeaderMatch.exact('x-a', '')).toThrow('header x-a is "": expected visible ASCII characters');
  expect(() => HeaderMatch.exact('x-a', 'b'.repeat(4097))).toThrow('it has 4097 characters, expected at most 4096');
  expect(() => QueryParamMatch.exact('a b', 'c')).toThrow('query parameter name is "a b": expected');
  expect(() => QueryParamMatch.exact('q', '')).toThrow('query parameter q is "": expected 1 to 1024 characters');
  expect(() => QueryParamMatch.exact('q', 'b'.repeat(1025))).toThrow('it has 1025 characters, expected at most 1024');
});
