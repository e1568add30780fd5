import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrossingApp, NamespaceChart } from '../../constructs';
import { targetOf } from '../../constructs/target';

const folders: string[] = [];
const start = process.cwd();
afterEach(() => {
  process.chdir(start);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Stands in a new folder, with a crossing.yaml that says so. */
function project(crossing: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossing-app-'));
  folders.push(folder);
  writeFileSync(join(folder, 'crossing.yaml'), crossing);
  process.chdir(folder);
  return folder;
}

test('files of a namespace lie in the directory of its owner, whether the code or crossing.yaml names it', () => {
  const folder = project('owners: { shop: team-b, cart: team-a }');
  const app = new CrossingApp();
  new NamespaceChart(app, 'shop');
  new NamespaceChart(app, 'cart', { owner: 'team-a' });
  new NamespaceChart(app, 'edge', { owner: 'platform' });
  NamespaceChart.of(app, 'free');
  app.synth();
  expect(readdirSync(join(folder, 'dist'), { recursive: true }).sort()).toEqual([
    'free.k8s.yaml',
    'platform',
    'platform/edge.k8s.yaml',
    'team-a',
    'team-a/cart.k8s.yaml',
    'team-b',
    'team-b/shop.k8s.yaml',
  ]);
});

test('the target is what crossing.yaml says, unless the app says it', () => {
  project('target: { controller: generic, gatewayApi: "1.6" }');
  expect(targetOf(new CrossingApp())).toEqual({ controller: 'generic', gatewayApi: '1.6', channel: 'experimental' });
  expect(targetOf(new CrossingApp({ target: { gatewayApi: '1.4' } }))).toMatchObject({ controller: 'kong', gatewayApi: '1.4' });
});

test('fails if the code and crossing.yaml name two owners', () => {
  project('owners: { shop: team-b }');
  const app = new CrossingApp();
  new NamespaceChart(app, 'shop', { owner: 'team-a' });
  expect(() => app.synthYaml()).toThrow('owner is "team-a": crossing.yaml says that "team-b" owns namespace "shop"; say it once');
});

test('fails if crossing.yaml says what cannot be understood', () => {
  project('target: { channel: beta }');
  expect(() => new CrossingApp()).toThrow('crossing.yaml:1:20: target.channel is "beta": allowed are experimental, standard');
});
