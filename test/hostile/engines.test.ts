import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHelm, findKustomize } from '../../cli/engines/programs';
import { checkTree, type Files, flux, PATH, withTree } from '../deliveries/tree';

const ROUTE =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: cart, namespace: shop }\nspec: { parentRefs: [{ name: "$' +
  '{word}" }] }\n';
const PATCH =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: cart, namespace: shop, annotations: { x: canary } }\n';

/** The word, plain and as a Secret has it. */
const CANARY = new RegExp(`canary|${btoa('canary')}`);

/** What lies outside of the repository, and is known by its word. */
const OUTSIDE: Files = {
  'route.yaml': ROUTE.replace('cart', 'canary'),
  'patch.yaml': PATCH,
  'patch.json': '[{ "op": "add", "path": "/metadata/annotations", "value": { "x": "canary" } }]',
  'replacements.yaml':
    '- sourceValue: canary\n  targets: [{ select: { kind: HTTPRoute }, fieldPaths: [metadata.annotations.x], options: { create: true } }]\n',
  values: 'word=canary\n',
  'values.yaml': 'word: canary\n',
  'target.yaml': 'canary\n',
  'base/kustomization.yaml': 'resources: [route.yaml]\n',
  'base/route.yaml': ROUTE.replace('cart', 'canary'),
  'replacement.yaml': 'canary',
};

let outside: string;
let server: Server;
let asked: string[];
let programs: readonly unknown[];
beforeAll(async () => {
  const search = { env: { PATH }, repository: '/nowhere' };
  programs = [await findKustomize(undefined, search), await findHelm(undefined, search)];
  if (programs.includes(undefined)) {
    console.error('the tries of engines are skipped: kustomize or helm is not there; .ci/run builds them');
  }
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'crossing-outside-')));
  mkdirSync(join(outside, 'base'));
  for (const [file, text] of Object.entries(OUTSIDE)) {
    writeFileSync(join(outside, file), text);
  }
  asked = [];
  server = createServer(({ url = '' }, answer) => {
    asked.push(url);
    answer.end(OUTSIDE['route.yaml']);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(outside, { recursive: true });
});

/** What a check makes of a tree, as far as it speaks of what is outside. */
async function check(files: Files) {
  return withTree(files, async (directory) => {
    const { report, delivered } = await checkTree(directory);
    const read = delivered.inputs.flatMap(({ sources }) => sources.map(({ text }) => text)).join('\n');
    return { read, findings: report.findings, rendered: delivered.deliveries?.rendered ?? [] };
  });
}

const plugin = (config: object) => JSON.stringify({ apiVersion: 'builtin', metadata: { name: 'x' }, ...config });

/**
 * Kustomizations that lead out, by absolute and by relative paths, however the field is spelled.
 */
const KUSTOMIZATIONS: Readonly<Record<string, (at: string) => object>> = {
  resources: (at) => ({ resources: [`${at}/route.yaml`] }),
  'resources, a directory': (at) => ({ resources: [`${at}/base`] }),
  bases: (at) => ({ bases: [`${at}/base`] }),
  components: (at) => ({ components: [`${at}/base`], resources: ['a.yaml'] }),
  Resources: (at) => ({ Resources: [`${at}/route.yaml`] }),
  'resources with a long s': (at) => ({ re\u017Fources: [`${at}/route.yaml`] }),
  'resources in two spellings': (at) => ({ Resources: ['a.yaml'], resources: [`${at}/route.yaml`] }),
  patches: (at) => ({ resources: ['a.yaml'], patches: [{ path: `${at}/patch.yaml` }] }),
  'patches, Path': (at) => ({ resources: ['a.yaml'], patches: [{ Path: `${at}/patch.yaml` }] }),
  patchesStrategicMerge: (at) => ({ resources: ['a.yaml'], patchesStrategicMerge: [`${at}/patch.yaml`] }),
  'patchesStrategicMerge with a colon': (at) => ({ resources: ['a.yaml'], patchesStrategicMerge: [`${at}/a:b/../patch.yaml`] }),
  patchesJson6902: (at) => ({
    resources: ['a.yaml'],
    patchesJson6902: [
      { path: `${at}/patch.json`, target: { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute', name: 'cart' } },
    ],
  }),
  replacements: (at) => ({ resources: ['a.yaml'], replacements: [{ path: `${at}/replacements.yaml` }] }),
  'configMapGenerator, files': (at) => ({ configMapGenerator: [{ name: 'x', files: [`word=${at}/target.yaml`] }] }),
  'configMapGenerator, Files': (at) => ({ ConfigMapGenerator: [{ name: 'x', Files: [`${at}/target.yaml`] }] }),
  'secretGenerator, envs': (at) => ({ secretGenerator: [{ name: 'x', envs: [`${at}/values`] }] }),
  'secretGenerator, env': (at) => ({ secretGenerator: [{ name: 'x', ENV: `${at}/values` }] }),
  'a generator': (at) => ({ generators: [`${plugin({ kind: 'ConfigMapGenerator', files: [`${at}/target.yaml`] })}\n`] }),
  'a generator, Files': (at) => ({ generators: [`${plugin({ kind: 'ConfigMapGenerator', Files: [`${at}/target.yaml`] })}\n`] }),
  'a transformer, path': (at) => ({
    resources: ['a.yaml'],
    transformers: [`${plugin({ kind: 'PatchTransformer', path: `${at}/patch.yaml` })}\n`],
  }),
  'a transformer, paths': (at) => ({
    resources: ['a.yaml'],
    transformers: [`${plugin({ kind: 'PatchStrategicMergeTransformer', paths: [`${at}/patch.yaml`] })}\n`],
  }),
  'a transformer, replacements': (at) => ({
    resources: ['a.yaml'],
    transformers: [`${plugin({ kind: 'ReplacementTransformer', replacements: [{ Path: `${at}/replacements.yaml` }] })}\n`],
  }),
  'a transformer, targetFilePath': (at) => ({
    resources: ['a.yaml'],
    transformers: [
      `${plugin({ kind: 'ValueAddTransformer', targetFilePath: `${at}/replacement.yaml`, targets: [{ fieldPath: 'metadata/annotations/x' }] })}\n`,
    ],
  }),
};

const leaving = Object.keys(KUSTOMIZATIONS).flatMap((field) => ['absolute', 'relative'].map((how) => [field, how] as const));

test.each(leaving)('a kustomization that leads out by %s, %s, reads nothing there', async (field, how) => {
  if (programs.includes(undefined)) {
    return;
  }
  const at = how === 'absolute' ? outside : `../../../../../../../../../..${outside}`;
  const value = { ...KUSTOMIZATIONS[field]?.(at), generatorOptions: { disableNameSuffixHash: true } };
  for (const files of [{}, { 'ks.yaml': flux('x', 'k', { postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'x' }] } }) }]) {
    const { read, findings } = await check({
      'k/a.yaml': ROUTE,
      'k/kustomization.yaml': JSON.stringify(value),
      ...files,
    });
    expect(read).not.toMatch(CANARY);
    expect(JSON.stringify(findings)).not.toContain('canary');
  }
});

test.each(['http', 'HTTP', 'Http'])('an address that lies in the tree as a directory, too, is not asked for: %s', async (scheme) => {
  if (programs.includes(undefined)) {
    return;
  }
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const value of [
    { resources: [`${scheme}://${host}/a.yaml`] },
    { resources: ['a.yaml'], patches: [{ path: `${scheme}://${host}/a.yaml` }] },
    { resources: ['a.yaml'], crds: [`${scheme}://${host}/a.yaml`] },
    { configMapGenerator: [{ name: 'x', files: [`x=${scheme}://${host}/a.yaml`] }] },
  ]) {
    await check({ 'k/a.yaml': ROUTE, [`k/${scheme}:/${host}/a.yaml`]: ROUTE, 'k/kustomization.yaml': JSON.stringify(value) });
  }
  expect(asked).toEqual([]);
});

const application = (helm: object) =>
  `${JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'x', namespace: 'argocd' },
    spec: { source: { repoURL: 'https://git.example.com/x', path: 'chart', helm }, destination: { namespace: 'shop' } },
  })}\n`;
const CHART: Files = { 'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n' };

test.each([
  ['what is run on the rendering', (at: string) => ({ releaseName: '--post-renderer=/bin/sh', at })],
  ['where the rendering is written', (at: string) => ({ releaseName: `--output-dir=${at}` })],
  ['another configuration', (at: string) => ({ releaseName: `--kubeconfig=${at}/values.yaml` })],
])('the name of a release is no option of helm: %s', async (_, helm) => {
  if (programs.includes(undefined)) {
    return;
  }
  const marker = join(outside, 'marker');
  const { findings } = await check({
    'app.yaml': application(helm(marker)),
    ...CHART,
    'chart/templates/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  x: |\n    \`/usr/bin/touch ${marker}\`\n`,
  });
  expect(existsSync(marker)).toBe(false);
  expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['error delivery-incomplete']);
});

test('the name of a file of values is one path, whatever it holds', async () => {
  if (programs.includes(undefined)) {
    return;
  }
  const file = `a.yaml,${outside}/values.yaml`;
  const { read, rendered } = await check({
    'app.yaml': application({ valueFiles: [file] }),
    ...CHART,
    'chart/a.yaml': '{}\n',
    [`chart/${file}`]: 'other: "quoted"\n',
    'chart/templates/a.yaml': `${ROUTE}# {{ .Values.word }} {{ .Values.other }}\n`,
  });
  expect(rendered.join()).toContain('helm');
  expect(read).not.toContain('canary');
  expect(read).toContain('quoted');
});
