import type { Kind } from '../../gateway-api';
import { DEFAULT_TARGET, PROFILES, type Target, unservedFields } from '../../targets';
import { servedPaths } from './paths';

const standard13: Target = { controller: 'generic', gatewayApi: '1.3', channel: 'standard' };

test.each(Object.keys(PROFILES.kong.notHonoured) as Kind[])('what kong does not honour of %s is a field of the CRDs', (kind) => {
  const known = servedPaths(kind);
  expect((PROFILES.kong.notHonoured[kind] ?? []).filter((path) => !known.includes(path))).toEqual([]);
});

test('a field is named where it stands, with what would serve it', () => {
  const spec = { rules: [{ matches: [] }, { name: 'second', retry: { attempts: 3 } }] };
  expect(unservedFields(standard13, 'HTTPRoute', spec)).toEqual([
    { path: 'rules[1].name', since: { experimental: '1.3', standard: '1.4' } },
    { path: 'rules[1].retry', since: { experimental: '1.3', standard: '1.7' } },
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

test('a field that later releases renamed is not served by them', () => {
  const spec = { rules: [{ sessionPersistence: { sessionName: 'a' } }] };
  const target = (gatewayApi: Target['gatewayApi']): Target => ({ controller: 'generic', gatewayApi, channel: 'experimental' });
  expect(unservedFields(target('1.6'), 'HTTPRoute', spec)).toEqual([]);
  expect(unservedFields(target('1.7'), 'HTTPRoute', spec)).toEqual([
    { path: 'rules[0].sessionPersistence.sessionName', since: { experimental: '1.3', until: '1.6' } },
  ]);
});
