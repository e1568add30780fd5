// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Flux are written so.
import { selectsByText } from '../../analyzer/model/kustomize/selector-text';
import { checkTree, documents, type Files, findingsOf, flux, gateway, kustomization, namespace, route, service, withTree } from './tree';

const APP = documents(namespace('app'), route('web'), service);
const EDGE = documents(namespace('edge'), gateway('web'));
const FLEET: Files = {
  'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
  'clusters/prod/apps.yaml': documents(flux('app', './apps/app'), flux('edge', './apps/edge')),
  'apps/app/kustomization.yaml': kustomization({ resources: ['all.yaml'] }),
  'apps/app/all.yaml': APP,
  'apps/edge/all.yaml': EDGE,
};
const ENGINES = [{}, { kustomize: 'off', helm: 'off' }] as const;

const incomplete = async (files: Files, options: object) =>
  withTree(files, async (directory) => {
    const { report } = await checkTree(directory, ['.'], options);
    const said = report.findings
      .filter(({ rule }) => rule === 'delivery-incomplete')
      .map(({ severity, message }) => `${severity} ${message}`);
    return { said, errors: findingsOf(report).filter((text) => text.startsWith('error')) };
  });

describe.each(ENGINES)('with the engines %j', (options) => {
  test('a generator that reads a URL is left out, and the rest is built', async () => {
    const url = 'https://git.example.com/dashboards/board.json';
    const files = {
      ...FLEET,
      'apps/app/kustomization.yaml': kustomization({
        resources: ['all.yaml'],
        configMapGenerator: [{ name: 'boards', files: [`board.json=${url}`] }],
      }),
    };
    expect(await incomplete(files, options)).toEqual({
      said: [`note Kustomization flux-system/app is not rendered in full: configMapGenerator: ${url}`],
      errors: [],
    });
  });

  test('an object that a patch from a URL may change is unknown', async () => {
    const files = {
      ...FLEET,
      'apps/app/all.yaml': APP.replace('sectionName: web', 'sectionName: wbe'),
      'apps/app/kustomization.yaml': kustomization({
        resources: ['all.yaml'],
        patches: [{ path: 'https://git.example.com/patches/route.yaml', target: { kind: 'HTTPRoute' } }],
      }),
    };
    expect((await incomplete(files, options)).errors).toEqual([]);
  });

  test('a patch that selects by labels leaves the Kustomizations of other sources alone', async () => {
    const files = {
      ...FLEET,
      'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod', {
        patches: [
          {
            patch: JSON.stringify({ kind: 'Kustomization', metadata: { name: 'any' }, spec: { sourceRef: { name: 'flux-system' } } }),
            target: { kind: 'Kustomization', labelSelector: 'source notin (own)' },
          },
        ],
      }),
      'clusters/prod/broken.yaml': documents(
        JSON.stringify({
          apiVersion: 'source.toolkit.fluxcd.io/v1',
          kind: 'GitRepository',
          metadata: { name: 'other', namespace: 'flux-system' },
          spec: { url: 'https://git.example.com/org/other' },
        }).concat('\n'),
        flux('other', './deploy', { sourceRef: { kind: 'GitRepository', name: 'other' } }).replace(
          '"metadata":{',
          '"metadata":{"labels":{"source":"own"},',
        ),
      ),
    };
    expect((await incomplete(files, options)).said).toEqual([]);
  });

  test('what lies in a directory that is set aside is no root beside one that is not', async () => {
    const old = flux('app-old', './apps/app', { targetNamespace: 'old', postBuild: { substitute: { DOMAIN: '-' } } });
    const files = {
      ...FLEET,
      'clusters/prod/apps.yaml': documents(
        flux('app', './apps/app', { postBuild: { substitute: { DOMAIN: 'example.com' } } }),
        flux('edge', './apps/edge'),
      ),
      'apps/app/all.yaml': APP.replace('  rules:', '  hostnames: ["app.${DOMAIN}"]\n  rules:'),
      '.archive/app/ks.yaml': old,
      'kubernetes/deprecated/app/ks.yaml': old,
    };
    expect(await incomplete(files, options)).toEqual({ said: [], errors: [] });
  });
});

test('what an ApplicationSet puts into a namespace that only the cluster knows is in none of that name', async () => {
  const set = (name: string, path: string, generator: object) =>
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name, namespace: 'argocd' },
      spec: {
        generators: [generator],
        template: {
          metadata: { name: `{{name}}-${name}` },
          spec: { source: { repoURL: 'https://git.example.com/org/fleet', path }, destination: { namespace: '{{metadata.labels.team}}' } },
        },
      },
    }).concat('\n');
  const files = {
    'argo/all.yaml': documents(set('app', 'app', { clusters: {} }), set('other', 'other', { pullRequest: {} })),
    'app/all.yaml': documents(route('web', 81), service).replaceAll(', namespace: app', ''),
    'other/all.yaml': documents(route('gone'), service).replaceAll(', namespace: app', ''),
  };
  const { said, errors } = await incomplete(files, {});
  expect(errors).toEqual([]);
  expect(said.map((text) => text.replace(/.*: /, ''))).toEqual(['clusters', 'pullRequest']);
  await withTree(files, async (directory) => {
    const { report } = await checkTree(directory);
    expect(report.findings.filter(({ rule }) => rule !== 'delivery-incomplete')).toEqual([]);
    expect(report.summary.unknown).toBe(4);
  });
});

describe('a tree that nothing delivers', () => {
  test('may have files that git ignores, which are applied by hand', async () => {
    const secret = (name: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: edge }\n`;
    const https = EDGE.replace('protocol: HTTP', 'protocol: HTTPS, tls: { certificateRefs: [{ name: tls }] }');
    const files = {
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.gitignore': '*secret.yaml\n',
      'edge/all.yaml': documents(https, secret('other')),
    };
    const missing = { said: [], errors: [expect.stringContaining('invalid-certificate-ref')] };
    expect(await incomplete(files, {})).toEqual(missing);
    expect(await incomplete({ ...files, 'edge/secret.yaml': secret('tls') }, {})).toEqual({ said: [], errors: [] });
    const listed = { ...files, 'edge/kustomization.yaml': kustomization({ resources: ['all.yaml', 'secret.yaml'] }) };
    expect(await incomplete(listed, {})).toEqual({
      said: ['warning edge does not build: secret.yaml does not exist, or git ignores it'],
      errors: [],
    });
    const absent = { ...files, 'edge/kustomization.yaml': kustomization({ resources: ['all.yaml', 'gone.yaml'] }) };
    expect(await incomplete(absent, {})).toEqual({
      said: ['warning edge does not build: gone.yaml does not exist'],
      errors: missing.errors,
    });
    const application = { source: { repoURL: 'https://git.example.com/org/fleet', path: 'edge' }, destination: { namespace: 'edge' } };
    const argo = JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'edge' }, spec: application });
    expect(await incomplete({ ...files, 'edge/secret.yaml': secret('tls'), 'argo/edge.yaml': argo }, {})).toEqual(missing);
  });

  test('has nothing opened beside a kustomization that does not build, unless what it takes may be elsewhere', async () => {
    const refused = expect.stringContaining('invalid-certificate-ref');
    const https = EDGE.replace('protocol: HTTP', 'protocol: HTTPS, tls: { certificateRefs: [{ name: tls }] }');
    const beside = (resource: string, more: object = {}) => ({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.gitignore': 'local/\n',
      '.gitmodules': '[submodule "base"]\n\tpath = vendor/base\n\turl = https://git.example.com/base\n',
      'edge/all.yaml': documents(https, 'apiVersion: v1\nkind: Secret\nmetadata: { name: other, namespace: edge }\n'),
      'broken/kustomization.yaml': kustomization({ resources: [resource], ...more }),
    });
    const errorsBeside = async (resource: string, more?: object) => (await incomplete(beside(resource, more), {})).errors;
    expect(await errorsBeside('gone.yaml')).toEqual([refused]);
    expect(await errorsBeside('../../elsewhere')).toEqual([refused]);
    expect(await errorsBeside('../edge/all.yaml/below')).toEqual([refused]);
    expect(await errorsBeside('local/all.yaml', { namespace: 'other' })).toEqual([refused]);
    expect(await errorsBeside('local/all.yaml')).toEqual([]);
    expect(await errorsBeside('../vendor/base/edge')).toEqual([]);
  });

  test('is split into as few clusters as it takes if its directories would give every combination', async () => {
    const files = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].flatMap((topic) =>
        ['one', 'two', 'three'].map((way) => [`examples/${topic}/${way}/all.yaml`, gateway(way).replace('name: gw', `name: ${topic}`)]),
      ),
    );
    await withTree(files, async (directory) => {
      const { delivered } = await checkTree(directory);
      expect(delivered.inputs).toHaveLength(3);
      const paths = delivered.inputs.flatMap(({ sources }) => sources.map(({ path }) => path));
      expect(new Set(paths).size).toBe(24);
    });
  });

  test('is split by a guess, so that what not all of its clusters have is not certain', async () => {
    const files = {
      'a/edge.yaml': EDGE,
      'b/edge.yaml': EDGE.replace('from: All', 'from: Same'),
      'app.yaml': APP,
      'two.yaml': documents(namespace('two'), route('gone').replaceAll('app', 'two')),
    };
    await withTree(files, async (directory) => {
      const { report } = await checkTree(directory);
      const said = report.findings.map(({ severity, rule, clusters }) => [severity, rule, clusters?.join()]);
      expect(said).toContainEqual(['note', 'not-allowed-by-listeners', 'b']);
      expect(said.filter(([severity]) => severity === 'error')).toEqual([
        ['error', 'no-matching-parent', 'a,b'],
        ['error', 'backend-not-found', 'a,b'],
      ]);
    });
  });

  test('holds examples, none of which takes the Gateway of another one', async () => {
    const example = (text: string) => text.replaceAll(/, namespace: (?:edge|app)/g, '');
    const files = {
      'examples/one/gateway.yaml': example(gateway('web')),
      'examples/two/gateway.yaml': example(gateway('tls')),
      'examples/route.yaml': example(route('https')),
      'examples/placed.yaml': documents(
        namespace('default'),
        route('https')
          .replace('name: r,', 'name: placed,')
          .replaceAll(/: (?:edge|app)/g, ': default'),
      ),
    };
    await withTree(files, async (directory) => {
      const { report } = await checkTree(directory);
      const said = report.findings.flatMap(({ rule, severity, file }) => (rule === 'no-matching-parent' ? `${severity} ${file}` : []));
      expect(said).toEqual(['error examples/placed.yaml', 'note examples/route.yaml']);
    });
  });

  test.each([
    ['below a test of chainsaw', 'e2e/web/asserts/route.yaml', route('web'), { 'e2e/web/chainsaw-test.yaml': 'kind: Test\n' }],
    ['in testdata', 'pkg/testdata/route.yaml', route('web'), {}],
  ])('has files %s, which are counted and not judged', async (_, path, text, others) => {
    await withTree({ ...others, [path]: text, 'edge.yaml': EDGE, 'web.yaml': namespace('app') }, async (directory) => {
      const { report } = await checkTree(directory);
      expect([findingsOf(report).filter((line) => line.includes('HTTPRoute')), report.summary.routes]).toEqual([[], 0]);
      expect(report.unapplied?.tests).toEqual([path]);
    });
  });

  test('has differences of files that are called as YAML', async () => {
    const text = `diff --git a/route.yaml b/route.yaml\n--- a/route.yaml\n+++ b/route.yaml\n${route('web')}`;
    expect((await incomplete({ 'patches/route.yaml': text, 'edge.yaml': EDGE }, {})).errors).toEqual([]);
  });

  test('has charts whose templates quote within quotes', async () => {
    const text = route('web').replace('namespace: app', 'namespace: "{{ template "app.namespace" . }}"');
    expect((await incomplete({ 'chart/templates/route.yaml': text, 'edge.yaml': EDGE }, {})).errors).toEqual([]);
  });

  test('may hold objects of the group that the API was in before', async () => {
    const text = route('web').replace('gateway.networking.k8s.io/v1', 'networking.x-k8s.io/v1alpha1');
    await withTree({ 'route.yaml': text }, async (directory) => {
      const { report } = await checkTree(directory);
      expect(report.findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
        'warning HTTPRoute app/r has apiVersion "networking.x-k8s.io/v1alpha1", which no release of the Gateway API since 0.4 has',
      ]);
    });
  });
});

describe('a variable', () => {
  const app = APP.replace('  rules:', '  hostnames: ["app.${DOMAIN}"]\n  rules:');
  const errors = async (files: Files) => (await incomplete(files, { kustomize: 'off' })).errors;
  const said = [expect.stringContaining('invalid-value HTTPRoute app/r')];
  const child = (spec: object) => ({
    ...FLEET,
    'clusters/prod/apps.yaml': documents(flux('app', './apps/app', spec), flux('edge', './apps/edge')),
  });
  const withApp = (files: Files, text = app) => ({ ...files, 'apps/app/all.yaml': text });

  test('is text if its Kustomization fills in none', async () => {
    expect(await errors(withApp(FLEET))).toEqual(said);
  });

  test('is open if its Kustomization fills it in from what is not in the input', async () => {
    const postBuild = { substituteFrom: [{ kind: 'Secret', name: 'vars' }] };
    expect(await errors(withApp(child({ postBuild })))).toEqual([]);
  });

  test('is text in an object that opts out', async () => {
    const postBuild = { substituteFrom: [{ kind: 'Secret', name: 'vars' }] };
    const annotated = app.replace('name: r,', 'name: r, annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled },');
    expect(await errors(withApp(child({ postBuild }), annotated))).toEqual(said);
  });

  test.each([
    ['its bootstrap patches postBuild into it', { kind: 'Kustomization' }],
    ['a patch by annotations may reach it', { kind: 'Kustomization', annotationSelector: 'vars=yes' }],
  ])('is open if %s', async (_, target) => {
    const patch = JSON.stringify({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'any' },
      spec: { postBuild: { substituteFrom: [{ kind: 'Secret', name: 'vars' }] } },
    });
    const files = { 'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod', { patches: [{ patch, target }] }) };
    expect(await errors(withApp({ ...FLEET, ...files }))).toEqual([]);
  });

  test('is open if the source is an artifact, or a part of its parent is not rendered', async () => {
    expect(await errors(withApp(child({ sourceRef: { kind: 'OCIRepository', name: 'flux-system' } })))).toEqual([]);
    const files = {
      'clusters/prod/kustomization.yaml': kustomization({
        resources: ['flux-system/gotk-sync.yaml', 'apps.yaml'],
        transformers: ['https://git.example.com/transformers'],
      }),
    };
    expect(await errors(withApp({ ...FLEET, ...files }))).toEqual([]);
  });

  test('leaves open what its Kustomization puts where', async () => {
    const postBuild = { substituteFrom: [{ kind: 'Secret', name: 'vars' }] };
    const files = {
      'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod', { postBuild }),
      'clusters/prod/apps.yaml': documents(
        flux('app', './apps/app', { targetNamespace: '${NAMESPACE}' }),
        flux('edge', './apps/edge'),
        flux('other', './apps/${STAGE}', { targetNamespace: 'app' }),
      ),
    };
    expect(await errors(withApp({ ...FLEET, ...files }, documents(namespace('x'), route('gone'), service)))).toEqual([]);
    const known = { ...files, 'apps/edge/all.yaml': documents(EDGE, namespace('app'), route('web')) };
    expect(await errors(withApp({ ...FLEET, ...known }))).toEqual([]);
  });

  const application = (name: string, path: string, more: object = {}) =>
    `${JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd' },
      spec: { source: { repoURL: 'https://git.example.com/org/fleet', path, ...more }, destination: { namespace: 'argocd' } },
    })}\n`;
  const argo = (more?: object): Files => ({
    'argo/apps.yaml': documents(application('app', 'apps/app', more), application('edge', 'apps/edge')),
    'apps/app/all.yaml': app,
    'apps/edge/all.yaml': EDGE,
  });

  test('is text to Argo CD, unless a plugin or another branch may fill it in', async () => {
    expect(await errors(argo())).toEqual(said);
    expect(await errors(argo({ targetRevision: 'env/prod' }))).toEqual([]);
    expect(
      await errors({ ...argo(), 'argo-cd/values.yaml': 'configs: { cmp: { create: true } }\n# ConfigManagementPlugin envsubst\n' }),
    ).toEqual([]);
  });

  test('is open where no engine is known', async () => {
    expect(await errors({ 'base/all.yaml': app, 'base/edge.yaml': EDGE })).toEqual([]);
  });
});

test.each([
  ['tier in (web, api), !internal', { tier: 'api' }, true],
  ['tier in (web, api), !internal', { tier: 'api', internal: '' }, false],
  ['tier notin (web)', {}, true],
  ['tier notin (web)', { tier: 'web' }, false],
  ['example.com/tier=web,stage!=dev', { 'example.com/tier': 'web' }, true],
  ['tier == web', { tier: 'api' }, false],
  ['tier', { tier: '' }, true],
  ['', {}, true],
  ['tier > 3', { tier: '4' }, undefined],
])('%s and %j: %s', (selector, labels, selects) => {
  expect(selectsByText(selector, labels)).toBe(selects);
});
