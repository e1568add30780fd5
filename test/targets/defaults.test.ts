import { withDefaults } from '../../constructs/checks/defaults';
import { DEFAULT_TARGET, type Target } from '../../targets';

test('an HTTPRoute without rules gets the one rule that the API server puts there', () => {
  expect(withDefaults(DEFAULT_TARGET, 'HTTPRoute', {})).toEqual({ rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] });
});

test('what is written stays, what is left out beside it is filled in', () => {
  expect(
    withDefaults(DEFAULT_TARGET, 'HTTPRoute', {
      parentRefs: [{ name: 'kong', sectionName: 'proxy' }],
      rules: [
        {
          matches: [{ path: { type: 'Exact' } }, { headers: [{ name: 'a', value: 'b' }] }],
          backendRefs: [{ name: 'echo', port: 1027, weight: 0 }],
          filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'shadow' } } }],
        },
      ],
    }),
  ).toEqual({
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'kong', sectionName: 'proxy' }],
    rules: [
      {
        matches: [
          { path: { type: 'Exact', value: '/' } },
          { path: { type: 'PathPrefix', value: '/' }, headers: [{ name: 'a', type: 'Exact', value: 'b' }] },
        ],
        backendRefs: [{ group: '', kind: 'Service', name: 'echo', port: 1027, weight: 0 }],
        filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { group: '', kind: 'Service', name: 'shadow' } } }],
      },
    ],
  });
});

test('a null counts as left out', () => {
  expect(withDefaults(DEFAULT_TARGET, 'TCPRoute', { rules: [{ backendRefs: [{ name: 'echo', weight: null }] }] })).toEqual({
    rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'echo', weight: 1 }] }],
  });
});

test('a listener admits its own namespace, also when only a selector is written', () => {
  const listeners = [{ name: 'a' }, { name: 'b', allowedRoutes: { namespaces: { selector: {} } } }];
  expect(withDefaults(DEFAULT_TARGET, 'Gateway', { listeners })).toEqual({
    listeners: [
      { name: 'a', allowedRoutes: { namespaces: { from: 'Same' } } },
      { name: 'b', allowedRoutes: { namespaces: { from: 'Same', selector: {} } } },
    ],
  });
});

test('the object that is given is left alone, and no two results share a part', () => {
  const spec = {};
  const [one, other] = [withDefaults(DEFAULT_TARGET, 'HTTPRoute', spec), withDefaults(DEFAULT_TARGET, 'HTTPRoute', spec)] as {
    rules?: unknown[];
  }[];
  expect(spec).toEqual({});
  one?.rules?.push('changed');
  expect(other?.rules).toHaveLength(1);
});

test('what has another shape than the CRD asks for is passed through', () => {
  expect(withDefaults(DEFAULT_TARGET, 'HTTPRoute', { rules: 'none', parentRefs: [1, null] })).toEqual({
    rules: 'none',
    parentRefs: [1, null],
  });
  expect(withDefaults(DEFAULT_TARGET, 'HTTPRoute', null)).toBeNull();
});

test('a default is that of the release of the target', () => {
  const retried = (gatewayApi: Target['gatewayApi']) =>
    withDefaults({ ...DEFAULT_TARGET, gatewayApi }, 'HTTPRoute', { rules: [{ matches: [], retry: {} }] });
  expect(retried('1.6')).toEqual({ rules: [{ matches: [], retry: {} }] });
  expect(retried('1.7')).toEqual({ rules: [{ matches: [], retry: { attempts: 1 } }] });
});
