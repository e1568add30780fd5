import { FIELDS, has } from '../../gateway-api';
import { DEFAULT_TARGET, PROFILES, type Target, unservedFields } from '../../targets';
import { crdsOf, fieldsOf, type Schema, testOnBundles } from './bundles';

const standard13: Target = { controller: 'generic', gatewayApi: '1.3', channel: 'standard' };

/** The paths of a schema that another one lacks, without what lies below them. */
function lackedBy(narrow: Schema, wide: Schema): string[] {
  const there = new Set([...fieldsOf(narrow)].map(([path]) => path));
  const lacking = [...fieldsOf(wide)].map(([path]) => path).filter((path) => !there.has(path));
  return lacking.filter((path) => !lacking.some((other) => path.startsWith(`${other}.`) || path.startsWith(`${other}[]`)));
}

testOnBundles('the fields that are not served are those that the CRDs lack', (bundle) => {
  const { channel, gatewayApi, crds } = crdsOf(bundle);
  const widest = crdsOf('experimental 1.6').crds;
  for (const { kind, specs } of crds) {
    const newest = Object.keys(specs).sort()[0] as string;
    const wide = widest.find((crd) => crd.kind === kind)?.specs[newest] as Schema;
    const missing = (FIELDS[kind] ?? []).filter((field) => field.values === undefined && !has({ channel, gatewayApi }, field));
    expect({ kind, lacking: missing.map(({ path }) => path).sort() }).toEqual({
      kind,
      lacking: lackedBy(specs[newest] as Schema, wide).sort(),
    });
  }
});

testOnBundles('the redirect codes that are not served are those that the CRDs refuse', (bundle) => {
  const { channel, gatewayApi, crds } = crdsOf(bundle);
  const schema = crds.find(({ kind }) => kind === 'HTTPRoute')?.specs.v1 as Schema;
  const codes = new Map(fieldsOf(schema)).get('rules[].filters[].requestRedirect.statusCode')?.enum ?? [];
  const spec = { rules: [{ filters: [301, 302, 303, 307, 308].map((statusCode) => ({ requestRedirect: { statusCode } })) }] };
  const refused = unservedFields({ controller: 'generic', channel, gatewayApi }, 'HTTPRoute', spec).map(({ value }) => value);
  expect([...codes, ...refused]).toEqual([301, 302, 303, 307, 308]);
});

testOnBundles(
  'what kong does not honour is a field of the CRDs',
  (bundle) => {
    for (const { kind, specs } of crdsOf(bundle).crds) {
      const known = new Set([...fieldsOf(specs.v1 as Schema)].map(([path]) => path));
      expect((PROFILES.kong.notHonoured[kind] ?? []).filter((path) => !known.has(path))).toEqual([]);
    }
  },
  ['experimental 1.6'],
);

test('a field is named where it stands, with what would serve it', () => {
  const spec = { rules: [{ matches: [] }, { name: 'second', retry: { attempts: 3 } }] };
  expect(unservedFields(standard13, 'HTTPRoute', spec)).toEqual([
    { path: 'rules[1].name', since: { experimental: '1.3', standard: '1.4' } },
    { path: 'rules[1].retry', since: { experimental: '1.3' } },
  ]);
});

test('a value is named where the field is served and the value is not', () => {
  const spec = { rules: [{ filters: [{ requestRedirect: { statusCode: 308 } }] }] };
  expect(unservedFields(standard13, 'HTTPRoute', spec)).toEqual([
    { path: 'rules[0].filters[0].requestRedirect.statusCode', value: 308, since: { experimental: '1.5', standard: '1.5' } },
  ]);
});

test('a filter that kong refuses is named without a release that would serve it', () => {
  const spec = { rules: [{ filters: [{ cors: {} }] }] };
  expect(unservedFields(DEFAULT_TARGET, 'HTTPRoute', spec)).toEqual([{ path: 'rules[0].filters[0].cors' }]);
});

test('an absent or null field is no field', () => {
  expect(unservedFields(standard13, 'HTTPRoute', { rules: [{ name: null }, null] })).toEqual([]);
  expect(unservedFields(standard13, 'HTTPRoute', undefined)).toEqual([]);
});
