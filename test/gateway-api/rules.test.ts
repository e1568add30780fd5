import { BUNDLES, type Bundle, crossFieldFaults, only } from '../../gateway-api';
import { RULES_BY_KIND } from '../../gateway-api/rules/table';
import { BROKEN, PARENT } from './broken';

const EVERYTHING = BUNDLES.reduce((set, bundle) => set | only(bundle), 0);

const broken = BROKEN.map(([name, kind, spec, version = 'v1']): [string, string, object, string] => [name, kind, spec, version]);

test.each(broken)('%s of %s is broken, and no other rule', (name, kind, spec, version) => {
  const faults = crossFieldFaults(kind, version, JSON.parse(JSON.stringify(spec)), EVERYTHING);
  expect([...new Set(faults.map(({ rule }) => rule))]).toEqual([name]);
  for (const { message, fix } of faults) {
    expect(message).toMatch(/^[a-z].*[^.]$/);
    expect(fix).toMatch(/^[a-z].*[^.]$/);
  }
});

test('every rule has something that breaks it', () => {
  const rules = Object.values(RULES_BY_KIND).flatMap((table) => table.flatMap(([, list]) => list.map(({ name }) => name)));
  expect([...new Set(rules)].filter((name) => !BROKEN.some(([broken]) => broken === name))).toEqual([]);
});

test('a rule holds in the releases and channels that have it', () => {
  const refuses = (kind: string, spec: object, bundle: Bundle) => crossFieldFaults(kind, 'v1', spec, only(bundle)).length > 0;
  const ports = { parentRefs: [80, 81].map((port) => ({ ...PARENT, port })) };
  expect(refuses('HTTPRoute', ports, { gatewayApi: '1.6', channel: 'standard' })).toBe(true);
  expect(refuses('HTTPRoute', ports, { gatewayApi: '1.6', channel: 'experimental' })).toBe(false);
  const named = { rules: [1, 2].map(() => ({ name: 'a', matches: [] })) };
  expect(refuses('HTTPRoute', named, { gatewayApi: '1.6', channel: 'standard' })).toBe(false);
  expect(refuses('HTTPRoute', named, { gatewayApi: '1.7', channel: 'standard' })).toBe(true);
});
