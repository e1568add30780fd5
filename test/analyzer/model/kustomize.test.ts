import { load } from '../../../analyzer/model/load';
import { formatRef } from '../../../analyzer/model/object-ref';

type Files = Readonly<Record<string, string>>;

const HEAD = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n';
const ROUTE = `${HEAD}metadata: {name: web}\nspec: {parentRefs: [{name: public}], hostnames: [web.example.com]}\n`;
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: written}\nspec: {ports: [{port: 80}]}\n';
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: written}\n';
const PATCH = `${HEAD}metadata: {name: web}\nspec: {hostnames: [prod.example.com]}\n`;
const BASE: Files = {
  'base/kustomization.yaml': 'resources: [route.yaml, service.yaml]',
  'base/route.yaml': ROUTE,
  'base/service.yaml': SERVICE,
};

function world(files: Files) {
  return load(Object.entries(files).map(([path, text]) => ({ path, text })));
}

function objects(files: Files): string[] {
  const read = world(files);
  expect(read.problems).toEqual([]);
  return (['Namespace', 'HTTPRoute', 'Service'] as const).flatMap((kind) => read.all(kind).map(formatRef));
}

/** Each as `kubectl kustomize` of version 5.5 answers it. */
test.each<[string, Files, string[]]>([
  ['leaves objects where they are without a namespace', BASE, ['HTTPRoute default/web', 'Service written/web']],
  [
    'puts all objects into its namespace, whatever they name, and calls a Namespace so',
    { 'kustomization.yaml': 'namespace: shop\nresources: [./all.yaml]', 'all.yaml': [ROUTE, SERVICE, NAMESPACE].join('---\n') },
    ['Namespace shop', 'HTTPRoute shop/web', 'Service shop/web'],
  ],
  [
    'lets the outermost namespace win',
    {
      ...BASE,
      'base/kustomization.yaml': 'namespace: inner\nresources: [route.yaml]',
      'over/kustomization.yaml': 'namespace: outer\nresources: [../base/]',
    },
    ['HTTPRoute outer/web', 'Service written/web'],
  ],
  [
    'makes one object for each namespace that a base is rendered into',
    {
      ...BASE,
      'o/a/kustomization.yml': 'namespace: a\nresources: [../../base]\npatches: [{path: patch.yaml}]',
      'o/a/patch.yaml': PATCH,
      'o/b/kustomization.yaml': 'namespace: b\nbases: [../../base]\npatchesStrategicMerge: [patch.yaml]',
      'o/b/patch.yaml': PATCH,
    },
    ['HTTPRoute a/web', 'HTTPRoute b/web', 'Service a/web', 'Service b/web'],
  ],
  [
    'makes one object of a base that several overlays render into one namespace',
    {
      ...BASE,
      'o/a/kustomization.yaml': 'namespace: shop\nresources: [../../base]',
      'o/b/kustomization.yaml': 'namespace: shop\nresources: [../../base]',
    },
    ['HTTPRoute shop/web', 'Service shop/web'],
  ],
  [
    'puts what a component holds where the rest goes',
    {
      ...BASE,
      'kustomization.yaml': 'namespace: shop\ncomponents: [part]\nresources: [base]',
      'part/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [more.yaml]',
      'part/more.yaml': SERVICE.replace('name: web', 'name: more'),
    },
    ['HTTPRoute shop/web', 'Service shop/more', 'Service shop/web'],
  ],
])('a kustomization %s', (_, files, expected) => {
  expect(objects(files)).toEqual(expected);
});

const application = (source: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop, namespace: argocd}\nspec: {destination: {namespace: shop}, ${source}}\n`;

test.each<[string, Files, string[]]>([
  [
    'an Application puts what names no namespace into its own',
    { 'apps/shop.yaml': application('source: {path: shop}') },
    ['HTTPRoute shop/web', 'Service written/web'],
  ],
  [
    'an Application of several sources',
    { 'apps/shop.yaml': application('sources: [{chart: web}, {path: ./shop/}]') },
    ['HTTPRoute shop/web', 'Service written/web'],
  ],
  [
    'an Application takes no directories below',
    { 'shop.yaml': application('source: {path: .}') },
    ['HTTPRoute default/web', 'Service written/web'],
  ],
  [
    'an Application that recurses',
    { 'shop.yaml': application('source: {path: ., directory: {recurse: true}}') },
    ['HTTPRoute shop/web', 'Service written/web'],
  ],
  [
    'an Application of another directory',
    { 'apps/shop.yaml': application('source: {path: web/shop}') },
    ['HTTPRoute default/web', 'Service written/web'],
  ],
  [
    'Flux puts everything into its target namespace',
    {
      'clusters/prod/shop.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: shop}\nspec: {path: ./shop, targetNamespace: flux}\n',
    },
    ['HTTPRoute flux/web', 'Service flux/web'],
  ],
])('%s', (_, files, expected) => {
  expect(objects({ ...files, 'shop/all.yaml': `${ROUTE}---\n${SERVICE}` })).toEqual(expected);
});

test('a kustomization goes where its Application puts it, and that of several clusters to each of their namespaces', () => {
  const files = { 'a.yaml': application('source: {path: base}'), 'b.yaml': application('source: {path: base}').replaceAll('shop', 'test') };
  expect(objects({ ...BASE, ...files })).toEqual(['HTTPRoute shop/web', 'HTTPRoute test/web', 'Service written/web']);
});

test('neither the Kustomization of Flux nor one that is broken or takes itself changes anything', () => {
  const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nnamespace: shop\nresources: [all.yaml]\n';
  for (const text of [
    flux,
    'namespace: [',
    'namespace: 1\nresources: {a: b}\npatches: [1, {path: 2}]',
    'namespace: shop\nresources: [.]',
  ]) {
    expect(objects({ 'kustomization.yaml': text, 'all.yaml': ROUTE })).toEqual(['HTTPRoute default/web']);
  }
});

test('patches are counted where they are for kinds that are read, and a file that is also a resource is no patch', () => {
  const patches = [
    '- path: route.yaml',
    '- {path: ops.yaml, target: {kind: HTTPRoute}}',
    '- {path: deployment.yaml}',
    '- target: {kind: Gateway}\n  patch: "[]"',
    '- target: {kind: Deployment}\n  patch: "[]"',
  ];
  const files = {
    'kustomization.yaml': `resources: [all.yaml]\npatches:\n${patches.join('\n')}\n`,
    'all.yaml': ROUTE,
    'route.yaml': PATCH,
    'ops.yaml': '- {op: remove, path: /spec/hostnames}',
    'deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
  };
  expect(world(files).census.patches).toBe(3);
  expect(objects({ ...files, 'more/kustomization.yaml': 'namespace: shop\nresources: [../route.yaml]' })).toEqual([
    'HTTPRoute default/web',
    'HTTPRoute shop/web',
  ]);
});

test('what a kustomization generates, or takes from elsewhere, may exist', () => {
  const closed = (kustomization: string, kind: 'Secret' | 'Service', name: string) =>
    world({
      'kustomization.yaml': `namespace: shop\nresources: [all.yaml]\n${kustomization}`,
      'all.yaml': `${NAMESPACE}---\napiVersion: v1\nkind: Secret\nmetadata: {name: other}\n`,
    }).closed(kind, 'shop', name);
  expect(closed('', 'Secret', 'tls')).toBe(true);
  expect(closed('secretGenerator: [{name: tls}]', 'Secret', 'tls')).toBe(false);
  expect(closed('secretGenerator: [{name: tls}]', 'Secret', 'typo')).toBe(true);
  expect(closed('', 'Service', 'web')).toBe(true);
  expect(closed('helmCharts: [{name: web}]', 'Service', 'web')).toBe(false);
  expect(closed('bases: ["https://github.com/shop/web?ref=v1"]', 'Service', 'web')).toBe(false);
});

test('a finding about an object that is rendered twice stands where it is written', () => {
  const read = world({
    ...BASE,
    'a/kustomization.yaml': 'namespace: a\nresources: [../base]',
    'b/kustomization.yaml': 'namespace: b\nresources: [../base]',
  });
  expect(read.all('HTTPRoute').map((route) => route.locate(['spec', 'hostnames', 0]))).toEqual([
    { file: 'base/route.yaml', line: 4, column: 50 },
    { file: 'base/route.yaml', line: 4, column: 50 },
  ]);
});
