import { findHelm } from '../../cli/engines/programs';
import { checkTree, documents, type Files, findingsOf, flux, gateway, namespace, PATH, route, service, withTree } from './tree';

const FLEET = 'https://git.example.com/org/fleet';
const APP = documents(namespace('app'), route('web'), service);
const EDGE = documents(namespace('edge'), gateway('web'));

const application = (name: string, path: string, repoURL = FLEET) =>
  `${JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: { source: { repoURL, path }, destination: { server: 'https://kubernetes.default.svc', namespace: name } },
  })}\n`;

const remote = (url: string): Files => ({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/config': `[remote "origin"]\n\turl = ${url}\n` });

const look = (files: Files) =>
  withTree(files, async (directory) => {
    const { report, delivered } = await checkTree(directory);
    const deliveries = delivered.deliveries?.clusters.map((cluster) => cluster.deliveries);
    const said = report.findings.filter(({ rule }) => rule === 'delivery-incomplete');
    return { found: findingsOf(report), deliveries, incomplete: said.map(({ severity, message }) => `${severity} ${message}`) };
  });

test("a Service of Argo CD itself may exist where its Applications stand, and no other's does", async () => {
  const files = (backend: string) => ({
    'apps.yaml': documents(application('app', 'app'), application('edge', 'edge')),
    'app/all.yaml': documents(
      namespace('argocd'),
      route('web')
        .replace('namespace: app', 'namespace: argocd')
        .replace(/name: s,/, `name: ${backend},`),
    ),
    'edge/all.yaml': EDGE,
  });
  const path = 'HTTPRoute argocd/r spec.rules[0].backendRefs[0]';
  expect((await look(files('argocd-server'))).found).toContain(`note backend-not-found ${path}.name`);
  expect((await look(files('shop'))).found).toContain(`error backend-not-found ${path}.name`);
});

describe('what no delivery reads', () => {
  const tree = (edge: Files): Files => ({
    'argo/apps.yaml': documents(application('app', 'app'), application('edge', 'edge')),
    'app/all.yaml': APP,
    'edge/kustomization.yaml': '{"resources":["namespace.yaml"]}\n',
    'edge/namespace.yaml': namespace('edge'),
    ...edge,
  });
  const severity = async (edge: Files) => {
    const { found } = await look(tree(edge));
    return found.filter((text) => text.includes('parent-not-found')).map((text) => text.split(' ')[0]);
  };

  test('may be applied by hand, as a cluster is set up', async () => {
    expect(await severity({ 'setup/gateway.yaml': gateway('web') })).toEqual(['note']);
  });

  test.each(['edge/gateway.yaml', 'docs/gateway.yaml', 'archive/gateway.yaml'])('is left out if it lies in %s', async (file) => {
    expect(await severity({ [file]: gateway('web') })).toEqual(['error']);
  });
});

describe('the repository that Applications name', () => {
  const tree = (url: string): Files => ({
    ...remote(url),
    'apps.yaml': documents(application('app', 'app'), application('edge', 'edge')),
    'app/all.yaml': APP.replace('sectionName: web', 'sectionName: wbe'),
    'edge/all.yaml': EDGE,
  });

  test.each(['https://git.example.com/somebody/fleet.git', '/srv/mirrors/anything', 'file:///srv/mirrors/anything'])(
    'is this one for a checkout of %s',
    async (url) => {
      const { found, deliveries } = await look(tree(url));
      expect({ found: found.filter((text) => text.startsWith('error')), deliveries }).toEqual({
        found: ['error no-matching-parent HTTPRoute app/r spec.parentRefs[0].sectionName'],
        deliveries: [2],
      });
    },
  );

  test('is another one than a remote that is called otherwise', async () => {
    expect((await look(tree('https://git.example.com/org/other'))).deliveries).not.toEqual([2]);
  });
});

test('a templatePatch that is not understood leaves alone what it does not change', async () => {
  const set = (templatePatch: string) => ({
    'apps.yaml': `${JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'apps', namespace: 'argocd' },
      spec: {
        goTemplate: true,
        generators: [{ git: { repoURL: FLEET, directories: [{ path: 'apps/*' }] } }],
        template: {
          metadata: { name: '{{ .path.basename }}' },
          spec: {
            source: { repoURL: FLEET, path: '{{ .path.path }}' },
            destination: { name: 'in-cluster', namespace: '{{ default .path.basename (dig "values" "namespace" "" .) }}' },
          },
        },
        templatePatch,
      },
    })}\n`,
    'apps/app/all.yaml': APP,
    'apps/edge/all.yaml': EDGE,
  });
  const labels = 'metadata:\n  labels:\n{{ range $key, $value := .labels }}\n    {{ $key }}: x\n{{ end }}\n';
  expect(await look(set(labels))).toMatchObject({ deliveries: [2], incomplete: [] });
  expect(await look(set('{{ if has .path.basename (list "edge") }}{metadata: {labels: {edge: "true"}}}{{ end }}'))).toMatchObject({
    deliveries: [2],
    incomplete: [],
  });
  expect((await look(set(`{{ with .x }}{{ end }}\nspec: { source: { path: other } }\n`))).incomplete).toEqual([
    'note ApplicationSet argocd/apps cannot be determined in full: templatePatch',
  ]);
});

test('charts are rendered without the charts that they depend on and that are elsewhere', async () => {
  if ((await findHelm(undefined, { env: { PATH }, repository: '/nowhere' })) === undefined) {
    console.log('helm is not there: dependencies of charts not judged');
    return;
  }
  const dependency = (name: string, repository: string) => ({ name, version: '1.0.0', repository });
  const chart = (name: string, ...dependencies: object[]) =>
    `${JSON.stringify({ apiVersion: 'v2', name, version: '1.0.0', dependencies })}\n`;
  const files = {
    'apps.yaml': documents(application('app', 'charts/app'), application('edge', 'edge')),
    'charts/app/Chart.yaml': chart('app', dependency('elsewhere', 'https://charts.example.com'), dependency('own', 'file://../own')),
    'charts/app/templates/route.yaml': route('wbe'),
    'charts/own/Chart.yaml': chart('own'),
    'charts/own/templates/service.yaml': documents(namespace('app'), service),
    'edge/all.yaml': EDGE,
  };
  const { found, incomplete } = await look(files);
  expect(incomplete).toEqual(['note Application argocd/app is not rendered in full: dependencies: elsewhere']);
  expect(found.filter((text) => text.startsWith('error'))).toEqual([
    'error no-matching-parent HTTPRoute app/r spec.parentRefs[0].sectionName',
  ]);
  const library = { ...files, 'charts/app/templates/route.yaml': `{{ include "elsewhere.labels" . }}\n${route('wbe')}` };
  expect((await look(library)).incomplete).toEqual(['note Application argocd/app is not rendered in full: dependencies: elsewhere']);
});

test('each cluster has its own source, though they are called alike', async () => {
  const cluster = (name: string): Files => ({
    [`clusters/${name}/source.yaml`]: `${JSON.stringify({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'fleet', namespace: 'flux-system' },
      spec: { url: FLEET, ignore: `/*\n!/clusters/${name}\n` },
    })}\n`,
    [`clusters/${name}/ks.yaml`]: flux('all', `./clusters/${name}/all`, { sourceRef: { kind: 'GitRepository', name: 'fleet' } }),
    [`clusters/${name}/all/all.yaml`]: documents(EDGE, APP.replace('sectionName: web', `sectionName: ${name}`)),
  });
  const { found, deliveries, incomplete } = await look({ ...remote(FLEET), ...cluster('east'), ...cluster('west') });
  expect(found.filter((text) => text.startsWith('error'))).toHaveLength(2);
  expect({ deliveries, incomplete }).toEqual({ deliveries: [1, 1], incomplete: [] });
});

test('a chart that nothing of the tree installs may make Services anywhere', async () => {
  const files = {
    'routes/kustomization.yaml': '{"resources":["all.yaml"]}\n',
    'routes/all.yaml': documents(namespace('app'), route('web'), EDGE),
  };
  const severity = async (more: Files) =>
    (await look({ ...files, ...more })).found.filter((text) => text.includes('backend-not-found')).map((text) => text.split(' ')[0]);
  expect(await severity({})).toEqual(['error']);
  const template = (kind: string) => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: {{ include "s.fullname" . }}\n`;
  expect(await severity({ 'charts/s/templates/all.yaml': template('ConfigMap') })).toEqual(['error']);
  expect(await severity({ 'charts/s/templates/all.yaml': template('Service') })).toEqual(['note']);
});

test('a chart whose release is not known is not rendered', async () => {
  const set = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'apps', namespace: 'argocd' },
    spec: {
      goTemplate: true,
      generators: [{ clusters: {} }],
      template: {
        metadata: { name: 'app-{{ .name }}' },
        spec: { source: { repoURL: FLEET, path: 'chart' }, destination: { server: '{{ .server }}', namespace: 'app' } },
      },
    },
  };
  const files = {
    'apps.yaml': `${JSON.stringify(set)}\n`,
    'chart/Chart.yaml': '{"apiVersion":"v2","name":"app","version":"1.0.0"}\n',
    'chart/templates/all.yaml': route('web'),
  };
  const { incomplete } = await look(files);
  expect(incomplete.filter((text) => text.startsWith('error'))).toEqual([]);
});

describe('artifacts that are pushed from directories', () => {
  const oci = (name: string, url: string) =>
    `${JSON.stringify({ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', metadata: { name, namespace: 'flux-system' }, spec: { url } })}\n`;
  const instance = (url: string) =>
    `${JSON.stringify({
      apiVersion: 'fluxcd.controlplane.io/v1',
      kind: 'FluxInstance',
      metadata: { name: 'flux', namespace: 'flux-system' },
      spec: { sync: { kind: 'OCIRepository', url, ref: 'latest', path: './' } },
    })}\n`;
  const from = (name: string) => ({ sourceRef: { kind: 'OCIRepository', name } });
  const tree = (infrastructure: string): Files => ({
    'compose/values.yaml': 'a: 1\n',
    'kubernetes/clusters/local/kustomization.yaml': '{"resources":["flux.yaml","sources.yaml","all.yaml"]}\n',
    'kubernetes/clusters/local/flux.yaml': instance('oci://registry.example.com/org/cluster-sync'),
    'kubernetes/clusters/local/sources.yaml': oci('infrastructure', infrastructure),
    'kubernetes/clusters/local/all.yaml': documents(
      flux('app', './configs/app', from('infrastructure')),
      flux('edge', './configs/edge', from('infrastructure')),
    ),
    'kubernetes/infra/configs/app/all.yaml': APP.replace('sectionName: web', 'sectionName: wbe'),
    'kubernetes/infra/configs/edge/all.yaml': EDGE,
  });

  test('start where the FluxInstance is set up, and where all of their paths exist', async () => {
    expect(await look(tree('oci://registry.example.com/org/infra-sync'))).toEqual({
      found: [
        'error no-matching-parent HTTPRoute app/r spec.parentRefs[0].sectionName',
        'warning listener-open-to-all Gateway edge/gw spec.listeners[0].allowedRoutes.namespaces.from',
      ],
      deliveries: [3],
      incomplete: [],
    });
  });

  test('are foreign if they lie elsewhere', async () => {
    const { found, deliveries } = await look(tree('oci://registry.example.com/somebody/infra-sync'));
    expect({ found, deliveries }).toEqual({ found: [], deliveries: [1] });
  });
});
