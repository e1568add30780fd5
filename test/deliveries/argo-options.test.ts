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

describe('ApplicationSet', () => {
  const applicationSet = (generators: object[], spec: object = {}, path = '{{ .path.path }}') =>
    `${JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'apps', namespace: 'argocd' },
      spec: {
        goTemplate: true,
        ...spec,
        generators,
        template: {
          metadata: { name: 'app' },
          spec: {
            project: 'x',
            source: { repoURL: REPOSITORY, path },
            destination: { server: 'https://kubernetes.default.svc', namespace: 'app' },
          },
        },
      },
    })}\n`;
  const list = (...elements: object[]) => ({ list: { elements } });
  const files = {
    'deep/er/app/all.yaml': documents(namespace('app'), route('wbe'), service, EDGE),
    'deep/er/app/config.yaml': 'stage: prod\n',
  };
  const fault = expect.stringMatching(/^no-matching-parent/);
  const git = (rest: object) => ({ git: { repoURL: REPOSITORY, ...rest } });

  const read: [string, object[], object?, string?][] = [
    ['a file in any depth below a star, as git ls-files finds it', [git({ files: [{ path: 'deep/*/config.yaml' }] })]],
    ['a directory that stands for its files', [git({ files: [{ path: 'deep' }, { path: '*/all.yaml', exclude: true }] })]],
    ['pathParamPrefix', [git({ files: [{ path: '*/config.yaml' }], pathParamPrefix: 'found' })], {}, '{{ .found.path.path }}'],
    ['values', [git({ directories: [{ path: 'deep/er/app' }], values: { at: '{{ .path.path }}' } })], {}, '{{ .values.at }}'],
    [
      'a matrix in a matrix',
      [{ matrix: { generators: [list({ a: 'deep' }), { matrix: { generators: [list({ b: 'er' }), list({ c: 'app' })] } }] } }],
      {},
      '{{ .a }}/{{ .b }}/{{ .c }}',
    ],
    [
      'the first generator of a matrix before the second',
      [{ matrix: { generators: [list({ at: 'deep/er/app', x: '' }), list({ at: 'nowhere', x: 'y' })] } }],
      {},
      '{{ .at }}{{ if ne .x "y" }}no{{ end }}',
    ],
    [
      'a merge',
      [
        {
          merge: {
            mergeKeys: ['id'],
            generators: [list({ id: '1', at: 'nowhere' }), list({ id: '1', at: 'deep/er/app' }, { id: '2', at: 'no' })],
          },
        },
      ],
      {},
      '{{ .at }}',
    ],
    [
      'a selector',
      [{ ...list({ at: 'deep/er/app', on: 'yes' }, { at: 'nowhere', on: 'no' }), selector: { matchLabels: { on: 'yes' } } }],
      {},
      '{{ .at }}',
    ],
    ['a template of a generator', [{ list: { elements: [{}], template: { metadata: {}, spec: { source: { path: 'deep/er/app' } } } } }]],
    ['a templatePatch', [list({ at: 'deep/er/app' })], { templatePatch: 'spec: { source: { path: "{{ .at }}" } }' }, 'nowhere'],
    ['a list of clusters', [{ clusters: { flatList: true } }], {}, 'deep/er/app'],
  ];
  test.each(read.map(([name, generators, spec = {}, path = '{{ .path.path }}']) => [name, generators, spec, path] as const))(
    '%s',
    async (_, generators, spec, path) => {
      expect(await errorsOf({ ...files, 'argo/set.yaml': applicationSet(generators, spec, path) })).toEqual([fault]);
    },
  );

  test('an empty file gives the parameters of its path', async () => {
    const empty = { ...files, 'deep/er/app/config.yaml': '' };
    expect(await errorsOf({ ...empty, 'argo/set.yaml': applicationSet([git({ files: [{ path: 'deep/**/config.yaml' }] })]) })).toEqual([
      fault,
    ]);
  });

  test('files are found by globs if Argo CD is set so', async () => {
    const params =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: argocd-cmd-params-cm }\ndata: { applicationsetcontroller.enable.new.git.file.globbing: "true" }\n';
    const set = applicationSet([git({ files: [{ path: 'deep/*/config.yaml' }, { path: '**/config.json' }] })]);
    const other = { 'ok/config.json': '{"kind":"None"}', 'ok/all.yaml': namespace('ok') };
    expect(await errorsOf({ ...files, ...other, 'argo/cm.yaml': params, 'argo/set.yaml': set })).toEqual([]);
  });

  test.each<[string, object[], object, string]>([
    [
      'two of one merge key',
      [{ merge: { mergeKeys: ['id'], generators: [list({ id: '1', at: 'deep/er/app' }, { id: '1', at: 'x' }), list({ id: '1' })] } }],
      {},
      '{{ .at }}',
    ],
    [
      'a parameter that both generators of a matrix give',
      [{ matrix: { generators: [list({ at: 'x' }), list({ at: 'deep/er/app' })] } }],
      { goTemplate: false },
      '{{at}}',
    ],
    ['a key that is missing', [list({ at: 'deep/er/app' })], { goTemplateOptions: ['missingkey=error'] }, '{{ .at }}{{ .none }}'],
  ])('fails for %s, and what was meant is judged', async (_, generators, spec, path) => {
    expect(await errorsOf({ ...files, 'argo/set.yaml': applicationSet(generators, spec, path) })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^delivery-incomplete: ApplicationSet argocd\/apps does not build: /), fault]),
    );
  });
});
