import { App, Chart, Testing } from 'cdk8s';
import { CrossingApp, NamespaceChart } from '../../constructs';

const kinds = (chart: Chart) => Testing.synth(chart).map(({ kind }) => kind);

test('defaults', () => {
  const chart = new NamespaceChart(Testing.app(), 'test-source');
  expect(Testing.synth(chart)).toEqual([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'test-source' } }]);
  expect(chart.node.path).toBe('test-source');
});

test('a namespace has one chart, wherever and in whatever order it is asked for', () => {
  const app = Testing.app();
  const implied = NamespaceChart.of(new Chart(app, 'mine'), 'test-source');
  const explicit = new NamespaceChart(app, 'test-source', { owner: 'team-a', labels: { tier: 'web' } });
  expect(explicit).toBe(implied);
  expect(NamespaceChart.of(app, 'test-source')).toBe(implied);
  expect(implied.owner).toBe('team-a');
  expect(Testing.synth(implied)[0].metadata.labels).toEqual({ tier: 'web' });
});

test('two Apps in one process have charts of their own', () => {
  expect(NamespaceChart.of(Testing.app(), 'test-source')).not.toBe(NamespaceChart.of(Testing.app(), 'test-source'));
});

test('an external namespace has no Namespace object, whatever was implied before', () => {
  const app = Testing.app();
  expect(kinds(NamespaceChart.of(app, 'kong'))).toEqual(['Namespace']);
  expect(kinds(NamespaceChart.external(app, 'kong'))).toEqual([]);
  expect(kinds(NamespaceChart.of(app, 'kong'))).toEqual([]);
});

test('a namespace around something external is external, unless it is said to be ours', () => {
  const app = Testing.app();
  expect(kinds(NamespaceChart.around(app, 'kong'))).toEqual([]);
  expect(kinds(new NamespaceChart(app, 'kong', { labels: { a: 'b' } }))).toEqual(['Namespace']);
  expect(NamespaceChart.around(app, 'kong').isExternal).toBe(false);
});

test('protection keeps Argo CD and Flux from deleting the namespace', () => {
  const chart = new NamespaceChart(Testing.app(), 'test-source', { protect: true });
  expect(Testing.synth(chart)[0].metadata.annotations).toEqual({
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'Disabled',
  });
});

test('another construct of the App may have the name of the namespace', () => {
  const app = new CrossingApp();
  new Chart(app, 'shop');
  NamespaceChart.of(app, 'shop');
  expect(app.synthYaml()).toBe('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n');
});

test('no other chart is taken for one', () => {
  expect(new Chart(new App(), 'test-source') instanceof NamespaceChart).toBe(false);
});

test('fails if the namespace is no DNS label', () => {
  expect(() => NamespaceChart.of(Testing.app(), '../x')).toThrow(/^namespace is "\.\.\/x": allowed are/);
});

test('fails if a namespace is said to be ours and external', () => {
  const app = Testing.app();
  new NamespaceChart(app, 'kong');
  expect(() => NamespaceChart.external(app, 'kong')).toThrow('namespace "kong" is said to be ours and to be external');
});

test('fails if two owners are named', () => {
  const app = Testing.app();
  new NamespaceChart(app, 'shop', { owner: 'team-a' });
  expect(() => new NamespaceChart(app, 'shop', { owner: 'team-b' })).toThrow(
    'owner is "team-b": namespace "shop" is owned by "team-a" already',
  );
});
