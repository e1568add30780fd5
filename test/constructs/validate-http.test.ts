import { absolutePath, headerValue, hostname, httpName, regularExpression } from '../../constructs/checks/validate-http';

test.each(['/', '/echo', '/echo/', '/a.b/..c', '/a/...', "/-._~!$&'()*+,;=:@%20"])('%s is a path', (path) => {
  expect(absolutePath('path', path)).toBe(path);
});

test.each([
  ['echo', 'a path starts with "/"; did you mean "/echo"?'],
  ['', 'a path starts with "/"; did you mean "/"?'],
  ['/a//b', 'a path does not contain "//"'],
  ['/a/../b', 'a path does not contain "/../"'],
  ['/a/./b', 'a path does not contain "/./"'],
  ['/a/..', 'a path does not contain "/.."'],
  ['/a/.', 'a path does not contain "/."'],
  ['/a%2Fb', 'a path does not contain "%2F"'],
  ['/a#b', 'a path does not contain "#"'],
  ['/a b', "expected letters, digits, -/._~!$&'()*+,;=:@ and %XX"],
  ['/a?b', "expected letters, digits, -/._~!$&'()*+,;=:@ and %XX"],
  [`/${'x'.repeat(1024)}`, 'it has 1025 characters, expected at most 1024'],
])('fails if a path is %s', (path, why) => {
  expect(() => absolutePath('path', path)).toThrow(`path is ${JSON.stringify(path)}: ${why}`);
});

test.each(['example.com', '*.example.com', 'localhost', '1.example.com', '1.2.3', 'x'.repeat(253)])('%s is a hostname', (name) => {
  expect(hostname('hostnames[0]', name)).toBe(name);
});

test.each([
  ['10.0.0.1', 'an IP address is not a hostname; write a DNS name such as "example.com"'],
  ['::1', 'an IP address is not a hostname'],
  ['[2001:db8::1]', 'an IP address is not a hostname'],
  ['example.com:8080', `a hostname has no port; did you mean "example.com"? the port is the listener's`],
  ['10.0.0.1:80', 'a hostname has no port'],
  ['*', 'a wildcard comes before a name, such as "*.example.com"; for every host leave it out'],
  ['a.*.com', 'a wildcard is the first label only, such as "*.example.com"'],
  ['*.*.com', 'a wildcard is the first label only'],
  ['*example.com', 'a wildcard is the first label only'],
  ['Example.com', '; did you mean "example.com"?'],
  ['', 'expected 1 to 253 lower-case letters'],
  ['example.com/shop', 'did you mean "example.com"?'],
  ['https://example.com:8443/', 'a hostname has no scheme and no path; did you mean "example.com"?'],
  ['http://example.com', 'a hostname has no scheme and no path; did you mean "example.com"?'],
  ['a_b.com', 'expected 1 to 253 lower-case letters'],
  ['x'.repeat(254), 'expected 1 to 253 lower-case letters'],
])('fails if a hostname is %s', (name, why) => {
  expect(() => hostname('hostnames[0]', name)).toThrow(why);
});

test('fails if a wildcard stands where one host is meant', () => {
  expect(() => hostname('hostname', '*.example.com', 'no wildcard')).toThrow('hostname is "*.example.com": no wildcard is allowed');
});

test.each(['', 'a b', 'a:b', 'x'.repeat(257)])('fails if the name of a header is %j', (name) => {
  expect(() => httpName('name', name)).toThrow(`name is ${JSON.stringify(name)}: expected 1 to 256 letters`);
});

test.each([absolutePath, hostname, httpName, headerValue, regularExpression])('fails if $name is given no string', (check) => {
  expect(() => check('prop', undefined as unknown as string)).toThrow('prop is missing: expected a string');
  expect(() => check('prop', 5 as unknown as string)).toThrow('prop is 5: expected a string');
});

test.each(['', ' a', 'a  b', 'a\nb', 'ä'])('fails if the value of a header is %j', (value) => {
  expect(() => headerValue('value', value)).toThrow(`value is ${JSON.stringify(value)}: expected visible ASCII characters`);
});

test('a header value of any length is read at once', () => {
  const value = 'max-age=31536000; includeSubDomains; preload';
  expect(headerValue('value', value)).toBe(value);
  for (const wrong of [`${value} `, `${'a '.repeat(2000)} `, `${'a'.repeat(4000)}\u00e9`]) {
    expect(() => headerValue('value', wrong)).toThrow('value is ');
  }
});

test.each(['^/v[0-9]+$', '(?i)echo', '(?P<version>v\\d)', '(?i:a)|b', '\\Q(\\E', '[[:alpha:]]+', '(?>a)b', 'a++b', '\\++'])(
  '%s parses',
  (expression) => {
    expect(regularExpression('path', expression)).toBe(expression);
  },
);

test.each(['', '(', '[a', 'a**', '(?P<a', '*a'])('fails if a regular expression is %j', (expression) => {
  expect(() => regularExpression('path', expression)).toThrow(
    `path is ${JSON.stringify(expression)}: it does not parse as a regular expression`,
  );
});
