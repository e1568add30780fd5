import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from './project';

const projects: Project[] = [];
afterAll(() => {
  for (const project of projects) {
    project.remove();
  }
});

const application = (
  name: string,
  path: string,
  destination = 'server: https://kubernetes.default.svc',
) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  destination: { ${destination} }
  source: { repoURL: https://git.example.com/shop.git, path: ${path}, targetRevision: main, directory: { recurse: true } }
`;
const gateway = (spec: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: public, namespace: edge }\nspec: { ${spec} }\n`;
const whole = gateway('gatewayClassName: example, listeners: [{ name: web, port: 80, protocol: HTTP }]');
const partial = gateway('listeners: [{ name: web, allowedRoutes: { namespaces: { from: All } } }]');

/** What check finds of a rule in a repository. */
async function found(files: Record<string, string>, name = 'object-delivered-twice'): Promise<string[]> {
  const project = new Project({ 'crossing.yaml': 'repository: https://git.example.com/shop.git\n', ...files });
  projects.push(project);
  mkdirSync(join(project.folder, '.git'));
  const { out } = await project.run('check . -o json');
  const { findings } = JSON.parse(out) as { findings: { rule: string; message: string }[] };
  return findings.filter(({ rule }) => rule === name).map(({ message }) => message);
}

test('two Applications of one directory deliver its objects twice', async () => {
  expect(
    await found({ 'apps/a.yaml': application('a', 'edge'), 'apps/b.yaml': application('b', 'edge'), 'edge/gateway.yaml': whole }),
  ).toEqual(['Application argocd/b delivers Gateway edge/public, and so does Application argocd/a']);
});

test('a whole Gateway in one and a patch of it in the other are one object', async () => {
  const files = { 'apps/a.yaml': application('a', 'edge'), 'apps/b.yaml': application('b', 'shop') };
  expect(await found({ ...files, 'edge/gateway.yaml': whole, 'shop/gateway.yaml': partial })).toHaveLength(1);
});

test('what two clusters get is not delivered twice, nor what different directories hold', async () => {
  const [here, there] = [application('a', 'edge'), application('b', 'edge', 'name: prod')];
  expect(await found({ 'apps/a.yaml': here, 'apps/b.yaml': there, 'edge/gateway.yaml': whole })).toEqual([]);
  const files = { 'apps/a.yaml': application('a', 'edge'), 'apps/b.yaml': application('b', 'shop') };
  const route = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
  expect(await found({ ...files, 'edge/gateway.yaml': whole, 'shop/namespace.yaml': route })).toEqual([]);
});

test('a patch that Argo CD may prune, with the Gateway that it names, is reported, and a protected one is not', async () => {
  const apps = { 'apps/a.yaml': application('a', 'shop'), 'apps/b.yaml': application('b', 'edge') };
  const options = (text: string) =>
    partial.replace('namespace: edge', `namespace: edge, annotations: { argocd.argoproj.io/sync-options: "${text}" }`);
  const patched = (text: string) => ({ ...apps, 'edge/other.yaml': whole.replace('public', 'other'), 'shop/gateway.yaml': text });
  expect(await found(patched(options('ServerSideApply=true, Prune=false')), 'partial-gateway-unprotected')).toEqual([
    'Application argocd/a delivers a patch of Gateway edge/public without argocd.argoproj.io/sync-options: Delete=false',
  ]);
  expect(await found(patched(options('ServerSideApply=true,Prune=false,Delete=false')), 'partial-gateway-unprotected')).toEqual([]);
});

const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec: { parentRefs: [{ name: public, namespace: edge }], rules: [{ backendRefs: [{ name: cart, port: 80 }] }] }
`;
const kustomization = (spec: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec: { interval: 1m, path: ./shop, prune: true, sourceRef: { kind: GitRepository, name: flux-system }, ${spec} }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://git.example.com/shop.git }
`;

test('a Kustomization that waits for a route needs an expression for its kind', async () => {
  const flux = (spec: string) => found({ 'flux.yaml': kustomization(spec), 'shop/route.yaml': route }, 'route-health-unchecked');
  const report = ['Kustomization flux-system/shop waits for HTTPRoute shop/cart, and has no healthCheckExprs for it'];
  const exprs = (kind: string) =>
    `wait: true, healthCheckExprs: [{ apiVersion: gateway.networking.k8s.io/v1${kind}, failed: 'false', current: 'true' }]`;
  expect(await flux('wait: true')).toEqual(report);
  expect(await flux(exprs(', kind: GRPCRoute'))).toEqual(report);
  expect(await flux('healthChecks: [{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, name: cart, namespace: shop }]')).toEqual(
    report,
  );
  expect(await flux(exprs(', kind: HTTPRoute'))).toEqual([]);
  expect(await flux(exprs(''))).toEqual([]);
  expect(await flux('wait: false')).toEqual([]);
});

test('a route in an earlier wave than what it needs is a deadlock, unless that comes from elsewhere', async () => {
  const wave = (number: number, text: string) =>
    text.replace('metadata: {', `metadata: { annotations: { argocd.argoproj.io/sync-wave: "${number}" },`);
  const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: cart, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
  const run = (files: Record<string, string>) =>
    found({ 'apps/a.yaml': application('a', 'shop'), 'apps/b.yaml': application('b', 'edge'), ...files }, 'sync-wave-deadlock');
  const before = (needed: string) => [
    `Application argocd/a applies HTTPRoute shop/cart in sync wave 0, and ${needed} that it needs in sync wave 1`,
  ];
  expect(await run({ 'shop/all.yaml': [route, wave(1, service)].join('---\n'), 'edge/gateway.yaml': whole })).toEqual(
    before('Service shop/cart'),
  );
  expect(await run({ 'shop/all.yaml': [route, wave(1, whole)].join('---\n'), 'edge/other.yaml': service })).toEqual(
    before('Gateway edge/public'),
  );
  expect(await run({ 'shop/all.yaml': [route, service].join('---\n'), 'edge/gateway.yaml': wave(1, whole) })).toEqual([]);
  expect(await run({ 'shop/all.yaml': [wave(1, route), wave(1, service)].join('---\n'), 'edge/gateway.yaml': whole })).toEqual([]);
  const grant = `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: NAME, namespace: stock }
spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], to: [{ group: "", kind: Service }] }
`;
  const away = route.replace('name: cart, port', 'name: cart, namespace: stock, port');
  const late = [away, wave(1, grant.replace('NAME', 'late'))];
  expect(await run({ 'shop/all.yaml': late.join('---\n'), 'edge/gateway.yaml': whole })).toEqual(before('ReferenceGrant stock/late'));
  expect(await run({ 'shop/all.yaml': [...late, grant].join('---\n'), 'edge/gateway.yaml': whole })).toEqual([]);
  expect(await run({ 'shop/all.yaml': late.join('---\n'), 'edge/all.yaml': [whole, grant].join('---\n') })).toEqual([]);
});

test('a field that an Application ignores in an array is reported if it respects that when it syncs', async () => {
  const run = (entry: string, options = '[RespectIgnoreDifferences=true]') =>
    found(
      {
        'apps/a.yaml': `${application('a', 'shop')}  ignoreDifferences: [${entry}]\n  syncPolicy: { syncOptions: ${options} }\n`,
        'shop/route.yaml': route,
      },
      'ignored-array-frozen',
    );
  const entry = (paths: string, kind = 'HTTPRoute', group = 'gateway.networking.k8s.io') =>
    `{ group: "${group}", kind: "${kind}", ${paths} }`;
  const jq = 'jqPathExpressions: [".spec.parentRefs[].group"]';
  const report = (path: string) => [
    `Application argocd/a ignores ${path} of HTTPRoute, with RespectIgnoreDifferences=true: the array is not changed any more`,
  ];
  expect(await run(entry(jq))).toEqual(report('.spec.parentRefs[].group'));
  expect(await run(entry('jsonPointers: [/spec/parentRefs/0/group]'))).toEqual(report('/spec/parentRefs/0/group'));
  expect(await run(entry(jq), '[]')).toEqual([]);
  expect(await run(entry(jq, 'Deployment', 'apps'))).toEqual([]);
  expect(
    await run(entry('jqPathExpressions: [".status.parents[].conditions", ".spec.hostnames"], jsonPointers: [/metadata/labels]')),
  ).toEqual([]);
});

test('a file that Argo CD cannot read as a manifest fails its directory, unless it is left out', async () => {
  const run = async (directory: string, files: Record<string, string>) => {
    const app = application('a', 'shop').replace('directory: { recurse: true }', `directory: { ${directory} }`);
    const messages = await found({ 'apps/a.yaml': app, 'shop/route.yaml': route, ...files }, 'delivery-incomplete');
    return messages.map((message) => message.split(/[,;]/)[0]);
  };
  const metadata = { 'shop/construct-metadata.json': '{"version":"1.0","resources":{}}' };
  expect(await run('recurse: true', metadata)).toEqual(['Application argocd/a does not build: shop/construct-metadata.json has no kind']);
  expect(await run("recurse: true, include: '*.yaml'", metadata)).toEqual([]);
  expect(await run('recurse: true', { 'shop/a.json': '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}' })).toEqual([]);
  const stray = (text: string) => ({ 'shop/a/kustomization.yaml': `${text}resources: []\n` });
  const headed = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
  expect(await run('recurse: true', stray(headed))).toEqual([
    'Application argocd/a does not build: shop/a/kustomization.yaml is read as an object of the kind Kustomization',
  ]);
  expect(await run('recurse: false', stray(headed))).toEqual([]);
  expect(await run('recurse: true', stray(''))).toEqual([]);
});

test('defaults that are not written are reported if Argo CD compares without those of the CRD', async () => {
  const app = application('a', 'shop');
  const serverSide = `${app}  syncPolicy: { syncOptions: [CreateNamespace=true, ServerSideApply=true] }\n`;
  const compared = (text: string, manifest = route) =>
    found({ 'apps/a.yaml': text, 'apps/b.yaml': application('b', 'other'), 'shop/route.yaml': manifest }, 'defaults-not-written');
  expect(await compared(serverSide)).toEqual([
    'HTTPRoute shop/cart does not write the default of spec.parentRefs[0].group and 5 more, which Argo CD reports as OutOfSync: Application argocd/a has ServerSideApply=true',
  ]);
  expect(await compared(app)).toEqual([]);
  const onServer =
    'namespace: argocd, annotations: { argocd.argoproj.io/compare-options: "IncludeMutationWebhook=true,ServerSideDiff=true" }';
  expect(await compared(serverSide.replace('namespace: argocd', onServer))).toEqual([]);
  const annotated = route.replace(
    'namespace: shop',
    'namespace: shop, annotations: { argocd.argoproj.io/sync-options: ServerSideApply=true }',
  );
  expect(await compared(app, annotated)).toEqual([
    expect.stringContaining('its annotation argocd.argoproj.io/sync-options has ServerSideApply=true'),
  ]);
});
