import { makerKinds } from '../../../analyzer/model/generated/generators';
import type { Kind } from '../../../analyzer/model/objects';
import { mayHold } from '../../../analyzer/model/sources/may-hold';
import { told, worldOf } from './world';

function object(apiVersion: string, kind: string, name: string, more: object = {}): string {
  const { metadata, ...rest } = more as { metadata?: object };
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace: 'apps', ...metadata }, ...rest });
}

const NAMESPACE = object('v1', 'Namespace', 'apps', { metadata: { labels: { team: 'x', 'kubernetes.io/metadata.name': 'lie' } } });
const SECRET = object('v1', 'Secret', 'known');
const CONFIG_MAP = object('v1', 'ConfigMap', 'known');
const ISSUER = { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } };

function jobOf(command: readonly string[] | undefined, args: readonly string[] = [], image = 'bitnami/kubectl'): string {
  return object('batch/v1', 'Job', 'x', { spec: { template: { spec: { containers: [{ image, command, args }] } } } });
}

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

function listener(fields: object = {}, reference: object = {}): object {
  return { listeners: [{ name: 'web', hostname: 'a.example.com', tls: { certificateRefs: [{ name: 'tls', ...reference }] }, ...fields }] };
}

const TLS = listener();

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

test.each([
  ['names another namespace', listener({}, { namespace: 'other' })],
  ['has no hostname', listener({ hostname: undefined })],
  ['passes TLS through', listener({ tls: { mode: 'Passthrough', certificateRefs: [{ name: 'tls' }] } })],
])('cert-manager makes no Secret for a listener that %s', (_, spec) => {
  const gateway = object('gateway.networking.k8s.io/v1', 'Gateway', 'g', { metadata: ISSUER, spec });
  const other = object('v1', 'Namespace', 'other');
  const world = worldOf([NAMESPACE, SECRET, gateway, other, object('v1', 'Secret', 'known', { metadata: { namespace: 'other' } })]);
  expect(world.closed('Secret', 'apps', 'tls')).toBe(true);
  expect(world.closed('Secret', 'other', 'tls')).toBe(true);
});

test('cert-manager makes no Secret for a listener that an annotation names', () => {
  const gateway = (ignored: string) =>
    object('gateway.networking.k8s.io/v1', 'Gateway', 'g', {
      metadata: { annotations: { ...ISSUER.annotations, 'cert-manager.io/ignore-tls-listeners': ignored } },
      spec: TLS,
    });
  expect(worldOf([NAMESPACE, SECRET, gateway('other, web')]).closed('Secret', 'apps', 'tls')).toBe(true);
  expect(worldOf([NAMESPACE, SECRET, gateway('other')]).closed('Secret', 'apps', 'tls')).toBe(false);
});

/** An object that holds a Service for somebody else to apply. */
function holding(apiVersion: string, kind: string, path: readonly string[]): string {
  const held = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'held', namespace: 'apps' } };
  const spec = path.reduceRight<unknown>((inner, field) => ({ [field]: inner }), [{ object: held }]);
  return object(apiVersion, kind, 'x', { metadata: { namespace: 'other' }, spec });
}

/**
 * What is made in the namespace "apps" by something that the input holds, each under a name that
 * nothing else has.
 */
test.each<[maker: string, text: string, kind: Kind, name: string]>([
  ['a Bundle of trust-manager', object('trust.cert-manager.io/v1alpha1', 'Bundle', 'ca'), 'ConfigMap', 'ca'],
  ['a Bundle of trust-manager', object('trust.cert-manager.io/v1alpha1', 'Bundle', 'ca'), 'Secret', 'ca'],
  ['a OnePasswordItem', object('onepassword.com/v1', 'OnePasswordItem', 'tls'), 'Secret', 'tls'],
  [
    'a VaultStaticSecret',
    object('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', 'x', { spec: { destination: { name: 'tls' } } }),
    'Secret',
    'tls',
  ],
  [
    'a VaultDynamicSecret',
    object('secrets.hashicorp.com/v1beta1', 'VaultDynamicSecret', 'x', { spec: { destination: { name: 'tls' } } }),
    'Secret',
    'tls',
  ],
  [
    'an InfisicalSecret elsewhere',
    object('secrets.infisical.com/v1alpha1', 'InfisicalSecret', 'x', {
      metadata: { namespace: 'other' },
      spec: { managedSecretReference: { secretName: 'tls', secretNamespace: 'apps' } },
    }),
    'Secret',
    'tls',
  ],
  [
    'a policy of Kyverno',
    object('kyverno.io/v1', 'ClusterPolicy', 'x', {
      spec: { rules: [{ generate: { kind: 'Secret', name: 'tls', namespace: '{{ x }}' } }] },
    }),
    'Secret',
    'tls',
  ],
  [
    'a policy of Kyverno that clones',
    object('kyverno.io/v1', 'ClusterPolicy', 'x', {
      spec: { rules: [{ generate: { namespace: 'apps', cloneList: { kinds: ['v1/Secret', 'v1/ConfigMap'] } } }] },
    }),
    'Secret',
    'anything',
  ],
  [
    'a policy of Kyverno for grants',
    object('kyverno.io/v1', 'ClusterPolicy', 'x', {
      spec: { rules: [{ generate: { kind: 'ReferenceGrant', name: 'g', namespace: '{{request.object.metadata.name}}' } }] },
    }),
    'ReferenceGrant',
    'g',
  ],
  [
    'the service CA of OpenShift',
    object('v1', 'Service', 's', { metadata: { annotations: { 'service.beta.openshift.io/serving-cert-secret-name': 'tls' } } }),
    'Secret',
    'tls',
  ],
  [
    'a resource of Crossplane',
    object('database.example.org/v1', 'PostgreSQLInstance', 'db', { spec: { writeConnectionSecretToRef: { name: 'tls' } } }),
    'Secret',
    'tls',
  ],
  [
    'an Object of Crossplane',
    object('kubernetes.crossplane.io/v1alpha2', 'Object', 'o', {
      spec: { forProvider: { manifest: { kind: 'Service', metadata: { name: 'made', namespace: 'apps' } } } },
    }),
    'Service',
    'made',
  ],
  [
    'a controller of Terraform',
    object('infra.contrib.fluxcd.io/v1alpha2', 'Terraform', 't', { spec: { writeOutputsToSecret: { name: 'tls' } } }),
    'Secret',
    'tls',
  ],
  [
    'Reflector',
    object('v1', 'Secret', 'tls', {
      metadata: {
        namespace: 'certs',
        annotations: {
          'reflector.v1.k8s.emberstack.com/reflection-auto-enabled': 'true',
          'reflector.v1.k8s.emberstack.com/reflection-auto-namespaces': 'web,apps',
        },
      },
    }),
    'Secret',
    'tls',
  ],
  [
    'Reflector, of a Certificate',
    object('cert-manager.io/v1', 'Certificate', 'c', {
      metadata: { namespace: 'certs' },
      spec: { secretName: 'tls', secretTemplate: { annotations: { 'reflector.v1.k8s.emberstack.com/reflection-auto-enabled': 'true' } } },
    }),
    'Secret',
    'tls',
  ],
  [
    'the replicator',
    object('v1', 'ConfigMap', 'ca', { metadata: { namespace: 'certs', annotations: { 'replicator.v1.mittwald.de/replicate-to': 'a*' } } }),
    'ConfigMap',
    'ca',
  ],
  ['VictoriaMetrics', object('operator.victoriametrics.com/v1beta1', 'VMSingle', 'db'), 'Service', 'vmsingle-db'],
  ['VictoriaMetrics', object('operator.victoriametrics.com/v1beta1', 'VMCluster', 'db'), 'Service', 'vmselect-db'],
  ['the Prometheus operator', object('monitoring.coreos.com/v1', 'Prometheus', 'k8s'), 'Service', 'prometheus-operated'],
  ['KServe', object('serving.kserve.io/v1beta1', 'InferenceService', 'llm'), 'Service', 'llm-predictor'],
  ['KServe', object('serving.kserve.io/v1beta1', 'InferenceService', 'llm'), 'HTTPRoute', 'llm'],
  ['an operator', object('argoproj.io/v1beta1', 'ArgoCD', 'argocd'), 'ConfigMap', 'argocd-ca'],
  ['authentik', object('v1', 'Service', 'authentik'), 'Service', 'ak-outpost-proxy'],
  ['Rook', object('ceph.rook.io/v1', 'CephCluster', 'storage'), 'Service', 'rook-ceph-mgr-dashboard'],
  ['Tempo', object('tempo.grafana.com/v1alpha1', 'TempoStack', 'traces'), 'Service', 'tempo-traces-query-frontend'],
  [
    'an InfisicalDynamicSecret',
    object('secrets.infisical.com/v1alpha1', 'InfisicalDynamicSecret', 'x', {
      spec: { managedSecretReference: { secretName: 'tls', secretNamespace: 'apps' } },
    }),
    'Secret',
    'tls',
  ],
  ['a ClusterSecret', object('clustersecret.io/v1', 'ClusterSecret', 'tls', { metadata: { namespace: 'other' } }), 'Secret', 'tls'],
  ['a SecretSync', object('secret-sync.x-k8s.io/v1alpha1', 'SecretSync', 'tls'), 'Secret', 'tls'],
  ['a ValsSecret', object('digitalis.io/v1', 'ValsSecret', 'x', { spec: { name: 'tls' } }), 'Secret', 'tls'],
  [
    'a Route of OpenShift',
    object('route.openshift.io/v1', 'Route', 'r', { metadata: { annotations: { 'acme.openshift.io/secret-name': 'tls' } } }),
    'Secret',
    'tls',
  ],
  ['a ManifestWork', holding('work.open-cluster-management.io/v1', 'ManifestWork', ['workload', 'manifests']), 'Service', 'held'],
  ['a ResourceGraphDefinition', holding('kro.run/v1alpha1', 'ResourceGraphDefinition', ['resources']), 'Service', 'held'],
  ['a Template of OpenShift', holding('template.openshift.io/v1', 'Template', ['objects']), 'Service', 'held'],
  [
    'a policy that holds a text',
    object('redhatcop.redhat.io/v1alpha1', 'NamespaceConfig', 'x', { spec: { template: 'apiVersion: v1\nkind: Service\n' } }).replace(
      /"template":.*"/,
      '"template": "apiVersion: v1\\n kind: Service\\n"',
    ),
    'Service',
    'anything',
  ],
])('what %s may make is not absent', (_, maker, kind, name) => {
  const world = worldOf([NAMESPACE, SECRET, CONFIG_MAP, maker]);
  expect(world.closed(kind, 'apps', name)).toBe(false);
  expect(worldOf([NAMESPACE, SECRET, CONFIG_MAP]).closed(kind, 'apps', name)).toBe(!name.startsWith('ak-'));
});

test('what is copied into named namespaces is in no other', () => {
  const annotations = {
    'reflector.v1.k8s.emberstack.com/reflection-auto-enabled': 'true',
    'reflector.v1.k8s.emberstack.com/reflection-auto-namespaces': 'web',
  };
  const copied = object('v1', 'Secret', 'tls', { metadata: { namespace: 'certs', annotations } });
  expect(worldOf([NAMESPACE, SECRET, copied]).closed('Secret', 'apps', 'tls')).toBe(true);
});

test('an Application of Argo CD makes no Service that is called after it', () => {
  const argo = object('argoproj.io/v1alpha1', 'Application', 'web', { spec: { destination: { namespace: 'other' } } });
  expect(worldOf([NAMESPACE, argo]).closed('Service', 'apps', 'web')).toBe(true);
});

test('what is delivered into a namespace that is not known opens all of them', () => {
  const release = object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'x', {
    metadata: { namespace: 'flux-system' },
    spec: { targetNamespace: '{{ target }}' },
  });
  expect(worldOf([NAMESPACE, release]).closed('HTTPRoute', 'apps')).toBe(false);
});

test('a GatewayClass may come with any chart, and some controllers make theirs', () => {
  const other = JSON.stringify({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'c' },
    spec: { controllerName: 'a.b/c' },
  });
  expect(worldOf([NAMESPACE, other]).closed('GatewayClass', '', 'eg')).toBe(true);
  expect(worldOf([NAMESPACE, other]).closed('GatewayClass', '', 'istio-waypoint')).toBe(false);
  expect(worldOf([NAMESPACE, other, object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'x')]).closed('GatewayClass', '', 'eg')).toBe(false);
});

test('a ClusterExternalSecret may make any Secret anywhere', () => {
  const maker = JSON.stringify({ apiVersion: 'external-secrets.io/v1', kind: 'ClusterExternalSecret', metadata: { name: 'x' } });
  expect(worldOf([NAMESPACE, SECRET, maker]).closed('Secret', 'apps', 'tls')).toBe(false);
});

const ELSEWHERE = { namespace: 'flux-system' };

test('each kind that makes others is read', () => {
  for (const kind of makerKinds) {
    expect([kind, mayHold(`kind: ${kind.slice(kind.indexOf('/') + 1)}\n`)]).toEqual([kind, true]);
  }
});

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
  ['a PackageInstall of Carvel', object('packaging.carvel.dev/v1alpha1', 'PackageInstall', 'x'), true],
  [
    'an App of Carvel',
    object('kappctrl.k14s.io/v1alpha1', 'App', 'x', { metadata: ELSEWHERE, spec: { deploy: [{ kapp: { intoNs: 'apps' } }] } }),
    true,
  ],
  ['a Subscription of OLM', object('operators.coreos.com/v1alpha1', 'Subscription', 'x'), true],
  ['a RootSync', object('configsync.gke.io/v1beta1', 'RootSync', 'x', { metadata: ELSEWHERE }), true],
  ['a RepoSync elsewhere', object('configsync.gke.io/v1beta1', 'RepoSync', 'x', { metadata: ELSEWHERE }), false],
  ['an instance of kro, which may be called otherwise', object('kro.run/v1alpha1', 'WebApp', 'x'), true],
  ['an instance of kro elsewhere', object('kro.run/v1alpha1', 'WebApp', 'x', { metadata: ELSEWHERE }), false],
  ['a Job that applies manifests', jobOf(['sh', '-c', 'curl $URL | kubectl apply -f -']), true],
  ['a Job that applies manifests elsewhere', jobOf(['kubectl', '--namespace=other', 'apply', '-f', '-']), false],
  ['a Job that only looks', jobOf(['kubectl', 'get', 'pods']), false],
  ['an Application of KubeVela', object('core.oam.dev/v1beta1', 'Application', 'x'), true],
  [
    'a profile of Sveltos',
    object('config.projectsveltos.io/v1beta1', 'ClusterProfile', 'x', {
      metadata: ELSEWHERE,
      spec: { helmCharts: [{ chartName: 'x/web', releaseName: 'web', releaseNamespace: 'apps' }] },
    }),
    true,
  ],
  [
    'a HelmOp of Fleet',
    object('fleet.cattle.io/v1alpha1', 'HelmOp', 'x', { metadata: ELSEWHERE, spec: { defaultNamespace: 'apps', helm: { chart: 'web' } } }),
    true,
  ],
  [
    'a Chart of k0s',
    object('helm.k0sproject.io/v1beta1', 'Chart', 'x', { metadata: ELSEWHERE, spec: { chartName: 'x/web', namespace: 'apps' } }),
    true,
  ],
  [
    'an Application whose values name charts',
    object('argoproj.io/v1alpha1', 'Application', 'x', {
      spec: {
        destination: { namespace: 'other' },
        source: {
          chart: 'apps',
          helm: { valuesObject: { web: { source: { chart: 'web', version: '1' }, destination: { namespace: 'apps' } } } },
        },
      },
    }),
    true,
  ],
  [
    'an Application whose values name charts as a text',
    object('argoproj.io/v1alpha1', 'Application', 'x', {
      spec: {
        destination: { namespace: 'other' },
        sources: [{ chart: 'apps', helm: { values: 'web:\n  chart: web\n  repoURL: x\n  namespace: apps\n' } }],
      },
    }),
    true,
  ],
  [
    'a workload that is labelled with its chart',
    object('apps/v1', 'Deployment', 'x', { metadata: { labels: { chart: 'web', version: '1' } }, spec: { chart: 'web', version: '1' } }),
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
  expect(world.closed('Gateway', 'apps', 'gw')).toBe(!opens);
  expect(world.closed('ReferenceGrant', 'apps')).toBe(!opens);
});

test.each<[maker: string, text: string, kind: Kind, name: string]>([
  ['kubectl in a Job', jobOf(['sh', '-c', 'set -e; kubectl create secret tls tls --cert=a']), 'Secret', 'tls'],
  ['the arguments of kubectl', jobOf(undefined, ['create', '-n', 'apps', 'secret', 'generic', 'tls']), 'Secret', 'tls'],
  ['a Job that issues a certificate', jobOf(undefined, ['create', '--namespace=apps', '--secret-name=tls'], 'certgen'), 'Secret', 'tls'],
])('%s makes an object of one name', (_, text, kind, name) => {
  const world = worldOf([NAMESPACE, SECRET, text]);
  expect([world.closed(kind, 'apps', name), world.closed(kind, 'apps', 'other')]).toEqual([false, true]);
});

test('a ClusterResourceSet may apply what ConfigMaps hold', () => {
  const held = object('v1', 'ConfigMap', 'addons', { data: { 'web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n' } });
  const set = object('addons.cluster.x-k8s.io/v1beta1', 'ClusterResourceSet', 'x');
  expect(worldOf([NAMESPACE, held]).closed('Service', 'apps', 'web')).toBe(true);
  expect(worldOf([NAMESPACE, held, set]).closed('Service', 'apps', 'web')).toBe(false);
});

test.each([
  [
    'Capsule',
    object('capsule.clastix.io/v1beta2', 'Tenant', 'x', { spec: { namespaceOptions: { additionalMetadata: { labels: { a: 'b' } } } } }),
  ],
  ['HNC', object('hnc.x-k8s.io/v1alpha2', 'HierarchyConfiguration', 'hierarchy', { spec: { labels: [{ key: 'a', value: 'b' }] } })],
  [
    'a policy',
    object('kyverno.io/v1', 'ClusterPolicy', 'x', {
      spec: {
        rules: [{ match: { resources: { kinds: ['Namespace'] } }, mutate: { patchStrategicMerge: { metadata: { labels: { a: 'b' } } } } }],
      },
    }),
  ],
])('%s may label namespaces, which are closed all the same', (_, text) => {
  const world = worldOf([NAMESPACE, text]);
  expect([world.labels('apps').complete, world.closed('Service', 'apps', 'web')]).toEqual([false, true]);
  expect([world.changed('Namespace', '', 'apps'), world.changed('Namespace', '', 'other')]).toEqual([true, false]);
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
