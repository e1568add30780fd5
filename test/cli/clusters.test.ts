import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repo/tracked';
import { CLUSTERS_APP, Project } from './project';

const platform = (hostname: string) => `apiVersion: v1
kind: Namespace
metadata: { name: edge }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec:
  gatewayClassName: kong
  listeners: [{ name: web, port: 80, protocol: HTTP, hostname: '${hostname}' }]
`;

const SETTINGS = `target: { controller: kong, channel: standard }
clusters:
  dev: { context: [platform/dev.yaml], target: { gatewayApi: "1.5" } }
  prod: { context: [platform/prod.yaml], target: { gatewayApi: "1.6" }, output: dist/eu/prod }
`;

let project: Project;
beforeEach(() => {
  project = new Project({
    'cdk8s.yaml': 'language: typescript\napp: node main.js\noutput: dist\n',
    'main.js': CLUSTERS_APP,
    'crossing.yaml': SETTINGS,
    'platform/dev.yaml': platform('dev.example.com'),
    'platform/prod.yaml': platform('*.example.com'),
  });
  mkdirSync(join(project.folder, 'node_modules'));
  symlinkSync(root, join(project.folder, 'node_modules/cdk8s-crossing'));
});
afterEach(() => project.remove());

const files = () => {
  const all = readdirSync(join(project.folder, 'dist'), { recursive: true, encoding: 'utf8', withFileTypes: true });
  const paths = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [path.slice(project.folder.length + 1), readFileSync(path, 'utf8')]));
};

const FILES = [
  'dist/dev/backend.k8s.yaml',
  'dist/dev/edge.k8s.yaml',
  'dist/dev/shop.k8s.yaml',
  'dist/eu/prod/backend.k8s.yaml',
  'dist/eu/prod/edge.k8s.yaml',
  'dist/eu/prod/shop.k8s.yaml',
];

function stock(...args: string[]) {
  const command = [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false', ...args];
  return spawnSync(process.execPath, command, { cwd: project.folder, encoding: 'utf8' });
}

test('each cluster is written to its directory, and stock cdk8s synth writes the same bytes', async () => {
  expect(await project.run('synth')).toMatchObject({ code: 0, err: '' });
  const safely = files();
  expect([...safely.keys()]).toEqual(FILES);
  expect(safely.get('dist/dev/shop.k8s.yaml')).toContain('dev.example.com');
  expect(stock().status).toBe(0);
  expect(files()).toEqual(safely);
  expect(await project.run('synth --check')).toMatchObject({ code: 0 });
  expect(await project.run('check')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^2 clusters, 12 manifests, 2 routes, 4 crossings: no findings$/m),
  });
});

test('status shows each cluster by itself', async () => {
  await project.run('synth');
  const { out } = await project.run('status');
  expect(out).toMatch(/^cluster dev\n\nROUTE [\s\S]+\n1 route, 1 gateway\n\ncluster prod\n\nROUTE [\s\S]+\n1 route, 1 gateway\n$/);
  expect((await project.run('status --cluster dev')).out).toMatch(/^ROUTE /);
  const { items } = JSON.parse((await project.run('status -o json')).out) as {
    items: { kind: string; metadata: { annotations: object } }[];
  };
  expect(items.filter(({ kind }) => kind === 'HTTPRoute').map(({ metadata }) => metadata.annotations)).toEqual([
    { 'cdk8s-crossing/cluster': 'dev' },
    { 'cdk8s-crossing/cluster': 'prod' },
  ]);
});

test('explain answers for each cluster by itself, and once what is the same in all', async () => {
  project.write({ 'platform/prod.yaml': platform('other.example.com') });
  await project.run('synth --cluster dev');
  project.write({ 'crossing.yaml': SETTINGS.replace('output: dist/eu/prod', 'paths: [dist/dev]') });
  const { code, out } = await project.run('explain HTTPRoute shop/cart');
  expect(code).toBe(0);
  const [dev = '', prod = ''] = out.split('cluster prod\n\n');
  expect(dev).toMatch(/^cluster dev\n\nHTTPRoute shop\/cart\n[\s\S]+ Accepted +True /);
  expect(prod).toMatch(/^HTTPRoute shop\/cart\n[\s\S]+ Accepted +False +NoMatchingListenerHostname /);
  expect(dev).not.toContain('no-matching-listener-hostname');
  expect(prod).toContain(' error no-matching-listener-hostname\n');
  expect((await project.run('explain Service/backend/cart')).out).toMatch(/^cluster dev, prod\n\nService backend\/cart\n/);
  expect((await project.run('explain shop/cart --cluster prod')).out).toMatch(/^HTTPRoute shop\/cart\n/);
});

test('a question that several clusters leave open is asked once, and names them', async () => {
  project.write({ 'crossing.yaml': 'clusters: { dev: {}, prod: {} }\n' });
  await project.run('synth');
  const { out } = await project.run('check');
  expect(out.match(/not-allowed-by-listeners/g)).toHaveLength(1);
  expect(out).toContain('    cluster   dev, prod\n');
});

test("a mistake in prod's context fails prod alone, and no file of either changes", async () => {
  await project.run('synth');
  const before = files();
  project.write({
    'platform/prod.yaml': platform('other.example.com'),
    'main.js': CLUSTERS_APP.replace('cluster +', "'www.' + cluster +"),
  });
  project.write({ 'platform/dev.yaml': platform('*.example.com') });
  const { code, out } = await project.run('synth');
  expect(code).toBe(1);
  expect(out).toMatch(/^dist\/eu\/prod\/shop\.k8s\.yaml:\d+:\d+ error no-matching-listener-hostname\n/);
  expect(out).not.toContain('dist/dev/');
  expect(out).toMatch(/\ndist is unchanged; fix the findings above, or ignore them in crossing\.yaml with a reason\n$/);
  expect(files()).toEqual(before);
});

test('--cluster limits writing, comparing and judging to one', async () => {
  await project.run('synth');
  const before = files();
  project.write({ 'main.js': CLUSTERS_APP.replace('backend', 'checkout'), 'platform/prod.yaml': platform('other.example.com') });
  expect(await project.run('synth --cluster dev --check')).toMatchObject({ code: 1, out: expect.not.stringContaining('dist/eu') });
  expect(await project.run('synth --cluster dev')).toMatchObject({ code: 0 });
  expect([...files().keys()].filter((file) => file.startsWith('dist/dev'))).toEqual([
    'dist/dev/checkout.k8s.yaml',
    'dist/dev/edge.k8s.yaml',
    'dist/dev/shop.k8s.yaml',
  ]);
  for (const file of FILES.filter((file) => file.startsWith('dist/eu'))) {
    expect(files().get(file)).toBe(before.get(file));
  }
  expect(await project.run('synth --cluster staging')).toMatchObject({
    code: 2,
    err: 'crossing: --cluster is "staging": expected one of dev, prod, the clusters of crossing.yaml\n',
  });
});

test('the plug-in of cdk8s judges each cluster as a world of its own', () => {
  const plugin = `validations:\n  - { package: ./node_modules/cdk8s-crossing, version: 0.1.0, class: CrossingValidation }\n`;
  project.write({ 'cdk8s.yaml': `language: typescript\napp: node main.js\noutput: dist\n${plugin}` });
  expect(stock().status).toBe(0);
  project.write({ 'platform/prod.yaml': platform('other.example.com') });
  const { status, stdout } = stock();
  expect(status).not.toBe(0);
  expect(stdout).toContain('> dist/eu/prod/shop.k8s.yaml');
  expect(stdout).not.toContain('> dist/dev/');
});

describe('fails before anything is written if', () => {
  const refusal = async () => {
    const { code, err } = await project.run('synth');
    expect([code, existsSync(join(project.folder, 'dist'))]).toEqual([2, false]);
    return err;
  };

  test('crossing.yaml names no clusters', async () => {
    project.write({ 'crossing.yaml': 'target: { controller: kong }\n' });
    expect(await refusal()).toBe(
      'main.js:3:23: clusters() has nothing to give: crossing.yaml names no clusters; add "clusters: { dev: {} }" to it\n',
    );
  });

  test('the cluster is unknown', async () => {
    project.write({ 'main.js': CLUSTERS_APP.replace('CrossingApp({ cluster })', "CrossingApp({ cluster: 'test' })") });
    expect(await refusal()).toBe('main.js:4:15: cluster is "test": expected one of dev, prod, the clusters of crossing.yaml\n');
  });

  test('its output is not below the common one', async () => {
    project.write({ 'crossing.yaml': SETTINGS.replace('dist/eu/prod', 'prod') });
    expect(await refusal()).toBe(
      'crossing.yaml:4:3: output of cluster prod is "prod": expected a directory below dist, the output of cdk8s.yaml\n',
    );
  });

  test('one output lies in another', async () => {
    project.write({ 'crossing.yaml': SETTINGS.replace('dist/eu/prod', 'dist/dev/prod') });
    expect(await refusal()).toBe(
      'crossing.yaml:4:3: cluster prod is written to dev/prod, and cluster dev to dev; give each its own output\n',
    );
  });

  test('an App writes elsewhere', async () => {
    project.write({ 'main.js': CLUSTERS_APP.replace('{ cluster }', "{ cluster, outdir: 'dist/' + cluster }") });
    expect(await refusal()).toMatch(
      /^main\.js:4:15: outdir is "dist\/dev": it lies outside of the output that is synthesized and checked; /,
    );
  });

  test('the target of an App is not that of its cluster', async () => {
    project.write({ 'main.js': CLUSTERS_APP.replace('{ cluster }', "{ cluster, target: { gatewayApi: '1.5' } }") });
    expect(await refusal()).toBe(
      'main.js:4:15: target.gatewayApi is "1.5": crossing.yaml, for cluster prod, says "1.6"; set it there alone\n',
    );
  });

  test('no App has a cluster', async () => {
    await project.run('synth');
    const before = files();
    project.write({ 'main.js': CLUSTERS_APP.replace('{ cluster }', '').replace('clusters()', 'clusters().slice(0, 1)') });
    expect(await project.run('synth')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/the app wrote \w+\.k8s\.yaml into the directory of no cluster: give its App the cluster/),
    });
    expect(files()).toEqual(before);
  });

  test('one of several Apps has no cluster', async () => {
    project.write({ 'main.js': CLUSTERS_APP.replace('{ cluster }', "cluster === 'dev' ? { cluster } : {}") });
    expect(await refusal()).toMatch(/the app wrote \w+\.k8s\.yaml into the directory of no cluster: give its App the cluster/);
  });
});

test('without clusters an app writes and is judged as ever', async () => {
  project.write({
    'crossing.yaml': 'context: [platform/prod.yaml]\n',
    'main.js': CLUSTERS_APP.replace('clusters()', "['www']")
      .replace('{ cluster }', '')
      .replace('app.synth()', "if (app.cluster !== undefined) throw new Error('a cluster'); app.synth()"),
  });
  expect(await project.run('synth')).toMatchObject({ code: 0 });
  expect([...files().keys()]).toEqual(['dist/backend.k8s.yaml', 'dist/edge.k8s.yaml', 'dist/shop.k8s.yaml']);
});
