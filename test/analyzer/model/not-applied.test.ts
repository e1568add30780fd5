import { load } from '../../../analyzer/model/load';
import { told } from './world';

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gw, namespace: edge }
spec:
  gatewayClassName: edge
  listeners: [{ name: web, port: 80, protocol: HTTP, hostname: HOST }]
`;

function read(files: Readonly<Record<string, string>>, strict = false) {
  const world = load(Object.entries(files).map(([path, text]) => ({ path, text, strict })));
  const { tests, placeholders } = world.unapplied;
  return {
    gateways: world.all('Gateway').length,
    tests: tests.length,
    placeholders: placeholders.length,
    problems: world.problems.map(told),
  };
}

const NOTHING = { gateways: 0, tests: 0, placeholders: 0, problems: [] };

test('what stands beside a test of chainsaw or kuttl is counted, not judged', () => {
  const assertion = GATEWAY.replace('HOST', 'a.example.com');
  expect(read({ 'chainsaw/chainsaw-test.yaml': 'kind: Test', 'chainsaw/01.yaml': assertion })).toEqual({ ...NOTHING, tests: 1 });
  expect(read({ 'e2e/kuttl-test.yaml': 'kind: TestSuite', 'e2e/web/00-assert.yaml': assertion })).toEqual({ ...NOTHING, tests: 1 });
  expect(read({ 'chainsaw/chainsaw-test.yaml': 'kind: Test', 'app/01.yaml': assertion })).toMatchObject({ gateways: 1, tests: 0 });
});

test('an expression in parentheses makes a test of a file, wherever it stands', () => {
  const text = GATEWAY.replace('name: gw', 'name: ($name)').replace('port: 80', 'port: (to_number($port))');
  expect(read({ 'a.yaml': text })).toEqual({ ...NOTHING, tests: 1 });
  expect(read({ 'a.yaml': text }, true).problems).toContain(
    'malformed Gateway edge/($name) spec.listeners.0.port: integer, not string "(to_number($port))"',
  );
});

test('placeholders are counted in what no delivery takes, and judged in what one takes', () => {
  const text = GATEWAY.replace('HOST', 'gw.<your-domain>');
  expect(read({ 'docs/gateway.yaml': text })).toEqual({ ...NOTHING, placeholders: 1 });
  expect(read({ 'app/gateway.yaml': text, 'app/kustomization.yaml': 'resources: [gateway.yaml]' })).toMatchObject({
    problems: ['invalid Gateway edge/gw spec.listeners.0.hostname: pattern'],
    placeholders: 0,
  });
  expect(read({ 'docs/gateway.yaml': text }, true)).toMatchObject({
    problems: ['invalid Gateway edge/gw spec.listeners.0.hostname: pattern'],
    placeholders: 0,
  });
});

test('a named group of a regular expression is not a placeholder', () => {
  expect(read({ 'a.yaml': `${GATEWAY.replace('HOST', 'a.b')}# <todo>\n` })).toMatchObject({ gateways: 1, placeholders: 0 });
  const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r, namespace: edge }
spec: { rules: [{ matches: [{ path: { type: RegularExpression, value: '/(?<id>[0-9]+)' } }] }] }
`;
  expect(load([{ path: 'r.yaml', text: route }]).all('HTTPRoute')).toHaveLength(1);
});

test.each([
  ['kind: HttpRoute', 'gateway.networking.k8s.io/v1', 'HttpRoute', 'kind HttpRoute: HTTPRoute'],
  ['a letter too few', 'gateway.networking.k8s.io/v1', 'ReferencGrant', 'kind ReferencGrant: ReferenceGrant'],
  ['no version', 'gateway.networking.k8s.io', 'GRPCRoute', 'apiVersion gateway.networking.k8s.io: gateway.networking.k8s.io/v1'],
  [
    'a version that no release has',
    'gateway.networking.k8s.io/v1alpha1',
    'HTTPRoute',
    'apiVersion gateway.networking.k8s.io/v1alpha1: gateway.networking.k8s.io/v1',
  ],
  ['no group', 'v1', 'HTTPRoute', 'apiVersion v1: gateway.networking.k8s.io/v1'],
  ['another group of Kubernetes', 'networking.k8s.io/v1', 'HTTPRoute', 'apiVersion networking.k8s.io/v1: gateway.networking.k8s.io/v1'],
  [
    'a group with a slip',
    'gateway.netwroking.k8s.io/v1',
    'HTTPRoute',
    'apiVersion gateway.netwroking.k8s.io/v1: gateway.networking.k8s.io/v1',
  ],
  ['a core kind', 'v1', 'service', 'kind service: Service'],
])('an object that is spelled nearly as one of ours is reported: %s', (_, apiVersion, kind, slip) => {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x, namespace: ns }\nspec: {}\n`;
  expect(read({ 'a.yaml': text }).problems).toContain(`misspelt ${kind} ns/x ${slip}`);
});

test.each([
  ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute'],
  ['gateway.networking.k8s.io/v1alpha3', 'BackendTLSPolicy'],
  ['gateway.networking.x-k8s.io/v1alpha1', 'XMesh'],
  ['networking.istio.io/v1', 'Gateway'],
  ['v1', 'ServiceAccount'],
  ['gateway.example.com/v1', 'HttpRoute'],
])('%s %s is spelled as it is meant', (apiVersion, kind) => {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x, namespace: ns }\nspec: { targetRefs: [] }\n`;
  expect(read({ 'a.yaml': text }).problems.filter((problem) => problem.startsWith('misspelt'))).toEqual([]);
});

describe('what other files may bring', () => {
  const NAMESPACE = '{ apiVersion: v1, kind: Namespace, metadata: { name: apps } }';
  const CLASS = '{ apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: { name: c }, spec: { controllerName: a.b/c } }';
  const closed = (path: string, text: string) => {
    const world = load([
      { path: 'all.yaml', text: `${NAMESPACE}\n---\n${CLASS}` },
      { path, text },
    ]);
    return [world.closed('Service', 'apps', 's'), world.closed('GatewayClass', '', 'eg')];
  };

  test.each<[string, string, string, boolean[]]>([
    ['nothing', 'values.yaml', 'image: { tag: x }', [true, true]],
    ['a chart of an App of Apps', 'values.yaml', 'apps:\n  web: { namespace: apps, chart: web, repoURL: https://x }', [false, false]],
    [
      'a list of Applications',
      'values.yaml',
      'applications: [{ name: web, destination: { namespace: apps }, source: { chart: web, repoURL: x } }]',
      [false, false],
    ],
    [
      'one into another namespace',
      'values.yaml',
      'apps: [{ namespace: other, chart: web, version: 1.0.0 }]'.replace('1.0.0', '"1"'),
      [true, false],
    ],
    ['a helmfile', 'helmfile.yaml', 'releases: [{ name: web, namespace: apps, chart: repo/web }]', [false, false]],
    ['the label of a chart', 'values.yaml', 'labels: { chart: web-1 }', [true, true]],
    ['Terraform', 'main.tf', 'resource "helm_release" "web" {\n  chart = "web"\n  namespace = "apps"\n}\n', [false, false]],
    ['Terraform with a namespace of its own', 'main.tf', 'resource "helm_release" "web" {\n  namespace = var.name\n}\n', [true, false]],
    ['Terraform without charts', 'main.tf', 'resource "aws_vpc" "main" {\n}\n', [true, true]],
    ['a script', 'up.sh', 'helm upgrade --install web repo/web \\\n  --namespace apps\n', [false, false]],
    ['a script that applies a URL', 'up.sh', 'kubectl -n apps apply -f https://example.com/x.yaml\n', [false, false]],
    ['a script with a variable', 'up.sh', 'NS=apps\nhelm upgrade web repo/web -n "$NS"\n', [false, false]],
    ['a comment in a script', 'up.sh', '# helm upgrade web repo/web -n apps\n', [true, false]],
    ['a pipeline', '.gitlab-ci.yml', 'deploy: { script: [helm upgrade --install web repo/web -n apps] }\n', [false, false]],
    ['a task', 'ci.yaml', 'steps:\n- run: helm upgrade --install web repo/web -n apps\n', [false, false]],
    ['a bundle of Timoni', 'bundle.cue', 'web: { module: url: "oci://x/web", namespace: "apps" }\n', [false, false]],
    ['a Tiltfile', 'Tiltfile', 'k8s_yaml(helm("./web", namespace="apps"))\n', [false, false]],
    ['KCL', 'main.k', 'release = Release {\n  chart = "web"\n  namespace = "apps"\n}\n', [false, false]],
    ['a fleet.yaml', 'web/fleet.yaml', 'defaultNamespace: apps\nhelm: { chart: "oci://x/web" }\n', [false, false]],
    ['a playbook', 'play.yml', '- helm: { name: web, chart_ref: x/web, release_namespace: apps }\n', [false, false]],
    ['a chart of Kluctl', 'helm-chart.yaml', 'helmChart: { repo: "https://x", chartName: web, namespace: apps }\n', [false, false]],
    ['a package of Zarf', 'zarf.yaml', 'components:\n- charts:\n  - { name: web, namespace: apps, url: "https://x" }\n', [false, false]],
    ['Skaffold', 'skaffold.yaml', 'deploy: { helm: { releases: [{ name: web, remoteChart: x/web, namespace: apps }] } }\n', [false, false]],
    ['a program of Pulumi', 'Pulumi.yaml', 'name: infra\nruntime: nodejs\n', [true, false]],
    ['Jsonnet', 'main.jsonnet', '{ kind: "HTTPRoute" }', [true, false]],
  ])('%s', (_, path, text, expected) => {
    expect(closed(path, text)).toEqual(expected);
  });
});

describe('what may change objects after they are written', () => {
  const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: apps }';
  const gateway = GATEWAY.replace('HOST', 'a.example.com');
  const policy = (kinds: string, mutate: string) =>
    `apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: p }\nspec:\n  rules:\n  - match: { any: [{ resources: { kinds: [${kinds}] } }] }\n    mutate: ${mutate}\n`;
  const after = (path: string, text: string) => {
    const world = load([
      { path: 'all.yaml', text: `${NAMESPACE}\n---\n${gateway}` },
      { path, text },
    ]);
    return [world.labels('apps').complete, world.all('Gateway').length === 1, world.mayBePatched('/spec/listeners')];
  };

  test.each<[string, string, string, boolean[]]>([
    ['nothing', 'p.yaml', policy('Pod', '{ patchStrategicMerge: { spec: { x: 1 } } }'), [true, true, false]],
    [
      'a label of Namespaces',
      'p.yaml',
      policy('Namespace', '{ patchStrategicMerge: { metadata: { labels: { +(a): b } } } }'),
      [false, true, false],
    ],
    [
      'an annotation',
      'p.yaml',
      policy('Namespace', '{ patchStrategicMerge: { metadata: { annotations: { a: b } } } }'),
      [true, true, false],
    ],
    ['listeners', 'p.yaml', policy('gateway.networking.k8s.io/v1/Gateway', '{ patchesJson6902: "[]" }'), [true, true, true]],
    [
      'a class of Gateways',
      'p.yaml',
      policy('Gateway', '{ patchStrategicMerge: { spec: { gatewayClassName: x } } }'),
      [true, false, false],
    ],
    [
      'a MutatingPolicy',
      'p.yaml',
      'apiVersion: policies.kyverno.io/v1\nkind: MutatingPolicy\nspec: { matchConstraints: { resourceRules: [{ resources: [namespaces] }] } }',
      [false, true, false],
    ],
    [
      'Gatekeeper',
      'p.yaml',
      'apiVersion: mutations.gatekeeper.sh/v1\nkind: AssignMetadata\nspec: { match: { kinds: [{ kinds: [Namespace] }] }, location: metadata.labels.a }',
      [false, true, false],
    ],
    ['a script that patches', 'up.sh', "kubectl -n edge patch gateway gw --type json -p '[]'\n", [true, true, true]],
    ['a script that labels', 'up.sh', 'kubectl label ns apps a=b\n', [false, true, false]],
    ['a script that names a namespace before another', 'up.sh', 'kubectl label ns --context $ctx other a=b\n', [true, true, false]],
    ['a script that labels another', 'up.sh', 'kubectl label --overwrite namespace/other a=b\n', [true, true, false]],
  ])('%s', (_, path, text, expected) => {
    expect(after(path, text)).toEqual(expected);
  });

  test.each([
    ['fleet.yaml', 'defaultNamespace: edge', ['edge', 'own']],
    ['fleet.yaml', 'namespace: edge', ['edge', 'edge']],
    [
      'Kptfile',
      'pipeline: { mutators: [{ image: "gcr.io/kpt-fn/set-namespace:v0.4", configMap: { namespace: edge } }] }',
      ['edge', 'edge'],
    ],
    ['deployment.yaml', 'overrideNamespace: edge', ['edge', 'edge']],
    ['deployment.yaml', 'kind: Deployment\noverrideNamespace: edge', ['default', 'own']],
    ['../up.sh', 'kubectl apply -n edge -f app/', ['edge', 'own']],
    ['../up.sh', 'kubectl apply -n "$NS" -f app/', ['default', 'own']],
  ])('%s: %s', (file, text, expected) => {
    const service = (namespace: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: s${namespace} }\nspec: {}\n`;
    const world = load([
      { path: file.startsWith('../') ? file.slice(3) : `app/${file}`, text },
      { path: 'app/a.yaml', text: `${service('')}---\n${service('own').replace('name: sown', 'name: t, namespace: own')}` },
    ]);
    expect(world.all('Service').map(({ name, namespace }) => [name, namespace])).toEqual(
      expect.arrayContaining([
        ['s', expected[0]],
        ['t', expected[1]],
      ]),
    );
  });
});
