import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProcess } from './in-process';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossing-delivered-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

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
  const project = mkdtempSync(join(folder, 'repository-'));
  mkdirSync(join(project, '.git'));
  for (const [file, text] of Object.entries({ 'crossing.yaml': 'repository: https://git.example.com/shop.git\n', ...files })) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }
  const { out } = await inProcess(project, ['check', '.', '-o', 'json']);
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

test('a whole Gateway and a patch of it in one Application are reported', async () => {
  const files = { 'apps/a.yaml': application('a', 'edge'), 'edge/gateway.yaml': whole, 'edge/patch.yaml': partial };
  expect(await found(files)).toEqual(['Application argocd/a delivers Gateway edge/public whole, and a patch of it']);
  expect(await found({ ...files, 'edge/patch.yaml': partial.replace('name: public', 'name: other') })).toEqual([]);
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
  const serverSide = `${application('a', 'shop')}  syncPolicy: { syncOptions: [ServerSideApply=true, Prune=confirm] }\n`;
  const common = { ...patched(options('Delete=confirm')), 'apps/a.yaml': serverSide };
  expect(await found(common, 'partial-gateway-unprotected')).toEqual([]);
});

test('a patch is protected from Flux by annotations, labels, or what its Kustomization says', async () => {
  const rule = 'partial-gateway-unprotected';
  const flux = (spec: string, text = partial) =>
    found({ 'flux.yaml': kustomization(spec), 'shop/gateway.yaml': text, 'edge/other.yaml': whole.replace('public', 'other') }, rule);
  const [prune, merge] = ['kustomize.toolkit.fluxcd.io/prune: Disabled', 'kustomize.toolkit.fluxcd.io/ssa: Merge'];
  expect(await flux('wait: false')).toEqual([
    `Kustomization flux-system/shop delivers a patch of Gateway edge/public without ${prune}, ${merge}`,
  ]);
  expect(await flux(`commonMetadata: { annotations: { ${prune}, ${merge} } }`)).toEqual([]);
  expect(await flux('wait: false', partial.replace('namespace: edge', `namespace: edge, labels: { ${prune}, ${merge} }`))).toEqual([]);
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

describe('an Application', () => {
  const annotated = (text: string, annotation: string) => text.replace('metadata: {', `metadata: { annotations: { ${annotation} },`);
  const wave = (number: number, text: string) => annotated(text, `argocd.argoproj.io/sync-wave: "${number}"`);
  const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: cart, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
  const run = async (...objects: readonly string[]) =>
    (await found({ 'apps/a.yaml': application('a', 'shop'), 'shop/all.yaml': objects.join('---\n') }, 'sync-wave-deadlock')).map(
      (message) => message.replace('Application argocd/a applies ', ''),
    );

  test.each([
    [
      'argocd.argoproj.io/hook: PostSync',
      ['HTTPRoute shop/cart in sync wave 0, and Service shop/cart that it needs as a PostSync hook in wave 0'],
    ],
    [
      'helm.sh/hook: "post-install,post-upgrade"',
      ['HTTPRoute shop/cart in sync wave 0, and Service shop/cart that it needs as a PostSync hook in wave 0'],
    ],
    ['argocd.argoproj.io/hook: "PreSync, PostSync"', []],
    ['helm.sh/hook: pre-install', []],
    ['helm.sh/hook: test', []],
    ['argocd.argoproj.io/hook: Skip', []],
    ['helm.sh/hook-weight: "2"', ['HTTPRoute shop/cart in sync wave 0, and Service shop/cart that it needs in sync wave 2']],
  ])('waits for a route before the hooks that come later: %s', async (hook, expected) => {
    expect(await run(route, annotated(service, hook))).toEqual(expected);
  });

  test('waits for a route that is a hook itself', async () => {
    expect(await run(annotated(route, 'argocd.argoproj.io/hook: PreSync'), service)).toEqual([
      'HTTPRoute shop/cart as a PreSync hook in wave 0, and Service shop/cart that it needs in sync wave 0',
    ]);
  });

  test('waits for a route whose ListenerSet has its Gateway or class in a later wave', async () => {
    const set = `apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { name: own, namespace: shop }
spec: { parentRef: { name: public, namespace: edge }, listeners: [{ name: own, port: 81, protocol: HTTP }] }
`;
    const onSet = route.replace('name: public, namespace: edge', 'kind: ListenerSet, name: own');
    const cls =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: example }\nspec: { controllerName: example.com/a }\n';
    expect(await run(onSet, wave(1, set))).toEqual([
      'HTTPRoute shop/cart in sync wave 0, and ListenerSet shop/own that it needs in sync wave 1',
    ]);
    expect(await run(onSet, set, wave(2, whole))).toEqual([
      'HTTPRoute shop/cart in sync wave 0, and Gateway edge/public that it needs in sync wave 2',
    ]);
    expect(await run(onSet, set, whole, wave(3, cls))).toEqual([
      'Gateway edge/public in sync wave 0, and GatewayClass example that it needs in sync wave 3, and 1 more',
    ]);
    expect(await run(wave(3, onSet), wave(2, set), wave(1, whole), cls)).toEqual([]);
  });

  test('waits for a Gateway whose Secret, or grant for it, is in a later wave', async () => {
    const tls = whole.replace('protocol: HTTP', 'protocol: HTTPS, tls: { certificateRefs: [{ name: web, namespace: certs }] }');
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: web, namespace: certs }\ntype: kubernetes.io/tls\n';
    const grant = `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: { name: edge, namespace: certs }
spec: { from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: edge }], to: [{ group: "", kind: Secret }] }
`;
    expect(await run(tls, wave(1, secret), grant)).toEqual([
      'Gateway edge/public in sync wave 0, and Secret certs/web that it needs in sync wave 1',
    ]);
    expect(await run(tls, secret, wave(1, grant))).toEqual([
      'Gateway edge/public in sync wave 0, and ReferenceGrant certs/edge that it needs in sync wave 1',
    ]);
    expect(await run(tls, secret, grant)).toEqual([]);
  });

  test('waits for a route before the patch that opens its listener, unless the whole Gateway is there', async () => {
    expect(await run(route, wave(1, partial))).toEqual([
      'HTTPRoute shop/cart in sync wave 0, and Gateway edge/public that it needs in sync wave 1',
    ]);
    expect(await run(route, partial)).toEqual([]);
  });

  test('waits for no route of which another parent is there in time', async () => {
    const two = route.replace('parentRefs: [', 'parentRefs: [{ name: early, namespace: edge }, ');
    const early = whole.replace('name: public', 'name: early');
    expect(await run(two, early, wave(1, whole))).toEqual([]);
    expect(await run(two, wave(1, early), wave(2, whole))).toEqual([
      'HTTPRoute shop/cart in sync wave 0, and Gateway edge/early that it needs in sync wave 1',
    ]);
  });
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
  for (const path of [
    '.["spec"].rules[0].timeouts',
    '.spec.rules[0:2]',
    '(.spec.rules[] | select(.name == "a")).backendRefs',
    '.spec.rules[]?.name',
  ]) {
    expect(await run(entry(`jqPathExpressions: ['${path}']`))).toEqual(report(path));
  }
  expect(await run(entry(jq, '*Route', '*.k8s.io'))).toEqual([report('.spec.parentRefs[].group')[0]?.replace('HTTPRoute', '*Route')]);
  expect(await run(entry(jq, 'Ingress*'))).toEqual([]);
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

describe('a namespace that others deliver into', () => {
  const namespace = (annotations = '') => `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, annotations: { ${annotations} } }\n`;
  const two = (parent: string, finalizers = '') => ({
    'apps/a.yaml': parent
      .replace('name: shop, namespace: flux-system', 'name: spaces, namespace: flux-system')
      .replace('./shop', './spaces'),
    'apps/b.yaml': application('b', 'shop').replace('namespace: argocd }', `namespace: argocd, finalizers: [${finalizers}] }`),
    'shop/route.yaml': route,
  });
  const rule = 'namespace-unprotected';

  test('is reported if Flux prunes it, unless an annotation or prune: false keeps it', async () => {
    const files = two(kustomization('wait: true'));
    expect(await found({ ...files, 'spaces/namespace.yaml': namespace() }, rule)).toEqual([
      'Kustomization flux-system/spaces delivers Namespace shop without kustomize.toolkit.fluxcd.io/prune: Disabled, and Application argocd/b delivers HTTPRoute shop/cart into it',
    ]);
    const system = namespace().replace('name: shop', 'name: kube-system');
    const inSystem = { 'shop/route.yaml': route.replace('namespace: shop', 'namespace: kube-system') };
    expect(await found({ ...files, ...inSystem, 'spaces/namespace.yaml': system }, rule)).toEqual([]);
    const kept = namespace('kustomize.toolkit.fluxcd.io/prune: disabled');
    expect(await found({ ...files, 'spaces/namespace.yaml': kept }, rule)).toEqual([]);
    const unmanaged = namespace('kustomize.toolkit.fluxcd.io/reconcile: disabled');
    expect(await found({ ...files, 'spaces/namespace.yaml': unmanaged }, rule)).toEqual([]);
    const deleting = kustomization('deletionPolicy: Delete').replace('prune: true', 'prune: false');
    expect(await found({ ...two(deleting), 'spaces/namespace.yaml': namespace() }, rule)).toHaveLength(1);
    const common = kustomization('commonMetadata: { labels: { kustomize.toolkit.fluxcd.io/prune: Disabled } }');
    expect(await found({ ...two(common), 'spaces/namespace.yaml': namespace() }, rule)).toEqual([]);
    const manual = kustomization('wait: true').replace('prune: true', 'prune: false');
    expect(await found({ ...two(manual), 'spaces/namespace.yaml': namespace() }, rule)).toEqual([]);
  });

  test('is reported if Argo CD prunes it or deletes it with its Application', async () => {
    const spaces = (policy: string, finalizers: string) =>
      application('spaces', 'spaces')
        .replace('namespace: argocd }', `namespace: argocd, finalizers: [${finalizers}] }`)
        .replace('  project: default\n', `  project: default\n  syncPolicy: { ${policy} }\n`);
    const lacks = async (policy: string, finalizers: string, options: string) => {
      const annotated = namespace(`argocd.argoproj.io/sync-options: "${options}"`);
      const [message] = await found({ ...two(spaces(policy, finalizers)), 'spaces/namespace.yaml': annotated }, rule);
      return message?.match(/sync-options: (\S+), and/)?.[1];
    };
    const finalizer = 'resources-finalizer.argocd.argoproj.io';
    expect(await lacks('automated: { prune: true }', finalizer, 'Delete=confirm')).toBe('Prune=false');
    expect(await lacks('automated: { prune: true }', finalizer, 'Prune=false')).toBe('Delete=false');
    expect(await lacks('automated: { prune: true }', '', '')).toBe('Prune=false');
    expect(await lacks('automated: { prune: true }', finalizer, 'Prune=confirm, Delete=false')).toBeUndefined();
    expect(await lacks('automated: {}', '', '')).toBeUndefined();
    const common = 'automated: { prune: true }, syncOptions: [Prune=false, Delete=confirm]';
    expect(await lacks(common, finalizer, '')).toBeUndefined();
    expect(await lacks(common, finalizer, 'Prune=true')).toBe('Prune=false');
    const kept = namespace('helm.sh/resource-policy: keep');
    expect(await found({ ...two(spaces('automated: {}', finalizer)), 'spaces/namespace.yaml': kept }, rule)).toEqual([]);
  });

  test('is reported if an ApplicationSet has its Applications delete it', async () => {
    const set = (policy: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: all, namespace: argocd }
spec:
  goTemplate: true
  generators: [{ list: { elements: [{ name: spaces }, { name: shop }] } }]
  syncPolicy: { ${policy} }
  template:
    metadata: { name: '{{.name}}' }
    spec:
      project: default
      destination: { server: https://kubernetes.default.svc }
      source: { repoURL: https://git.example.com/shop.git, path: '{{.name}}', targetRevision: main }
`;
    const files = { 'spaces/namespace.yaml': namespace(), 'shop/route.yaml': route };
    expect(await found({ ...files, 'apps/a.yaml': set('') }, rule)).toEqual([
      'Application argocd/spaces delivers Namespace shop without argocd.argoproj.io/sync-options: Delete=false, and Application argocd/shop delivers HTTPRoute shop/cart into it',
    ]);
    expect(await found({ ...files, 'apps/a.yaml': set('preserveResourcesOnDeletion: true') }, rule)).toEqual([]);
  });

  test('is not reported if only what it delivers itself delivers into it', async () => {
    const parent = application('spaces', 'spaces').replace(
      '  project: default\n',
      '  project: default\n  syncPolicy: { automated: { prune: true } }\n',
    );
    const files = { 'apps/a.yaml': parent, 'spaces/b.yaml': application('b', 'shop'), 'shop/route.yaml': route };
    expect(await found({ ...files, 'spaces/namespace.yaml': namespace() }, rule)).toEqual([]);
  });
});

describe('the hydrator of Argo CD', () => {
  const hydrated = (name: string, path: string, branch = 'main') =>
    application(name, 'shop').replace(
      /source: .*\n/,
      `sourceHydrator: { drySource: { repoURL: https://git.example.com/shop.git, path: shop, targetRevision: main }, syncSource: { targetBranch: ${branch}, path: ${path} } }\n`,
    );
  const files = { 'shop/route.yaml': route };
  const rule = 'hydrated-path-shared';

  test('delivers what its dry source renders', async () => {
    expect(await found({ ...files, 'apps/a.yaml': hydrated('a', 'out/a'), 'apps/b.yaml': application('b', 'shop') })).toEqual([
      'Application argocd/b delivers HTTPRoute shop/cart, and so does Application argocd/a',
    ]);
  });

  test('is reported if it writes into the root, or where another Application writes', async () => {
    for (const root of ['.', '/', './']) {
      expect(await found({ ...files, 'apps/a.yaml': hydrated('a', root, 'rendered') }, rule)).toEqual([
        'Application argocd/a hydrates into the root of the repository, which Argo CD refuses',
      ]);
    }
    const two = { 'apps/a.yaml': hydrated('a', 'out/shop', 'rendered'), 'apps/b.yaml': hydrated('b', 'out/shop', 'rendered') };
    const report = (what: string) => [`Application argocd/b hydrates into out/shop, and so does Application argocd/a: ${what}`];
    expect(await found({ ...files, ...two }, rule)).toEqual(report('Argo CD refuses both'));
    const other = two['apps/b.yaml'].replace('targetRevision: main', 'targetRevision: v1');
    expect(await found({ ...files, ...two, 'apps/b.yaml': other }, rule)).toEqual(report('each replaces what the other one wrote'));
    const slashed = hydrated('b', 'out/shop/', 'rendered');
    expect(await found({ ...files, ...two, 'apps/b.yaml': slashed }, rule)).toEqual(report('each replaces what the other one wrote'));
    expect(await found({ ...files, ...two, 'apps/b.yaml': hydrated('b', 'out/shop', 'other') }, rule)).toEqual([]);
  });

  test('is reported if a file beside what it writes is delivered, too', async () => {
    const stale = { ...files, 'apps/a.yaml': hydrated('a', 'out/shop'), 'out/shop/manifest.yaml': route, 'out/shop/README.md': '# shop\n' };
    expect(await found(stale, rule)).toEqual([]);
    expect(await found({ ...stale, 'out/shop/old.yaml': route }, rule)).toEqual([
      'Application argocd/a hydrates into out/shop, where out/shop/old.yaml stays and is delivered, too',
    ]);
  });
});

test('a kustomization in a directory with options is read as a manifest, and without them as a kustomization', async () => {
  const kustomized = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [route.yaml]\n';
  const files = { 'shop/route.yaml': route, 'shop/kustomization.yaml': kustomized };
  const options = (text: string) => application('a', 'shop').replace('directory: { recurse: true }', `directory: ${text}`);
  for (const text of ['{ recurse: true }', "{ include: '*.yaml' }"]) {
    expect(await found({ ...files, 'apps/a.yaml': options(text) }, 'delivery-incomplete')).toEqual([
      'Application argocd/a does not build: shop/kustomization.yaml is read as an object of the kind Kustomization, which no cluster has; name it in directory.exclude',
    ]);
  }
  expect(await found({ ...files, 'apps/a.yaml': options('{ recurse: false }') }, 'delivery-incomplete')).toEqual([]);
});
