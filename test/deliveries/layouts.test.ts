import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkText } from '../../analyzer/render/check-text';
import { findHelm } from '../../cli/engines/programs';
import { checkTree, documents, type Files, flux, gateway, kustomization, namespace, PATH, route, service, withTree } from './tree';

const APP = documents(namespace('app'), route('web'), service);
const EDGE = documents(namespace('edge'), gateway('web'));

const argo = (name: string, source: object, destination: object = { server: 'https://kubernetes.default.svc', namespace: 'argocd' }) =>
  `${JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: { project: 'default', source: { repoURL: 'https://git.example.com/org/fleet', ...source }, destination },
  })}\n`;

const argoSources = (name: string, sources: object[]) =>
  `${JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      project: 'default',
      sources: sources.map((source) => ({ repoURL: 'https://git.example.com/org/fleet', ...source })),
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
    },
  })}\n`;

const files = "{ repoURL: 'https://git.example.com/org/fleet', files: [{ path: '{{ .dir }}/*/config.json' }] }";

const chart = (name: string) => `${JSON.stringify({ apiVersion: 'v2', name, version: '1.0.0' })}\n`;

const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apps, namespace: argocd }
spec:
  goTemplate: true
  generators:
    - git: { repoURL: https://git.example.com/org/fleet.git, directories: [{ path: apps/* }, { path: apps/off, exclude: true }] }
  template:
    metadata: { name: '{{ .path.basename }}' }
    spec:
      source: { repoURL: https://git.example.com/org/fleet, path: '{{ .path.path }}' }
      destination: { server: https://kubernetes.default.svc, namespace: '{{ .path.basename | lower }}' }
`;

/**
 * Ways in which a repository delivers one route, one Gateway and one Service; each as a function of
 * what the three files hold.
 */
const layouts: Readonly<Record<string, (app: string, edge: string) => Files>> = {
  'Flux with a bootstrap': (app, edge) => ({
    'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
    'clusters/prod/apps.yaml': documents(flux('app', './apps/app'), flux('edge', './apps/edge')),
    'apps/app/all.yaml': app,
    'apps/edge/kustomization.yaml': kustomization({ resources: ['all.yaml'] }),
    'apps/edge/all.yaml': edge,
  }),
  'Flux with a parent that patches its children': (app, edge) => ({
    'flux/ks.yaml': flux('cluster', './children', {
      patches: [{ patch: '[{"op":"replace","path":"/spec/path","value":"./real"}]', target: { kind: 'Kustomization', name: 'all' } }],
    }),
    'children/all.yaml': flux('all', './placeholder'),
    'placeholder/x.yaml': documents(route('never')),
    'real/all.yaml': documents(app, edge),
  }),
  'an Application of Applications': (app, edge) => ({
    'root.yaml': argo('root', { path: 'argo' }),
    'argo/apps.yaml': documents(argo('app', { path: 'apps/app' }), argo('edge', { path: 'apps/edge', directory: { recurse: true } })),
    'apps/app/all.yaml': app,
    'apps/edge/deep/all.yaml': edge,
  }),
  'an ApplicationSet of directories': (app, edge) => ({
    'argo/set.yaml': set,
    'apps/app/kustomization.yaml': kustomization({ resources: ['all.yaml'] }),
    'apps/app/all.yaml': app,
    'apps/edge/all.yaml': edge,
    'apps/off/all.yaml': route('never'),
  }),
  'Flux with two clusters': (app, edge) => ({
    'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
    'clusters/prod/apps.yaml': documents(flux('app', './apps/prod'), flux('edge', './edge/prod')),
    'clusters/staging/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/staging'),
    'clusters/staging/apps.yaml': flux('apps', './apps/staging'),
    'apps/prod/all.yaml': app,
    'edge/prod/all.yaml': edge,
    'apps/staging/all.yaml': documents(APP.replaceAll('app', 'shop'), EDGE),
  }),
  'charts that Argo CD renders': (app, edge) => ({
    'argo/apps.yaml': documents(
      argo('app', { path: 'charts/app', helm: { valuesObject: { name: 's' } } }),
      argo('edge', { path: 'charts/edge' }),
    ),
    'charts/app/Chart.yaml': chart('app'),
    'charts/app/templates/all.yaml': app.replace('backendRefs: [{ name: s', 'backendRefs: [{ name: "{{ .Values.name }}"'),
    'charts/edge/Chart.yaml': chart('edge'),
    'charts/edge/templates/all.yaml': `{{ if .Capabilities.APIVersions.Has "gateway.networking.k8s.io/v1" }}\n${edge}{{ end }}\n`,
  }),
  'charts of HelmReleases that a child of Flux delivers': (app, edge) => ({
    'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
    'clusters/prod/releases.yaml': documents(flux('releases', './releases', { postBuild: { substitute: { CHART: 'app' } } }), edge),
    'releases/app.yaml': documents(
      `${JSON.stringify({
        apiVersion: 'helm.toolkit.fluxcd.io/v2',
        kind: 'HelmRelease',
        metadata: { name: 'app', namespace: 'app' },
        spec: {
          chart: {
            spec: { chart: `./charts/\${CHART}`, sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' } },
          },
          valuesFrom: [{ kind: 'ConfigMap', name: 'values' }],
        },
      })}\n`,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: values, namespace: app }\ndata: { values.yaml: "name: s" }\n',
    ),
    'charts/app/Chart.yaml': chart('app'),
    'charts/app/templates/all.yaml': app.replace('backendRefs: [{ name: s', 'backendRefs: [{ name: "{{ .Values.name }}"'),
  }),
  'charts with values of another source, and files of a matrix': (app, edge) => ({
    'argo/app.yaml': argoSources('app', [
      { path: 'charts/app', helm: { valueFiles: ['$values/env/*.yaml'], ignoreMissingValueFiles: true } },
      { ref: 'values' },
    ]),
    'argo/set.yaml': set
      .replace(/- git: .*/, `- matrix: { generators: [{ list: { elements: [{ dir: edges }] } }, { git: ${files} }] }`)
      .replaceAll(' | lower', ''),
    'charts/app/Chart.yaml': chart('app'),
    'charts/app/templates/all.yaml': app.replace('backendRefs: [{ name: s', 'backendRefs: [{ name: "{{ .Values.name }}"'),
    'env/prod.yaml': 'name: s\n',
    'edges/deep/edge/config.json': '{}',
    'edges/deep/edge/all.yaml': edge,
    'edges/deep/edge/kustomization.yaml': kustomization({ resources: ['all.yaml'] }),
  }),
  'overlays of a base': (app, edge) => ({
    'base/kustomization.yaml': kustomization({ resources: ['all.yaml', 'edge.yaml'] }),
    'base/all.yaml': app,
    'base/edge.yaml': edge,
    'overlays/prod/kustomization.yaml': kustomization({ resources: ['../../base'], labels: [{ pairs: { stage: 'prod' } }] }),
  }),
};

let helm: boolean;
beforeAll(async () => {
  helm = (await findHelm(undefined, { env: { PATH }, repository: '/nowhere' })) !== undefined;
});

/** Runs a test, unless it needs Helm, and that is not there. */
const ifRendered = (name: string, run: () => Promise<void>) => async () => {
  if (!helm && name.startsWith('charts')) {
    console.log(`helm is not there: ${name} not judged`);
    return;
  }
  await run();
};

describe.each(Object.entries(layouts))('%s', (name, layout) => {
  const clusters = name === 'Flux with two clusters' ? ['prod'] : undefined;
  test(
    'is judged as it is delivered',
    ifRendered(name, () =>
      withTree(layout(APP, EDGE), async (directory) => {
        const { report } = await checkTree(directory);
        expect([report.findings.filter(({ severity }) => severity === 'error'), report.summary.routes]).toEqual([
          [],
          clusters === undefined ? 1 : 2,
        ]);
      }),
    ),
  );

  test.each([
    ['a sectionName', APP.replace('sectionName: web', 'sectionName: wbe'), EDGE, 'no-matching-parent', /\ball\.yaml$/],
    ['a port', APP.replace('port: 80 }]\n---', 'port: 81 }]\n---'), EDGE, 'backend-port-not-found', /\ball\.yaml$/],
    [
      'a missing grant',
      documents(APP.replace('name: s, port: 80 }]', 'name: s, namespace: edge, port: 80 }]')),
      documents(EDGE, service.replace('namespace: app', 'namespace: edge')),
      'ref-not-permitted',
      /\ball\.yaml$/,
    ],
    [
      'a hostname',
      APP.replace('  rules:', '  hostnames: [a.example.com]\n  rules:'),
      EDGE.replace('port: 80,', 'port: 80, hostname: b.example.com,'),
      'no-matching-listener-hostname',
      /\ball\.yaml$/,
    ],
    ["the listener's namespaces", APP, EDGE.replace('from: All', 'from: Same'), 'not-allowed-by-listeners', /\ball\.yaml$/],
  ])('a fault in %s is an error at its place', (_name, app, edge, rule, file) =>
    ifRendered(name, () =>
      withTree(layout(app, edge), async (directory) => {
        const { findings } = (await checkTree(directory)).report;
        const errors = findings.filter(({ severity }) => severity === 'error');
        expect(errors.map((finding) => [finding.rule, finding.clusters])).toEqual([[rule, clusters]]);
        expect(errors[0]?.file).toMatch(file);
        // The line of the document that holds the route, or of what is below it.
        expect(errors[0]?.line).toBeGreaterThan(4);
      }),
    )(),
  );
});

test('a file that nothing delivers is counted and not judged', () =>
  withTree(
    { ...layouts['Flux with a bootstrap']?.(APP, EDGE), 'docs/example.yaml': route('never'), '.archive/old.yaml': route('gone') },
    async (directory) => {
      const { report, delivered } = await checkTree(directory);
      expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(delivered.deliveries?.notDelivered).toEqual([
        { directory: '.archive', objects: 1 },
        { directory: 'docs', objects: 1 },
      ]);
    },
  ));

test('a part of a repository is judged with the rest as context', () =>
  withTree(
    { ...layouts['Flux with a bootstrap']?.(APP.replace('sectionName: web', 'sectionName: wbe'), EDGE), '.git/HEAD': '' },
    async (directory) => {
      expect((await checkTree(directory, ['apps/app'])).report.findings.map(({ rule }) => rule)).toContain('no-matching-parent');
      expect((await checkTree(directory, ['apps/edge'])).report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  ));

test('clusters of crossing.yaml are those that are judged', () =>
  withTree(
    {
      'crossing.yaml': 'clusters: { dev: { paths: [dev] }, prod: { paths: [prod], open: [app] } }\n',
      'dev/all.yaml': documents(APP, EDGE),
      'prod/all.yaml': documents(APP.replace('sectionName: web', 'sectionName: wbe'), EDGE),
    },
    async (directory) => {
      const { findings } = (await checkTree(directory)).report;
      expect(findings.filter(({ severity }) => severity === 'error').map(({ rule, clusters }) => [rule, clusters])).toEqual([
        ['no-matching-parent', ['prod']],
      ]);
      expect(
        (await checkTree(directory, ['.'], { cluster: 'dev' })).report.findings.filter(({ severity }) => severity === 'error'),
      ).toEqual([]);
      await expect(checkTree(directory, ['.'], { cluster: 'test' })).rejects.toThrow('--cluster test: expected one of dev, prod');
    },
  ));

test('what an overlay takes of a base is judged with the overlay', () =>
  withTree(
    { ...layouts['overlays of a base']?.(APP.replace('sectionName: web', 'sectionName: wbe'), EDGE), '.git/HEAD': '' },
    async (directory) => {
      const { report, delivered } = await checkTree(directory, ['overlays/prod']);
      expect(report.findings.map(({ rule, file }) => [rule, file])).toContainEqual(['no-matching-parent', 'base/all.yaml']);
      expect(delivered.deliveries?.rendered).toHaveLength(1);
    },
  ));

test('several paths are delivered each by its repository, and what nothing delivers is judged by itself', () => {
  const layout = layouts['Flux with a bootstrap'];
  const one = Object.entries({ ...layout?.(APP.replace('sectionName: web', 'sectionName: wbe'), EDGE), '.git/HEAD': '' });
  const two = Object.entries({ ...layout?.(APP.replace('port: 80 }]\n---', 'port: 81 }]\n---'), EDGE), '.git/HEAD': '' });
  const files = Object.fromEntries([
    ...one.map(([file, text]) => [`one/${file}`, text]),
    ...two.map(([file, text]) => [`two/${file}`, text]),
  ]);
  return withTree({ ...files, 'one/docs/example.yaml': documents(namespace('edge'), route('web')) }, async (directory) => {
    const { report, delivered } = await checkTree(directory, ['one', 'two/apps/app', 'two/apps/edge', 'one/docs'], {});
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, file }) => [rule, file])).toEqual([
      ['no-matching-parent', 'one/apps/app/all.yaml'],
      ['parent-not-found', 'one/docs/example.yaml'],
      ['backend-port-not-found', 'two/apps/app/all.yaml'],
    ]);
    expect(delivered.deliveries?.clusters).toHaveLength(2);
  });
});

test('standard input is judged by itself beside a repository', () =>
  withTree({ ...layouts['Flux with a bootstrap']?.(APP, EDGE), '.git/HEAD': '' }, async (directory) => {
    const { report, delivered } = await checkTree(directory, ['.', '-'], {}, documents(namespace('edge'), route('web')));
    expect(report.findings.filter(({ severity }) => severity === 'error').map(({ file }) => file)).toEqual(['stdin']);
    expect(delivered.deliveries?.clusters).toHaveLength(1);
  }));

test('what .sourceignore and spec.ignore leave out of a source, and links, are not delivered by Flux', () => {
  const source = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'flux-system', namespace: 'flux-system' },
    spec: { url: 'https://git.example.com/org/fleet', ref: { branch: 'release' }, ignore: '/apps/app/drafts/\n!/apps/app/kept/\n' },
  };
  const files = {
    ...layouts['Flux with a bootstrap']?.(APP, EDGE),
    'clusters/prod/flux-system/gotk-sync.yaml': documents(flux('flux-system', './clusters/prod'), `${JSON.stringify(source)}\n`),
    'apps/.sourceignore': '# not yet\n*.off.yaml\nkept/\n',
    'apps/app/drafts/route.yaml': route('never'),
    'apps/app/route.off.yaml': route('never'),
    'apps/app/kept/service.yaml': service.replace('name: s,', 'name: kept,'),
    'docs/linked.yaml': route('never'),
  };
  return withTree(files, async (directory) => {
    symlinkSync('../../docs/linked.yaml', join(directory, 'apps/app/linked.yaml'));
    for (const options of [{}, { kustomize: 'off' }]) {
      const { report, delivered } = await checkTree(directory, ['.'], options);
      expect([report.findings.filter(({ severity }) => severity === 'error'), report.summary.routes]).toEqual([[], 1]);
      expect(report.summary.manifests).toBe(6);
      expect(delivered.deliveries?.revisions).toEqual(['release']);
    }
  });
});

test('a Kustomization that nothing delivers tells nothing of the source that it names', () => {
  const values = {
    instance: { sync: { name: 'fleet', kind: 'GitRepository', url: 'https://git.example.com/org/fleet', path: 'clusters/prod' } },
  };
  const release = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'flux-instance' }, spec: { values } };
  const { 'clusters/prod/flux-system/gotk-sync.yaml': _, ...files } = layouts['Flux with a bootstrap']?.(APP, EDGE) ?? {};
  const named = Object.entries({ ...files, 'archive/old.yaml': flux('old', './gone') }).map(([file, text]): [string, string] => [
    file,
    text.replace('"name":"flux-system"}', '"name":"fleet"}'),
  ]);
  return withTree({ ...Object.fromEntries(named), 'bootstrap/flux.yaml': `${JSON.stringify(release)}\n` }, async (directory) => {
    const { report, delivered } = await checkTree(directory);
    expect([report.summary.routes, delivered.deliveries?.clusters.map(({ roots }) => roots)]).toEqual([1, [['clusters/prod']]]);
  });
});

test('a guess which directories are which cluster is said once, with what settles it', () =>
  withTree(
    {
      ...layouts['overlays of a base']?.(APP, EDGE),
      'overlays/dev/kustomization.yaml': kustomization({
        resources: ['../../base'],
        patches: [{ patch: '[{"op":"add","path":"/spec/hostnames","value":["dev.example.com"]}]', target: { kind: 'HTTPRoute' } }],
      }),
    },
    async (directory) => {
      const { report, delivered } = await checkTree(directory);
      const text = checkText({ ...report, ...(delivered.deliveries && { deliveries: delivered.deliveries }) });
      expect(text).toContain(
        'taken for 2 clusters, as they differ in HTTPRoute app/r; if that is wrong, set clusters: { "dev": { paths: ["overlays/dev"] }, "prod": { paths: ["overlays/prod"] } } in crossing.yaml\n2 clusters, ',
      );
    },
  ));
