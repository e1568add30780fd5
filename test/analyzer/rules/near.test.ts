import { nearest } from '../../../analyzer/text/did-you-mean';
import { findingsOf } from './judged';

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

test('a missing object is shown those whose names have its name as a part, and no edit', () => {
  const apiVersion = 'gateway.networking.k8s.io/v1';
  const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }];
  const route = { parentRefs: [{ name: 'gw' }], rules: [{ backendRefs: [{ name: 'main', port: 80 }] }] };
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'bambu-main', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'maintenance', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } },
    { apiVersion, kind: 'Gateway', metadata: { name: 'external-gw', namespace: 'shop' }, spec: { gatewayClassName: 'any', listeners } },
    { apiVersion, kind: 'HTTPRoute', metadata: { name: 'a', namespace: 'shop' }, spec: route },
  ];
  const found = findingsOf(objects, 'backend-not-found', 'parent-not-found');
  expect(found.map(({ seen, fix }) => [seen, fix?.edit])).toEqual([
    [['there is Gateway shop/external-gw'], undefined],
    [['there is Service shop/bambu-main'], undefined],
  ]);
});
