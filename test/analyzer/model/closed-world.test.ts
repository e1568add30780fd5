import type { Kind } from '../../../analyzer/model/objects';
import { told, worldOf } from './world';

function object(apiVersion: string, kind: string, name: string, more: object = {}): string {
  const { metadata, ...rest } = more as { metadata?: object };
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace: 'apps', ...metadata }, ...rest });
}

const NAMESPACE = object('v1', 'Namespace', 'apps', { metadata: { labels: { team: 'x', 'kubernetes.io/metadata.name': 'lie' } } });
const SECRET = object('v1', 'Secret', 'known');
const CONFIG_MAP = object('v1', 'ConfigMap', 'known');
const ISSUER = { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } };

test.each<Kind>(['HTTPRoute', 'UDPRoute', 'Gateway', 'ListenerSet', 'ReferenceGrant', 'BackendTLSPolicy', 'Service'])(
  '%s is absent for certain where the Namespace object is in the input',
  (kind) => {
    expect(worldOf(NAMESPACE).closed(kind, 'apps')).toBe(true);
    expect(worldOf([], NAMESPACE).closed(kind, 'apps')).toBe(true);
    expect(worldOf(NAMESPACE).closed(kind, 'other')).toBe(false);
    expect(worldOf(NAMESPACE, [], { open: ['apps'] }).closed(kind, 'apps')).toBe(false);
  },
);

test('a Namespace is never absent for certain, and a GatewayClass only if another is in the input', () => {
  const gatewayClass = JSON.stringify({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'c' },
    spec: { controllerName: 'a.b/c' },
  });
  expect(worldOf(NAMESPACE).closed('Namespace', '')).toBe(false);
  expect(worldOf(NAMESPACE).closed('GatewayClass', '')).toBe(false);
  expect(worldOf(gatewayClass).closed('GatewayClass', '')).toBe(true);
});

test('a Secret or ConfigMap is absent for certain only where others of its kind are in the input', () => {
  expect(worldOf(NAMESPACE).closed('Secret', 'apps', 'tls')).toBe(false);
  expect(worldOf([NAMESPACE, CONFIG_MAP]).closed('Secret', 'apps', 'tls')).toBe(false);
  expect(worldOf([NAMESPACE, SECRET]).closed('Secret', 'apps', 'tls')).toBe(true);
  expect(worldOf([NAMESPACE, CONFIG_MAP]).closed('ConfigMap', 'apps', 'ca')).toBe(true);
  expect(worldOf([NAMESPACE, CONFIG_MAP]).closed('ConfigMap', 'apps', 'kube-root-ca.crt')).toBe(false);
});

const TLS = { listeners: [{ name: 'web', tls: { certificateRefs: [{ name: 'tls' }] } }] };

test.each([
  ['a Certificate', object('cert-manager.io/v1', 'Certificate', 'x', { spec: { secretName: 'tls' } })],
  ['a SealedSecret', object('bitnami.com/v1alpha1', 'SealedSecret', 'tls')],
  [
    'a SealedSecret with a template',
    object('bitnami.com/v1alpha1', 'SealedSecret', 'x', { spec: { template: { metadata: { name: 'tls' } } } }),
  ],
  ['an ExternalSecret', object('external-secrets.io/v1', 'ExternalSecret', 'tls')],
  ['an ExternalSecret with a target', object('external-secrets.io/v1beta1', 'ExternalSecret', 'x', { spec: { target: { name: 'tls' } } })],
  ['cert-manager for a Gateway', object('gateway.networking.k8s.io/v1', 'Gateway', 'g', { metadata: ISSUER, spec: TLS })],
  ['cert-manager for a ListenerSet', object('gateway.networking.k8s.io/v1', 'ListenerSet', 'g', { metadata: ISSUER, spec: TLS })],
  [
    'cert-manager for an Ingress',
    object('networking.k8s.io/v1', 'Ingress', 'i', { metadata: ISSUER, spec: { tls: [{ secretName: 'tls' }] } }),
  ],
])('a Secret may be made by %s', (_, maker) => {
  const world = worldOf([NAMESPACE, SECRET], maker);
  expect(world.closed('Secret', 'apps', 'tls')).toBe(false);
  expect(world.closed('Secret', 'apps')).toBe(false);
  expect(world.closed('Secret', 'apps', 'elsewhat')).toBe(true);
});

test.each([
  ['an Ingress without issuer', object('networking.k8s.io/v1', 'Ingress', 'i', { spec: { tls: [{ secretName: 'tls' }] } })],
  ['a Certificate of another group', object('example.com/v1', 'Certificate', 'x', { spec: { secretName: 'tls' } })],
  [
    'a Certificate elsewhere',
    object('cert-manager.io/v1', 'Certificate', 'x', { metadata: { namespace: 'other' }, spec: { secretName: 'tls' } }),
  ],
])('%s makes no Secret', (_, other) => {
  expect(worldOf([NAMESPACE, SECRET, other]).closed('Secret', 'apps', 'tls')).toBe(true);
});

test('a ClusterExternalSecret may make any Secret anywhere', () => {
  const maker = JSON.stringify({ apiVersion: 'external-secrets.io/v1', kind: 'ClusterExternalSecret', metadata: { name: 'x' } });
  expect(worldOf([NAMESPACE, SECRET, maker]).closed('Secret', 'apps', 'tls')).toBe(false);
});

const ELSEWHERE = { namespace: 'flux-system' };

test.each([
  ['a HelmRelease', object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'x'), true],
  [
    'a HelmRelease with a target',
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'x', { metadata: ELSEWHERE, spec: { targetNamespace: 'apps' } }),
    true,
  ],
  ['a HelmRelease elsewhere', object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'x', { metadata: ELSEWHERE }), false],
  ['a HelmRelease to elsewhere', object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'x', { spec: { targetNamespace: 'other' } }), false],
  ['a HelmChart of k3s', object('helm.cattle.io/v1', 'HelmChart', 'x', { metadata: ELSEWHERE, spec: { targetNamespace: 'apps' } }), true],
  ['a HelmChart of Flux, which delivers nothing', object('source.toolkit.fluxcd.io/v1', 'HelmChart', 'x'), false],
  [
    'an Application',
    object('argoproj.io/v1alpha1', 'Application', 'x', { metadata: ELSEWHERE, spec: { destination: { namespace: 'apps' } } }),
    true,
  ],
  [
    'an Application to elsewhere',
    object('argoproj.io/v1alpha1', 'Application', 'x', { spec: { destination: { namespace: 'other' } } }),
    false,
  ],
  [
    'an Application of another group',
    object('app.k8s.io/v1beta1', 'Application', 'x', { spec: { destination: { namespace: 'apps' } } }),
    false,
  ],
])('a Service may come with %s: %#', (_, delivery, opens) => {
  const world = worldOf([NAMESPACE, SECRET, delivery]);
  expect(world.closed('Service', 'apps')).toBe(!opens);
  expect(world.closed('Other', 'apps')).toBe(!opens);
  expect(world.closed('Secret', 'apps', 'tls')).toBe(!opens);
  expect(world.closed('HTTPRoute', 'apps')).toBe(true);
});

test('the labels of a namespace are those of its Namespace object, and its name whatever is written', () => {
  expect({ ...worldOf(NAMESPACE).labels('apps').labels }).toEqual({ team: 'x', 'kubernetes.io/metadata.name': 'apps' });
  expect(worldOf(NAMESPACE).labels('apps').complete).toBe(true);
  expect(worldOf(NAMESPACE).all('Namespace')[0]?.object.metadata.labels).toHaveProperty(['kubernetes.io/metadata.name'], 'apps');
  expect(worldOf([]).labels('apps')).toEqual({ labels: { 'kubernetes.io/metadata.name': 'apps' }, complete: false });
});

test('an object of any kind is known to be there, also one whose document is not read', () => {
  const world = worldOf([
    object('example.com/v1', 'Widget', 'w'),
    SECRET,
    JSON.stringify({ apiVersion: 'example.com/v1', kind: 'Wide', metadata: { name: 'x' } }),
  ]);
  expect(world.has('example.com', 'Widget', 'apps', 'w')).toBe(true);
  expect(world.has('example.com', 'Widget', 'other', 'w')).toBe(false);
  expect(world.has('example.org', 'Widget', 'apps', 'w')).toBe(false);
  expect(world.has('example.com', 'Wide', '', 'x')).toBe(true);
  expect(world.has('', 'Secret', 'apps', 'known')).toBe(true);
  expect(world.has('', 'Secret', 'apps', 'unknown')).toBe(false);
});

test('objects are found by namespace and name, sorted', () => {
  const services = ['b', 'c', 'a'].map((name) => object('v1', 'Service', name));
  const world = worldOf([...services, object('v1', 'Service', 'a', { metadata: { namespace: 'aaa' } })]);
  expect(world.all('Service').map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['aaa/a', 'apps/a', 'apps/b', 'apps/c']);
  expect(world.in('Service', 'apps').map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(world.in('Service', 'none')).toEqual([]);
  expect(world.get('Service', 'apps', 'b')?.name).toBe('b');
  expect(world.get('Service', 'none', 'b')).toBeUndefined();
});

test('fails if two files say one object, and judges the same one in any order', () => {
  const one = object('v1', 'Service', 's', { spec: { ports: [{ port: 1 }] } });
  const two = object('v1', 'Service', 's', { spec: { ports: [{ port: 2 }] } });
  for (const text of [`${one}\n---\n${two}`, `${two}\n---\n${one}`]) {
    const world = worldOf(text);
    expect(world.problems.map(told)).toEqual(['duplicate Service apps/s 0.yaml 0.yaml']);
    expect(world.get('Service', 'apps', 's')?.object.spec.ports).toEqual([{ port: 1 }]);
  }
  expect(worldOf([one, two]).problems.map(told)).toEqual(['duplicate Service apps/s 0.yaml 1.yaml']);
  expect(worldOf(one, two).problems).toEqual([]);
  expect(worldOf([], [one, two]).problems).toEqual([]);
});

test('whoever watches learns what is looked at', () => {
  const read = new Set<string>();
  const world = worldOf(NAMESPACE).watched((kind) => read.add(kind));
  world.all('HTTPRoute');
  world.get('Gateway', 'apps', 'g');
  world.has('', 'Secret', 'apps', 's');
  world.has('example.com', 'Widget', 'apps', 's');
  expect([...read]).toEqual(['HTTPRoute', 'Gateway', 'Secret']);
  expect(world.closed('Service', 'apps')).toBe(true);
  expect(world.labels('apps').complete).toBe(true);
  expect([...read]).toEqual(['HTTPRoute', 'Gateway', 'Secret', 'Service', 'Namespace']);
});

test('a Service may exist where it is called after an object that an operator looks after', () => {
  const service = (name: string, ...beside: string[]) => worldOf([NAMESPACE, ...beside]).closed('Service', 'apps', name);
  const cluster = object('postgresql.cnpg.io/v1', 'Cluster', 'pg');
  expect(service('pg-rw', cluster)).toBe(false);
  expect(service('pg', cluster)).toBe(false);
  expect(service('pgx-rw', cluster)).toBe(true);
  expect(service('pg-rw', object('postgresql.cnpg.io/v1', 'Cluster', 'pg', { metadata: { namespace: 'other' } }))).toBe(true);
  expect(service('pg-rw', object('apps/v1', 'Deployment', 'pg'), object('discovery.k8s.io/v1', 'EndpointSlice', 'pg'))).toBe(true);
  expect(service('pg-rw', object('cert-manager.io/v1', 'Certificate', 'pg'))).toBe(true);
});
