import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { CrossingApp, EchoService, Gateway, HttpRoute, NamespaceChart, type NamespaceChartProps, ReferenceGrant } from '../../constructs';

const kinds = (chart: Chart) => Testing.synth(chart).map(({ kind }) => kind);

test('defaults', () => {
  const chart = NamespaceChart.ensure(Testing.app(), 'test-source');
  expect(Testing.synth(chart)).toEqual([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'test-source' } }]);
  expect(chart.node.path).toBe('test-source');
});

test('a namespace has one chart, wherever and in whatever order it is asked for', () => {
  const app = Testing.app();
  const implied = NamespaceChart.ensure(new Chart(app, 'mine'), 'test-source');
  const explicit = NamespaceChart.ensure(app, 'test-source', { owner: 'team-a', labels: { tier: 'web' } });
  expect(explicit).toBe(implied);
  expect(NamespaceChart.ensure(app, 'test-source')).toBe(implied);
  expect(implied.owner).toBe('team-a');
  expect(Testing.synth(implied)[0].metadata.labels).toEqual({ tier: 'web' });
});

test('two Apps in one process have charts of their own', () => {
  expect(NamespaceChart.ensure(Testing.app(), 'test-source')).not.toBe(NamespaceChart.ensure(Testing.app(), 'test-source'));
});

test('an external namespace has no Namespace object, whatever was implied before', () => {
  const app = Testing.app();
  expect(kinds(NamespaceChart.forObject(app, 'kong'))).toEqual(['Namespace']);
  expect(kinds(NamespaceChart.external(app, 'kong'))).toEqual([]);
  expect(kinds(NamespaceChart.forObject(app, 'kong'))).toEqual([]);
});

test('a namespace around something external is external, unless it is said to be ours', () => {
  const app = Testing.app();
  expect(kinds(NamespaceChart.forPatch(app, 'kong'))).toEqual([]);
  expect(kinds(NamespaceChart.ensure(app, 'kong', { labels: { a: 'b' } }))).toEqual(['Namespace']);
  expect(NamespaceChart.forPatch(app, 'kong').isExternal).toBe(false);
});

test('an external namespace into which nothing was put is no file under a plain App, and what is put later is written', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'crossing-plain-'));
  try {
    const app = new App({ outdir });
    const bank = NamespaceChart.external(app, 'bank');
    NamespaceChart.ensure(app, 'shop');
    app.synth();
    expect(readdirSync(outdir)).toEqual(['shop.k8s.yaml']);
    new ApiObject(bank, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    app.synth();
    expect(readFileSync(join(outdir, 'bank.k8s.yaml'), 'utf8')).toContain('namespace: bank\n');
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test('protection keeps Argo CD and Flux from deleting the namespace', () => {
  const chart = NamespaceChart.ensure(Testing.app(), 'test-source', { protect: true });
  expect(Testing.synth(chart)[0].metadata.annotations).toEqual({
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'Disabled',
  });
});

test('another construct of the App may have the name of the namespace', () => {
  const app = new CrossingApp();
  new Chart(app, 'shop');
  NamespaceChart.ensure(app, 'shop');
  expect(app.synthYaml()).toBe('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n');
});

test('a construct of the App may be called as a namespace, whichever comes first', () => {
  const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }] as const;
  const grant = { from: [{ kind: 'HTTPRoute', namespace: 'web' }], to: [{ kind: 'Service' }] };
  const parents = [Gateway.external({ namespace: 'edge', name: 'public', mutable: false }).listener('http')];
  const backends = [{ name: 'shop', port: 80, metadata: { namespace: 'shop' } }];
  const makers: ((app: App) => unknown)[] = [
    (app) => new EchoService(app, 'echo', { namespace: 'echo' }),
    (app) => new Gateway(app, 'edge', { namespace: 'edge', gatewayClassName: 'kong', listeners }),
    (app) => new ReferenceGrant(app, 'shop', { namespace: 'shop', ...grant }),
    (app) => new HttpRoute(app, 'web', { namespace: 'web', parents, rules: [{ backends }] }),
  ];
  const charts = ['echo', 'edge', 'shop', 'web'].map((namespace) => (app: App) => NamespaceChart.ensure(app, namespace));
  const text = (parts: typeof makers) => {
    const app = new CrossingApp();
    for (const make of parts) {
      make(app);
    }
    return app.synthYaml();
  };
  expect(text([...charts, ...makers])).toBe(text([...makers, ...charts]));
});

test('what a chart of the same name and namespace holds is written into the same file', () => {
  const { outdir } = Testing.app();
  const app = new CrossingApp({ outdir });
  const metadata = { name: 'shop' };
  new ApiObject(new Chart(app, 'shop', { namespace: 'shop' }), 'Service', { apiVersion: 'v1', kind: 'Service', metadata });
  NamespaceChart.ensure(app, 'shop');
  app.synth();
  expect(readdirSync(outdir)).toEqual(['shop.k8s.yaml']);
  expect(readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8').match(/(?<=^kind: ).*/gm)).toEqual(['Namespace', 'Service']);
});

test('fails if a chart of another namespace has the file of a namespace', () => {
  const app = new CrossingApp();
  new ApiObject(new Chart(app, 'shop', { namespace: 'web' }), 'Service', { apiVersion: 'v1', kind: 'Service' });
  NamespaceChart.ensure(app, 'shop');
  expect(() => app.synthYaml()).toThrow('[namespace-shop] another chart is written to shop.k8s.yaml too; give one of them another id');
});

test('no other chart is taken for one', () => {
  const chart = new Chart(new App(), 'test-source');
  expect([chart, {}, null, 'shop'].filter((value) => NamespaceChart.isNamespaceChart(value))).toEqual([]);
  expect(chart instanceof NamespaceChart).toBe(false);
  expect(NamespaceChart.isNamespaceChart(NamespaceChart.ensure(new App(), 'shop'))).toBe(true);
});

test('the primary child is the Namespace', () => {
  const chart = NamespaceChart.ensure(Testing.app(), 'test-source');
  expect((chart.node.defaultChild as ApiObject).kind).toBe('Namespace');
  expect(NamespaceChart.external(Testing.app(), 'test-source').node.defaultChild).toBeUndefined();
});

test('fails if the namespace is no DNS label', () => {
  expect(() => NamespaceChart.ensure(Testing.app(), '../x')).toThrow(/^namespace is "\.\.\/x": expected/);
});

test('fails if a namespace is said to be ours and external', () => {
  const app = Testing.app();
  NamespaceChart.ensure(app, 'kong');
  expect(() => NamespaceChart.external(app, 'kong')).toThrow('namespace "kong" is both ours and external');
});

test.each<[string, NamespaceChartProps, NamespaceChartProps, string]>([
  ['two owners are named', { owner: 'team-a' }, { owner: 'team-b' }, 'owner is "team-b": namespace "shop" already has owner "team-a"'],
  ['a label has two values', { labels: { a: '1' } }, { labels: { a: '2' } }, 'labels["a"] is "2": namespace "shop" already has "1"'],
  [
    'an annotation has two values',
    { protect: true },
    { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'Enabled' } },
    'annotations["kustomize.toolkit.fluxcd.io/prune"] is "Enabled": namespace "shop" already has "Disabled"',
  ],
])('fails if %s', (_, first, second, why) => {
  const app = Testing.app();
  NamespaceChart.ensure(app, 'shop', first);
  expect(() => NamespaceChart.ensure(app, 'shop', second)).toThrow(why);
});

test.each<[string, NamespaceChartProps, string]>([
  ['the owner leads out of the output', { owner: '../x' }, 'owner is "../x": expected 1 to 63'],
  ['a label is none', { labels: { team: 'a b' } }, 'labels["team"] is "a b": expected up to 63'],
  ['an annotation is none', { annotations: { 'a b': '' } }, 'annotations: a key is "a b": expected'],
  [
    'the label that the API server sets is another',
    { labels: { 'kubernetes.io/metadata.name': 'web' } },
    'labels["kubernetes.io/metadata.name"] is "web": namespace "shop" already has "shop"',
  ],
])('fails if %s', (_, props, why) => {
  expect(() => NamespaceChart.ensure(Testing.app(), 'shop', props)).toThrow(why);
});

test('fails if it is made with new, which nothing but types forbids', () => {
  const Untyped = NamespaceChart as unknown as new (scope: App, namespace: string) => NamespaceChart;
  expect(() => new Untyped(Testing.app(), 'shop')).toThrow(
    'new NamespaceChart: a namespace has one chart in an App; use NamespaceChart.ensure(scope, namespace, props)',
  );
});

test('what is said later is added, also where others asked for the chart in between', () => {
  const app = new CrossingApp();
  NamespaceChart.ensure(app, 'shop', { labels: { b: '1' } });
  NamespaceChart.ensure(app, 'shop');
  NamespaceChart.ensure(app, 'shop', { labels: { a: '1', b: '1' }, annotations: { 'example.com/a': 'any text' } });
  expect(app.synthYaml()).toContain('annotations:\n    example.com/a: any text\n  labels:\n    a: "1"\n    b: "1"\n  name: shop');
});

test.each<[string, (app: CrossingApp) => NamespaceChart]>([
  ['ours', (app) => NamespaceChart.ensure(app, 'shop', { owner: 'team-a' })],
  ['external', (app) => NamespaceChart.external(app, 'shop', { owner: 'team-a' })],
])('the file of a namespace that is %s lies in the directory of its owner', (_, make) => {
  const { outdir } = Testing.app();
  const app = new CrossingApp({ outdir });
  new ReferenceGrant(make(app), 'grant', { from: [{ kind: 'HTTPRoute', namespace: 'web' }], to: [{ kind: 'Service' }] });
  app.synth();
  expect(readdirSync(join(outdir, 'team-a'))).toEqual(['shop.k8s.yaml']);
});

test('any construct lands in the chart it is put into, and gets its namespace', () => {
  const chart = NamespaceChart.ensure(new CrossingApp(), 'shop');
  new ApiObject(chart, 'ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(Testing.synth(chart)[1].metadata).toEqual({ name: 'shop-configmap', namespace: 'shop' });
});
