import { findHelm } from '../../cli/engines/programs';
import { checkTree, documents, type Files, flux, gateway, namespace, PATH, route, service, withTree } from './tree';

const EDGE = documents(namespace('edge'), gateway('web'));
const release = (spec: object) =>
  `${JSON.stringify({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'app', namespace: 'app' },
    spec: {
      chart: { spec: { chart: './charts/app', sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' } } },
      ...spec,
    },
  })}\n`;
const configMap = (name: string, data: object) =>
  `${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'app' }, data })}\n`;

const tree = (spec: object, more = '', files: Files = {}): Files => ({
  'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
  'clusters/prod/app.yaml': documents(release(spec), namespace('app'), service, EDGE, ...(more === '' ? [] : [more])),
  'charts/app/Chart.yaml': `${JSON.stringify({ apiVersion: 'v2', name: 'app', version: '1.0.0' })}\n`,
  'charts/app/values.yaml': 'section: nowhere\nport: 80\n',
  'charts/app/templates/all.yaml': route('{{ .Values.section }}').replace('port: 80', 'port: {{ .Values.port }}'),
  ...files,
});

let helm: boolean;
beforeAll(async () => {
  helm = (await findHelm(undefined, { env: { PATH }, repository: '/nowhere' })) !== undefined;
});

const look = (files: Files, options = {}) =>
  withTree(files, async (directory) => {
    const { report, delivered } = await checkTree(directory, ['.'], options);
    const errors = report.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
    return { errors, routes: report.summary.routes, clusters: delivered.deliveries?.clusters.map(({ name }) => name) };
  });

test.each<[string, object, string, readonly string[]]>([
  ['values', { values: { section: 'web' } }, '', []],
  ['no values', {}, '', ['no-matching-parent']],
  [
    'a ConfigMap',
    { valuesFrom: [{ kind: 'ConfigMap', name: 'v' }] },
    configMap('v', { 'values.yaml': 'section: web\nport: 81\n' }),
    ['backend-port-not-found'],
  ],
  [
    'values before a ConfigMap',
    { values: { section: 'web' }, valuesFrom: [{ kind: 'ConfigMap', name: 'v' }] },
    configMap('v', { 'values.yaml': 'section: other' }),
    [],
  ],
  [
    'the last ConfigMap',
    {
      valuesFrom: [
        { kind: 'ConfigMap', name: 'a', valuesKey: 'x' },
        { kind: 'ConfigMap', name: 'b', valuesKey: 'x' },
      ],
    },
    documents(configMap('a', { x: 'section: other' }), configMap('b', { x: 'section: web' })),
    [],
  ],
  [
    'a targetPath',
    { values: { section: 'web' }, valuesFrom: [{ kind: 'ConfigMap', name: 'v', valuesKey: 'port', targetPath: 'port' }] },
    configMap('v', { port: '81' }),
    ['backend-port-not-found'],
  ],
  [
    'an optional ConfigMap that is not there',
    { values: { section: 'web' }, valuesFrom: [{ kind: 'ConfigMap', name: 'none', optional: true }] },
    '',
    [],
  ],
])('a chart has the values of %s', async (_, spec, more, errors) => {
  if (helm) {
    expect(await look(tree(spec, more))).toMatchObject({ errors, routes: 1 });
  }
});

test.each<[string, object, string]>([
  ['a Secret that is not in the tree', { valuesFrom: [{ kind: 'Secret', name: 'v', optional: true }] }, ''],
  [
    'an encrypted Secret',
    { valuesFrom: [{ kind: 'Secret', name: 'v' }] },
    `${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'v', namespace: 'app' }, stringData: { 'values.yaml': 'ENC[x]' }, sops: { mac: 'x' } })}\n`,
  ],
])('a chart with values of %s is not judged', async (_, spec, more) => {
  expect(await look(tree(spec, more))).toMatchObject({ errors: [], routes: 0 });
});

test('files of values take the place of those of the chart', async () => {
  const spec = { valuesFiles: ['./prod.yaml', './gone.yaml'], ignoreMissingValuesFiles: true };
  const chart = { chart: './charts/app', sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' }, ...spec };
  const files = {
    'prod.yaml': 'section: web\n',
    'charts/app/templates/all.yaml': route('{{ .Values.section }}').replace('port: 80', 'port: {{ .Values.port | default 81 }}'),
  };
  if (helm) {
    expect(await look(tree({ chart: { spec: chart } }, '', files))).toMatchObject({ errors: ['backend-port-not-found'], routes: 1 });
  }
});

test('a HelmChart that is referred to says which chart it is', async () => {
  const chart = `${JSON.stringify({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'HelmChart',
    metadata: { name: 'app', namespace: 'app' },
    spec: { chart: './charts/app', sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' } },
  })}\n`;
  if (helm) {
    expect(await look(tree({ chart: undefined, chartRef: { kind: 'HelmChart', name: 'app' } }, chart))).toMatchObject({
      errors: ['no-matching-parent'],
    });
  }
});

test('a chart is judged as its post-renderer leaves it, and what that changes is not known without kustomize', async () => {
  const patch = '[{"op":"replace","path":"/spec/parentRefs/0/sectionName","value":"wbe"}]';
  const postRenderers = [{ kustomize: { patches: [{ target: { kind: 'HTTPRoute' }, patch }] } }];
  if (helm) {
    expect(await look(tree({ values: { section: 'web' }, postRenderers }))).toMatchObject({ errors: ['no-matching-parent'], routes: 1 });
    expect(await look(tree({ postRenderers }), { kustomize: 'off' })).toMatchObject({ errors: [] });
  }
});

test('a kubeconfig names another cluster', async () => {
  const other = flux('other', './other', { kubeConfig: { secretRef: { name: 'staging' } } });
  const files = { 'other/all.yaml': documents(namespace('app'), route('wbe').replace('name: r,', 'name: other,'), service, EDGE) };
  expect(await look(tree({ kubeConfig: { secretRef: { name: 'staging' } }, values: { section: 'web' } }, other, files))).toMatchObject({
    errors: ['no-matching-parent'],
    clusters: expect.arrayContaining(['staging']),
  });
});
