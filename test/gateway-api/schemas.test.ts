import { BUNDLES, bundlesIn, mergedSchema, only, sinceOf } from '../../gateway-api';
import { TEXT } from '../../gateway-api/schemas/data';
import { patternHolds } from '../../gateway-api/schemas/patterns';
import type { Data } from '../../gateway-api/schemas/schema';
import { moduleOf } from '../../scripts/import-schemas';
import { read } from '../repo/tracked';

const data: Data = JSON.parse(TEXT);

test('the data are what the import writes', () => {
  expect(moduleOf(data)).toBe(read('gateway-api/schemas/data.ts'));
});

test('every bundle is there, and every node is used once', () => {
  expect(Object.keys(data.bundles).sort()).toEqual(BUNDLES.map(({ gatewayApi, channel }) => `${gatewayApi} ${channel}`).sort());
  const roots = Object.values(data.kinds).flatMap(({ versions }) => Object.values(versions).flatMap((served) => Object.values(served)));
  const used = data.nodes.flatMap(({ properties = {}, items = [], values = [] }) => [...Object.values(properties), items, values].flat());
  expect(new Set([...roots, ...used]).size).toBe(data.nodes.length);
  expect(new Set(data.nodes.map((node) => JSON.stringify(node))).size).toBe(data.nodes.length);
});

test('no sentence of a CRD is in the data', () => {
  for (const { default: fallback, pattern = '', ...node } of data.nodes) {
    expect(JSON.stringify(node)).not.toMatch(/[a-z] [a-z]+ [a-z]/);
  }
});

test('a field is served by the bundles that have it', () => {
  const rule = mergedSchema('gateway.networking.k8s.io', 'HTTPRoute', 'v1')?.fields.get('spec')?.schema.fields.get('rules')?.schema.item;
  expect(sinceOf(rule?.fields.get('name')?.served ?? 0)).toEqual({ experimental: '1.3', standard: '1.4' });
  const session = rule?.fields.get('sessionPersistence')?.schema.fields.get('sessionName');
  expect(sinceOf(session?.served ?? 0)).toEqual({ experimental: '1.3', until: '1.6' });
  expect(bundlesIn(only({ gatewayApi: '1.5', channel: 'standard' }))).toEqual([{ gatewayApi: '1.5', channel: 'standard' }]);
});

const patterns = [...new Set(data.nodes.flatMap(({ pattern = [] }) => pattern))];
/** Texts that make an expression with several ways to read a run try them all. */
const HOSTILE = ['a', 'a.', 'a-', '1', '/', '!', '! ', 'a/', '%2', 'http://a.', 'A:', '1h'];

test.each(patterns)('%s answers 50,000 hostile letters, or its field takes fewer', (pattern) => {
  const holders = data.nodes.filter((node) => node.pattern === pattern);
  const longest = Math.max(...holders.map(({ maxLength = 50_000 }) => maxLength));
  const holds = patternHolds(pattern);
  const started = performance.now();
  for (const part of HOSTILE) {
    const text = part.repeat(longest).slice(0, longest);
    for (const end of ['', '\u0000', ' ', '-', '..']) {
      holds(text + end);
    }
  }
  // What is exponential or quadratic in so many letters takes from seconds to longer than anybody
  // waits.
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('an expression is rewritten only into its equal', () => {
  const [original, rewritten] = [/^[!-~]+([\t ]?[!-~]+)*$/, patternHolds('^[!-~]+([\\t ]?[!-~]+)*$')];
  const letters = ['a', ' ', '\t', '~', '\u0000'];
  const texts = letters.flatMap((one) =>
    letters.flatMap((two) => letters.flatMap((three) => letters.map((four) => one + two + three + four))),
  );
  for (const text of ['', ...letters, ...texts]) {
    expect([text, rewritten(text)]).toEqual([text, original.test(text)]);
  }
});
