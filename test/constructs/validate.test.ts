import { Duration } from 'cdk8s';
import { count, distinct, dnsLabel, dnsSubdomain, duration, integer, kindName, port } from '../../constructs/checks/validate';

test.each(['a', 'test-source', '0', 'x'.repeat(63)])('%s is a DNS label', (name) => {
  expect(dnsLabel('namespace', name)).toBe(name);
});

test.each(['', '../x', 'a.b', '-a', 'a-', 'a_b', 'a\n', 'ä', 'x'.repeat(64)])('fails if a DNS label is %j', (name) => {
  expect(() => dnsLabel('namespace', name)).toThrow(
    `namespace is ${JSON.stringify(name)}: expected 1 to 63 lower-case letters, digits and "-", beginning and ending with a letter or digit`,
  );
});

test('a name in capitals is answered with the one that would do', () => {
  expect(() => dnsLabel('namespace', 'Test')).toThrow('; did you mean "test"?');
  expect(() => dnsSubdomain('name', 'Echo.V2')).toThrow('; did you mean "echo.v2"?');
});

test.each(['a', 'a.b-c.d', 'x'.repeat(253)])('%s is a DNS subdomain', (name) => {
  expect(dnsSubdomain('name', name)).toBe(name);
});

test.each(['', '../x', 'a..b', '.a', 'a.', 'a/b', 'x'.repeat(254)])('fails if a DNS subdomain is %j', (name) => {
  expect(() => dnsSubdomain('name', name)).toThrow(
    `name is ${JSON.stringify(name)}: expected 1 to 253 lower-case letters, digits, "-" and "."`,
  );
});

test('fails if a name is no string, as it may be without types', () => {
  expect(() => dnsLabel('namespace', undefined as unknown as string)).toThrow('namespace is missing: expected');
  expect(() => dnsSubdomain('name', 7 as unknown as string)).toThrow('name is 7: expected');
});

test.each(['', '1a', 'a b', 'x'.repeat(64)])('fails if a kind is %j', (kind) => {
  expect(() => kindName('kind', kind)).toThrow(`kind is ${JSON.stringify(kind)}: expected 1 to 63 letters`);
});

test.each([1, 80, 65535])('%d is a port', (it) => {
  expect(port('port', it)).toBe(it);
});

test.each([0, -1, 65536, 1.5, Number.NaN])('fails if a port is %d', (it) => {
  expect(() => port('port', it)).toThrow(/^port is (\S+): expected whole numbers from 1 to 65535$/);
});

test('a weight is a whole number up to a million', () => {
  expect([0, 1_000_000].map((it) => integer('weight', it, 0, 1_000_000))).toEqual([0, 1_000_000]);
  expect(() => integer('weight', 1_000_001, 0, 1_000_000)).toThrow('weight is 1000001: expected whole numbers from 0 to 1000000');
});

test.each([
  [Duration.seconds(0), '0s'],
  [Duration.seconds(10), '10s'],
  [Duration.seconds(90), '1m30s'],
  [Duration.millis(1500), '1s500ms'],
  [Duration.hours(99_999), '99999h'],
  [Duration.days(1), '24h'],
])('the Gateway API writes %s as %s', (it, text) => {
  expect(duration('request', it)).toBe(text);
  expect(text).toMatch(/^([0-9]{1,5}(h|m|s|ms)){1,4}$/);
});

test.each([Duration.seconds(0.0005), Duration.hours(100_000)])('fails if a duration is %s', (it) => {
  expect(() => duration('request', it)).toThrow(/^request is \S+ milliseconds: expected whole milliseconds up to 99999 hours$/);
});

test('fails if a list has too many or too few items', () => {
  expect(() => count('hostnames', Array(17), 16)).toThrow('hostnames has 17 items: expected 0 to 16');
  expect(() => count('rules', [], 16, 1)).toThrow('rules has 0 items: expected 1 to 16');
  expect(() => count('rules', [1, 2], 1, 1)).toThrow('rules has 2 items: expected exactly 1');
});

test('fails if a list holds an item twice', () => {
  expect(() => distinct('hostnames', ['a', 'b', 'a'], (it) => it, 'name it once')).toThrow('hostnames holds "a" twice: name it once');
});
