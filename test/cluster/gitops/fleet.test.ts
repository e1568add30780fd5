import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Applications } from './applications';
import { describeEngines, Engines, eventually, filesBelow, textsOf } from './engines';
import { Kustomizations } from './kustomizations';

const root = resolve(__dirname, '../../..');
const owners = ['platform', 'team-data', 'team-identity', 'team-orders', 'team-shop'];
const kinds = ['Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'] as const;

jest.setTimeout(1_200_000);

const served = ['ServerSideApply=true'];

// An Application that exists is compared by another option, too; which of them it begins with
// decides how it is applied.
describeEngines.each([
  { bundle: 'standard-v1.6.1', target: "{ controller: generic, gatewayApi: '1.6', channel: standard }", first: served, second: [] },
  { bundle: 'experimental-v1.3.0', target: "{ controller: generic, gatewayApi: '1.3', channel: experimental }", first: [], second: served },
] as const)('the fleet example on $bundle', ({ bundle, target, first, second }) => {
  let engines: Engines;
  const project = mkdtempSync(join(tmpdir(), 'crossing-fleet-'));
  beforeAll(async () => {
    const settings = readFileSync(join(root, 'examples/fleet/crossing.yaml'), 'utf8');
    cpSync(join(root, 'examples/fleet'), project, { recursive: true });
    writeFileSync(join(project, 'crossing.yaml'), settings.replace(/^target: .*$/m, `target: ${target}`));
    mkdirSync(join(project, 'node_modules'));
    for (const name of ['cdk8s', 'constructs', 'cdk8s-plus-28']) {
      symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name));
    }
    symlinkSync(root, join(project, 'node_modules/cdk8s-crossing'));
    engines = await Engines.start(bundle);
    for (const file of filesBelow(join(root, 'examples/fleet/context')).filter((file) => !file.startsWith('dev/'))) {
      // The kinds of cert-manager are not served here.
      engines.server.kubectl(['apply', '--server-side', '-f', join(root, 'examples/fleet/context', file)]);
    }
  }, 1_800_000);
  afterAll(() => {
    engines.stop();
    rmSync(project, { recursive: true });
  });

  /** What the example writes for prod together with a delivery. */
  function fleet(delivery: 'ArgoCdDelivery' | 'FluxDelivery', props: object): Record<string, string> {
    const outdir = mkdtempSync(join(tmpdir(), 'crossing-fleet-'));
    const script = `const { fleet } = require('./fleet'); const app = fleet('prod');
const { ${delivery} } = require('cdk8s-crossing'); new ${delivery}(app, 'fleet', ${JSON.stringify({ name: 'fleet', ...props })}); app.synth();`;
    try {
      execFileSync(
        process.execPath,
        [
          '--require',
          join(root, 'node_modules/tsx/dist/preflight.cjs'),
          '--import',
          join(root, 'node_modules/tsx/dist/loader.mjs'),
          '-e',
          script,
        ],
        {
          cwd: project,
          env: { ...process.env, CDK8S_OUTDIR: outdir },
        },
      );
      return textsOf(join(outdir, 'prod'));
    } finally {
      rmSync(outdir, { recursive: true });
    }
  }

  const commit = (files: Record<string, string>) =>
    engines.commit(Object.fromEntries(Object.entries(files).map(([file, text]) => [`fleet/${file}`, text])));
  const generations = async () => (await engines.list(kinds)).map(({ kind, metadata }) => [kind, metadata.name, metadata.generation]);

  const deliveries = (engine: string) => [...owners, engine].map((owner) => `fleet-${owner}`);

  test('Argo CD delivers it in every way of applying and comparing, and nothing moves any more', async () => {
    const names = deliveries('argocd');
    const deliver = (syncOptions: readonly string[]) => {
      const files = fleet('ArgoCdDelivery', { repository: engines.urls['argo-cd'], path: 'fleet', syncOptions });
      commit(files);
      return files;
    };
    const isSynced = async (name: string, syncOptions: readonly string[]) => {
      const { spec } = await engines.get('Application', name, 'argocd');
      expect(spec.syncPolicy.syncOptions.filter((option: string) => served.includes(option))).toEqual(syncOptions);
      expect(await engines.application(name)).toMatchObject({ sync: 'Synced' });
    };
    const synced = async (syncOptions: readonly string[]) => {
      for (const name of names) {
        await isSynced(name, syncOptions);
      }
    };
    const stays = async (syncOptions: readonly string[]) => {
      await new Applications(engines).compared(...names);
      await eventually(() => synced(syncOptions));
      expect(await generations()).toEqual(before);
    };
    await engines.kubectl(['apply', '--server-side', '-f', '-'], deliver(first)['argocd/argocd.k8s.yaml']);
    await eventually(() => synced(first));
    const before = await generations();
    expect(before.length).toBeGreaterThan(8);
    await stays(first);
    deliver(second);
    await eventually(() => synced(second));
    await stays(second);
    for (const name of names) {
      const difference = 'argocd.argoproj.io/compare-options=ServerSideDiff=true';
      await engines.kubectl(['annotate', 'application', name, '-n', 'argocd', difference]);
    }
    await stays(second);
    // Flux delivers the same next: what delivers goes, and what was delivered stays.
    await engines.kubectl(['delete', 'application', 'fleet-argocd', '-n', 'argocd', '--timeout=300s']);
    for (const owner of owners) {
      const orphan = JSON.stringify({ metadata: { finalizers: [] } });
      await engines.kubectl(['patch', 'application', `fleet-${owner}`, '-n', 'argocd', '--type=merge', '-p', orphan]);
      await engines.kubectl(['delete', 'application', `fleet-${owner}`, '-n', 'argocd', '--timeout=300s']);
    }
    expect(await generations()).toEqual(before);
  });

  test('Flux delivers it, and nothing moves any more', async () => {
    const files = fleet('FluxDelivery', {
      repository: engines.urls.flux,
      path: 'fleet',
      interval: '10s',
      timeout: '30s',
      waitForOwners: false,
    });
    commit(files);
    await engines.kubectl(['apply', '--server-side', '-f', '-'], files['flux/flux-system.k8s.yaml']);
    const names = deliveries('flux');
    await eventually(async () => {
      await engines.answerAll([...kinds, 'Deployment']);
      for (const name of names) {
        expect(await engines.kustomization(name)).toMatchObject({ ready: 'True' });
      }
    });
    const before = await generations();
    await new Kustomizations(engines).reconcile(...names);
    expect(await generations()).toEqual(before);
  });
});
