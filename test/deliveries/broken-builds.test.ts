import { findKustomize } from '../../cli/engines/programs';
import { checkTree, documents, type Files, flux, gateway, kustomization, namespace, PATH, route, withTree } from './tree';

const EDGE = documents(namespace('edge'), gateway('web'));
const other = route('wbe').replace('name: r,', 'name: other,');
const broken = { target: { kind: 'HTTPRoute', name: 'r' }, patch: '[{"op":"replace","path":"/spec/nope/0","value":"x"}]' };

let kustomize: boolean;
beforeAll(async () => {
  kustomize = (await findKustomize(undefined, { env: { PATH }, repository: '/nowhere' })) !== undefined;
});

const look = (files: Files) =>
  withTree(files, async (directory) =>
    (await checkTree(directory)).report.findings
      .filter(({ severity }) => severity !== 'note')
      .map(({ severity, rule, subject: { name } }) => `${severity} ${rule} ${name}`.trim()),
  );

const app = (...patches: object[]): Files => ({
  'app/kustomization.yaml': kustomization({ resources: ['all.yaml'], patches }),
  'app/all.yaml': documents(EDGE, namespace('app'), route('wbe'), other),
});
const delivered: Files = {
  'clusters/prod/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/prod'),
  'clusters/prod/app.yaml': flux('app', './app'),
};

test.each([
  ['that nobody delivers', {}],
  ['that Flux delivers', delivered],
])('fails if a patch breaks a build %s, and what it does not reach is judged', async (_, more) => {
  if (kustomize) {
    expect(await look({ ...app(broken), ...more })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^error delivery-incomplete/), 'error no-matching-parent other']),
    );
  }
});

test('fails if a patch breaks a build of which nothing else can be judged', async () => {
  if (kustomize) {
    expect(await look(app({ ...broken, target: { kind: '.*' } }))).toEqual([expect.stringMatching(/^error delivery-incomplete/)]);
  }
});

test('a build that fails is a warning if nobody delivers it and all of it is judged', async () => {
  if (kustomize) {
    const files = { ...app(), 'app/kustomization.yaml': kustomization({ resources: ['all.yaml'], resorces: [] }) };
    expect(await look(files)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^warning delivery-incomplete/),
        'error no-matching-parent r',
        'error no-matching-parent other',
      ]),
    );
  }
});

test.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization'])(
  '%s makes a kustomization, with a byte order mark and CRLF',
  (name) =>
    withTree(
      {
        [`app/${name}`]: '\uFEFFresources:\r\n- all.yaml\r\nnamespace: moved\r\n',
        'app/all.yaml': `\uFEFF${route('web').replaceAll('\n', '\r\n')}`,
      },
      async (directory) => {
        const { report } = await checkTree(directory);
        expect(new Set(report.findings.map(({ subject }) => subject.namespace))).toEqual(new Set(['moved']));
      },
    ),
);
