import { join } from 'node:path';
import { validate } from '../../analyzer/model/schema/validate';
import { checkText } from '../../analyzer/render/check-text';
import { judge } from '../../analyzer/report/judge';
import { BUNDLES, type Bundle, crossFieldFaults, only, servedIn } from '../../gateway-api';
import { RULES_BY_KIND } from '../../gateway-api/rules/table';
import type { Manifest } from '../cluster/api-server';
import { expectGolden } from '../golden';
import { BROKEN, breakingBundle, faultsOf, RULE_NAMES } from './broken';

describe.each(BROKEN)('$name', ({ rule, folder, texts, bad, ok }) => {
  const bundles = bad.map((object) => breakingBundle(object, rule));

  test('each bad object breaks this rule once, and nothing else', () => {
    const faults = bad.map((object, index) => faultsOf(object, bundles[index] as Bundle));
    expect(faults.map((found) => found.map((fault) => (fault.what === 'cross-field' ? fault.rule : fault)))).toEqual(bad.map(() => [rule]));
  });

  test('its finding says where, what and what to do in the words of bad.out', () => {
    const found = texts.map((text, index) => {
      const { report } = judge([{ path: 'bad.yaml', text }], { bundle: bundles[index] as Bundle });
      const findings = report.findings.filter(({ predicts }) => predicts !== undefined && 'admission' in predicts);
      expect(findings).toMatchObject([{ rule: 'invalid-value', severity: 'error', predicts: { admission: 'refused' } }]);
      expect(findings[0]?.fix?.text).toMatch(/^[a-z].*[^.]$/);
      return checkText({ ...report, findings }).split('\n\n')[0];
    });
    expectGolden(join(folder, 'bad.out'), `${found.join('\n\n')}\n`);
  });

  test('the nearest correct neighbours are taken', () => {
    expect(ok.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(bad.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    expect(ok.map((object, index) => faultsOf(object, bundles[index] as Bundle))).toEqual(ok.map(() => []));
  });
});

/** The values at a path of the rules' table. */
function* valuesAt(value: unknown, [step, ...more]: readonly string[]): Generator<unknown> {
  if (step === undefined) {
    yield value;
  } else if (step === '[]') {
    for (const item of Array.isArray(value) ? value : []) {
      yield* valuesAt(item, more);
    }
  } else if (typeof value === 'object' && value !== null && step in value) {
    yield* valuesAt((value as Record<string, unknown>)[step], more);
  }
}

/** Whether a rule of the table finds something in an object, as some CRDs default it. */
function finds([path, { bundles, versions, find }]: readonly [string, (typeof RULES)[number][2]], object: Manifest): boolean {
  const [group = '', version = ''] = object.apiVersion.split('/');
  const steps = path.split(/\.|(?=\[\])/).filter((step) => step !== '');
  return BUNDLES.filter((bundle) => only(bundle) & bundles & servedIn(group, object.kind, version)).some((bundle) => {
    const { spec } = filled(object, bundle);
    return (versions?.includes(version) ?? true) && [...valuesAt(spec, steps)].some((value) => [...find(value as never)].length > 0);
  });
}

function filled(object: Manifest, bundle: Bundle): Manifest {
  const copy = structuredClone(object);
  validate(copy, only(bundle));
  return copy;
}

const RULES = Object.entries(RULES_BY_KIND).flatMap(([kind, table]) =>
  table.flatMap(([path, list]) => list.map((rule) => [kind, path, rule] as const)),
);

test('every rule of the table is broken in a folder of its name', () => {
  const covered = new Set<object>();
  for (const [kind, path, rule] of RULES) {
    const objects = BROKEN.filter((broken) => broken.rule === rule.name).flatMap(({ bad }) => bad);
    if (objects.some((object) => object.kind === kind && finds([path, rule], object))) {
      covered.add(rule);
    }
  }
  expect(RULES.filter(([, , rule]) => !covered.has(rule)).map(([kind, path, { name }]) => `${name}: ${kind}.${path}`)).toEqual([]);
  expect([...new Set(BROKEN.map(({ rule }) => rule))].sort()).toEqual([...RULE_NAMES].sort());
});

test('a rule holds in the releases and channels that have it', () => {
  const refuses = (kind: string, spec: object, bundle: Bundle) => crossFieldFaults(kind, 'v1', spec, only(bundle)).length > 0;
  const ports = { parentRefs: [80, 81].map((port) => ({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'g', port })) };
  expect(refuses('HTTPRoute', ports, { gatewayApi: '1.6', channel: 'standard' })).toBe(true);
  expect(refuses('HTTPRoute', ports, { gatewayApi: '1.6', channel: 'experimental' })).toBe(false);
  const named = { rules: [1, 2].map(() => ({ name: 'a', matches: [] })) };
  expect(refuses('HTTPRoute', named, { gatewayApi: '1.6', channel: 'standard' })).toBe(false);
  expect(refuses('HTTPRoute', named, { gatewayApi: '1.7', channel: 'standard' })).toBe(true);
});
