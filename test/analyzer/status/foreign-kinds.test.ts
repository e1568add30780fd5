import { configMap, gateway, gatewayClass, https, listenerSays, namespace, policy, predicted, route, routeSays, service } from './scene';

const BASE = [gatewayClass('class', { controllerName: 'kgateway.dev/kgateway' }), namespace('infra'), namespace('apps'), namespace('team')];
const GATEWAY = gateway('infra/gw');
const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'team' };

function resolved(ref: object, ...pieces: Parameters<typeof predicted>[0]): string | undefined {
  return routeSays(predicted([...BASE, GATEWAY, route('apps/r', { rules: [{ backendRefs: [ref] }] }), ...pieces]), 'HTTPRoute apps/r')[1];
}

const CHILD = route('team/child', { parentRefs: [] });

test.each<[string, object, boolean]>([
  ['one that is there', { ...HTTP_ROUTE, name: 'child' }, true],
  ['all of a namespace that has one', { ...HTTP_ROUTE, name: '*' }, true],
  ['one of a namespace that is not in the input', { ...HTTP_ROUTE, name: 'child', namespace: 'elsewhere' }, true],
  ['one that is not there', { ...HTTP_ROUTE, name: 'chidl' }, false],
  ['all of a namespace that has none', { ...HTTP_ROUTE, name: '*', namespace: 'infra' }, false],
])('an HTTPRoute as backend is for the controller to know, without consent: %s', (_, ref, known) => {
  expect(resolved(ref, CHILD)).toBe(known ? 'ResolvedRefs=Unknown Pending' : 'ResolvedRefs=False InvalidKind');
});

test('an XBackend is for routes of its namespace, whatever is granted', () => {
  const ref = { group: 'gateway.networking.x-k8s.io', kind: 'XBackend', name: 'x' };
  const grant = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ReferenceGrant',
    metadata: { name: 'g', namespace: 'team' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'apps' }],
      to: [{ group: ref.group, kind: ref.kind }],
    },
  };
  expect(resolved(ref)).toBe('ResolvedRefs=Unknown Pending');
  expect(resolved({ ...ref, namespace: 'team' })).toBe('ResolvedRefs=False RefNotPermitted');
  expect(resolved({ ...ref, namespace: 'team' }, grant)).toBe('ResolvedRefs=False RefNotPermitted');
});

test('a group that belongs to the controller may have kinds of backends', () => {
  expect(resolved({ group: 'gateway.kgateway.dev', kind: 'Upstream', name: 'x', port: 80 })).toBe('ResolvedRefs=Unknown Pending');
  expect(resolved({ group: 'gateway.example.org', kind: 'Upstream', name: 'x', port: 80 })).toBe('ResolvedRefs=False InvalidKind');
});

test('so may any group if the class of a Gateway comes with a chart', () => {
  const release = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'eg', namespace: 'elsewhere' } };
  const other = gateway('infra/other', undefined, { gatewayClassName: 'eg' });
  expect(resolved({ group: 'gateway.example.org', kind: 'Upstream', name: 'x', port: 80 }, other, release)).toBe(
    'ResolvedRefs=Unknown Pending',
  );
});

test.each<[object, string]>([
  [{ group: 'gateway.kgateway.dev', kind: 'Certificate' }, 'ResolvedRefs=Unknown Pending'],
  [{ group: 'wrong.example.org', kind: 'Certificate' }, 'ResolvedRefs=False InvalidCertificateRef'],
  [{ group: '', kind: 'ConfigMap' }, 'ResolvedRefs=False InvalidCertificateRef'],
])('a certificate in %j', (kind, expected) => {
  const prediction = predicted([...BASE, gateway('infra/gw', [https({ tls: { certificateRefs: [{ name: 'cert', ...kind }] } })])]);
  expect(listenerSays(prediction, 'Gateway infra/gw')[1]).toBe(expected);
});

test.each<[object, string]>([
  [{ group: 'certificates.k8s.io', kind: 'ClusterTrustBundle' }, 'Unknown Pending'],
  [{ group: '', kind: 'Secret' }, 'Unknown Pending'],
  [{ group: 'example.org', kind: 'Bundle' }, 'False InvalidKind'],
])('certificates to trust in %j', (kind, expected) => {
  const spec = {
    targetRefs: [{ group: '', kind: 'Service', name: 'svc' }],
    validation: { hostname: 'a.com', caCertificateRefs: [{ name: 'ca', ...kind }] },
  };
  const pieces = [
    GATEWAY,
    service('apps/svc'),
    route('apps/r', { rules: [{ backendRefs: [{ name: 'svc', port: 80 }] }] }),
    policy('apps/p', spec),
  ];
  const { policies } = predicted([...BASE, configMap('apps/other'), ...pieces]);
  expect(policies[0]?.conditions.map(({ status, reason }) => `${status} ${reason}`)[1]).toBe(expected);
});
