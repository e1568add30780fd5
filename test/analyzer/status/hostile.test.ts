import fc from 'fast-check';
import { load } from '../../../analyzer/model/load';
import type { Prediction } from '../../../analyzer/status/conditions/prediction';
import { predict } from '../../../analyzer/status/predict';
import { statusList } from '../../../analyzer/status/status-list';
import { places } from '../places';
import { configMap, gateway, gatewayClass, grant, https, listener, listenerSet, namespace, policy, route, secret, service } from './scene';

const OPEN = { from: 'Selector', selector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['a'] }] } };
const ca = { group: '', kind: 'ConfigMap', name: 'ca' };
const backendRefs = [
  {
    name: 'svc',
    namespace: 'shop',
    port: 80,
    filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'svc', port: 80 } } }],
  },
];

const SCENE: readonly unknown[] = [
  gatewayClass('class'),
  namespace('infra'),
  namespace('apps', { team: 'a' }),
  gateway(
    'infra/gw',
    [listener({ allowedRoutes: { namespaces: OPEN, kinds: [{ kind: 'HTTPRoute' }] } }), https({ name: 'tls', hostname: '*.example.com' })],
    {
      allowedListeners: { namespaces: { from: 'All' } },
      addresses: [{ value: '10.0.0.1' }],
      infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name: 'ca' } },
      tls: {
        backend: { clientCertificateRef: { name: 'cert' } },
        frontend: { default: { validation: { caCertificateRefs: [ca] } }, perPort: [{ port: 443, tls: {} }] },
      },
    },
  ),
  listenerSet('apps/ls', [listener({ port: 8080 })], { name: 'gw', namespace: 'infra' }),
  secret('infra/cert'),
  configMap('infra/ca'),
  service('shop/svc'),
  grant('shop/g', {}, { name: 'svc' }),
  route('apps/r', { hostnames: ['a.example.com'], rules: [{ matches: [{ path: { value: '/a' } }], backendRefs }] }),
  route('apps/g', { parentRefs: [{ kind: 'ListenerSet', name: 'ls', sectionName: 'web', port: 8080 }] }, 'GRPCRoute'),
  policy('shop/p', {
    targetRefs: [{ group: '', kind: 'Service', name: 'svc' }],
    validation: { hostname: 'a.com', caCertificateRefs: [ca] },
  }),
];

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, '', [], {}, [null], [{}], true, 0, '*.', '__proto__', 'constructor'),
  fc.jsonValue({ maxDepth: 3 }),
);
const change = fc.tuple(fc.nat(), fc.option(junk, { nil: undefined }));

/** The scene with some of its places holding something else, or nothing. */
const spoilt = fc.array(change, { minLength: 1, maxLength: 5 }).map((changes) => {
  const scene = structuredClone(SCENE) as unknown[];
  for (const [at, value] of changes) {
    const all = places(scene);
    const [holder, key] = all[at % all.length] ?? [{}, ''];
    if (value === undefined && !Array.isArray(holder)) {
      delete holder[key];
    } else {
      holder[key] = structuredClone(value ?? null);
    }
  }
  return scene;
});

function conditionsOf({ classes, gateways, listenerSets, routes, policies }: Prediction) {
  const listeners = [...gateways, ...listenerSets].flatMap((one) => one.listeners);
  const entries = [...routes.flatMap(({ parents }) => parents), ...policies.flatMap(({ ancestors }) => ancestors)];
  return [...classes, ...gateways, ...listenerSets, ...listeners, ...entries].flatMap(({ conditions }) => conditions);
}

test('whatever an object says, each condition is whole', () => {
  fc.assert(
    fc.property(spoilt, (scene) => {
      const text = scene.map((one) => JSON.stringify(one)).join('\n---\n');
      const prediction = predict(load([{ path: 'scene.yaml', text }]));
      expect(JSON.parse(JSON.stringify(statusList(prediction)))).toMatchObject({ kind: 'List' });
      for (const { status, reason, message, causes } of conditionsOf(prediction)) {
        expect(message).toMatch(/^[^\n]+$/);
        expect(message).not.toMatch(/undefined|\[object/);
        if (status !== 'True') {
          expect(causes).not.toEqual([]);
        }
        if (status === 'Unknown') {
          expect(reason).toBe('Pending');
        }
        if (status === 'False') {
          expect(causes.flatMap(({ missing }) => missing)).toEqual([]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
