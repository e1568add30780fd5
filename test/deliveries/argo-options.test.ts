import { findHelm } from '../../cli/engines/programs';
import { checkTree, documents, type Files, gateway, kustomization, namespace, PATH, route, service, withTree } from './tree';

const REPOSITORY = 'https://git.example.com/org/fleet';
const APP = documents(namespace('app'), route('web'), service);
const EDGE = documents(namespace('edge'), gateway('web'));

const argo = (name: string, spec: object) =>
  `${JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: { project: 'default', destination: { server: 'https://kubernetes.default.svc', namespace: 'app' }, ...spec },
  })}\n`;
const ofSource = (source: object) => argo('app', { source: { repoURL: REPOSITORY, path: 'app', ...source } });

/** A chart whose route has its section, its port and its hostname from values. */
const chart: Files = {
  'app/Chart.yaml': `${JSON.stringify({ apiVersion: 'v2', name: 'app', version: '1.0.0' })}\n`,
  'app/values.yaml': 'section: nowhere\nport: 1\n',
  'app/templates/all.yaml': documents(
    namespace('app'),
    route('{{ .Values.section }}').replace('port: 80', 'port: {{ .Values.port }}'),
    service,
    EDGE,
  ),
};

let helm: boolean;
beforeAll(async () => {
  helm = (await findHelm(undefined, { env: { PATH }, repository: '/nowhere' })) !== undefined;
});

async function errorsOf(files: Files): Promise<string[]> {
  return withTree(files, async (directory) =>
    (await checkTree(directory)).report.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, message }) => `${rule}: ${message}`),
  );
}

describe('helm', () => {
  test.each<[string, object, Files]>([
    [
      'valueFiles with a pattern, the last file first in the list',
      { valueFiles: ['v/*.yaml'] },
      { 'app/v/1.yaml': 'section: x', 'app/v/2.yaml': 'section: web\nport: 80' },
    ],
    [
      'a file beside a pattern, which has its place',
      { valueFiles: ['v/*.yaml', 'v/1.yaml'] },
      { 'app/v/1.yaml': 'section: web\nport: 80', 'app/v/2.yaml': 'section: x' },
    ],
    [
      'ignoreMissingValueFiles',
      { valueFiles: ['/no.yaml', 'none/*.yaml', '/v.yaml'], ignoreMissingValueFiles: true },
      { 'v.yaml': 'section: web\nport: 80' },
    ],
    ['a file named after the Application', { valueFiles: ['/$ARGOCD_APP_NAME.yaml'] }, { 'app.yaml': 'section: web\nport: 80' }],
    [
      'fileParameters',
      { parameters: [{ name: 'port', value: '80' }], fileParameters: [{ name: 'section', path: 'files/section' }] },
      { 'app/files/section': 'web' },
    ],
    [
      'a parameter with a comma',
      {
        parameters: [
          { name: 'port', value: '80' },
          { name: 'section', value: 'web' },
          { name: 'x', value: 'a,b' },
        ],
      },
      {},
    ],
    ['valuesObject before values', { values: 'section: x', valuesObject: { section: 'web', port: 80 } }, {}],
    [
      'apiVersions and kubeVersion',
      { apiVersions: ['shop.example.com/v1'], kubeVersion: '1.27.3', values: 'section: web\nport: 80' },
      {
        'app/templates/other.yaml':
          '{{ if or (not (.Capabilities.APIVersions.Has "shop.example.com/v1")) (ne .Capabilities.KubeVersion.Version "v1.27.3") }}{{ fail "not asked" }}{{ end }}',
      },
    ],
    [
      'skipSchemaValidation',
      { skipSchemaValidation: true, values: 'section: web\nport: 80' },
      { 'app/values.schema.json': '{"required":["other"]}' },
    ],
  ])('reads %s', async (_, options, files) => {
    if (helm) {
      expect(await errorsOf({ ...chart, ...files, 'argo/app.yaml': ofSource({ helm: options }) })).toEqual([]);
    }
  });

  test('values of a URL or of another repository leave the chart unknown', async () => {
    for (const [valueFiles, sources] of [
      [['https://example.com/v.yaml'], []],
      [['$other/v.yaml'], [{ repoURL: 'https://git.example.com/org/other', ref: 'other' }]],
    ]) {
      const app = argo('app', { sources: [{ repoURL: REPOSITORY, path: 'app', helm: { valueFiles } }, ...(sources ?? [])] });
      expect(await errorsOf({ ...chart, 'argo/app.yaml': app })).toEqual([]);
    }
  });

  test('values of a source of this repository that is called by a ref count', async () => {
    const sources = [
      { repoURL: REPOSITORY, path: 'app', helm: { valueFiles: ['$values/env/prod.yaml'] } },
      { repoURL: REPOSITORY, path: '', ref: 'values' },
    ];
    const files = { ...chart, 'env/prod.yaml': 'section: web\nport: 81', 'argo/app.yaml': argo('app', { sources }) };
    if (helm) {
      expect(await errorsOf(files)).toEqual([expect.stringMatching(/^backend-port-not-found/)]);
    }
  });

  test('fails if a file of values does not exist', async () => {
    expect(await errorsOf({ ...chart, 'argo/app.yaml': ofSource({ helm: { valueFiles: ['gone.yaml'] } }) })).toEqual(
      helm
        ? [expect.stringMatching(/^delivery-incomplete: Application argocd\/app does not build: values file app\/gone.yaml does not exist/)]
        : [],
    );
  });
});

describe('what a directory is taken for', () => {
  const both = { ...chart, 'app/kustomization.yaml': kustomization({ resources: ['plain.yaml'] }), 'app/plain.yaml': documents(APP, EDGE) };

  test('a kustomization counts before a chart, and a chart if it is asked for', async () => {
    expect(await errorsOf({ ...both, 'argo/app.yaml': ofSource({}) })).toEqual([]);
    expect(
      await errorsOf({ ...both, 'argo/app.yaml': ofSource({ helm: {}, directory: { recurse: false }, kustomize: { namePrefix: '' } }) }),
    ).toEqual([]);
    if (helm) {
      expect((await errorsOf({ ...both, 'argo/app.yaml': ofSource({ helm: { releaseName: 'x' } }) })).length).toBe(2);
    }
  });

  test('a file that Argo CD is to pass over holds nothing', async () => {
    const files = {
      'app/all.yaml': documents(APP, EDGE),
      'app/off.yaml': `# +argocd:skip-file-rendering\n${route('gone').replace('name: r', 'name: off')}`,
    };
    expect(await errorsOf({ ...files, 'argo/app.yaml': ofSource({}) })).toEqual([]);
  });
});

test('options of kustomize are what kustomize edit writes', async () => {
  const kustomize = {
    commonLabels: { team: 'web' },
    replicas: [{ name: 's', count: '2' }],
    components: ['../gone', '../extra'],
    ignoreMissingComponents: true,
    patches: [{ target: { kind: 'HTTPRoute' }, patch: '[{"op":"replace","path":"/spec/parentRefs/0/sectionName","value":"web"}]' }],
  };
  const files = {
    'app/kustomization.yaml': kustomization({ resources: ['all.yaml'], commonLabels: { app: 'shop' } }),
    'app/all.yaml': documents(
      namespace('app'),
      route('x'),
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: s, namespace: app }\n',
    ),
    'extra/kustomization.yaml': kustomization({
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      resources: ['all.yaml'],
    }),
    'extra/all.yaml': documents(service, EDGE),
  };
  expect(await errorsOf({ ...files, 'argo/app.yaml': ofSource({ kustomize }) })).toEqual([]);
});
