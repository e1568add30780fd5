import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describeEngines, Engines, eventually, filesBelow, textsOf } from './engines';

const root = resolve(__dirname, '../../..');
const owners = ['platform', 'team-data', 'team-identity', 'team-orders', 'team-shop'];
const kinds = 'gateways,httproutes,grpcroutes,tlsroutes,tcproutes';

jest.setTimeout(600_000);

describeEngines('the fleet example', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await Engines.start('standard-v1.6.1');
    for (const file of filesBelow(join(root, 'examples/fleet/context'))) {
      // The kinds of cert-manager are not served here.
      engines.server.kubectl(['apply', '--server-side', '-f', join(root, 'examples/fleet/context', file)]);
    }
  }, 1_800_000);
  afterAll(() => engines.stop());

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
          cwd: join(root, 'examples/fleet'),
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
  const generations = () =>
    engines
      .get(kinds, 'all')
      .items.map(({ kind, metadata }: { kind: string; metadata: Record<string, unknown> }) => [kind, metadata.name, metadata.generation]);

  test('Argo CD delivers it, and nothing moves any more', async () => {
    const files = fleet('ArgoCdDelivery', { repository: engines.urls.argo, path: 'fleet' });
    commit(files);
    engines.kubectl(['apply', '--server-side', '-f', '-'], files['argocd/argocd.k8s.yaml']);
    const names = [...owners, 'argocd'].map((owner) => `fleet-${owner}`);
    for (const name of names) {
      await eventually(120, () => expect(engines.application(name)).toMatchObject({ sync: 'Synced' }));
    }
    const before = generations();
    expect(before.length).toBeGreaterThan(8);
    await setTimeout(20_000);
    for (const name of names) {
      expect(engines.application(name)).toMatchObject({ sync: 'Synced' });
    }
    expect(generations()).toEqual(before);
    // Flux delivers the same next: what delivers goes, and what was delivered stays.
    engines.kubectl(['delete', 'application', 'fleet-argocd', '-n', 'argocd', '--timeout=60s']);
    for (const owner of owners) {
      const orphan = JSON.stringify({ metadata: { finalizers: [] } });
      engines.kubectl(['patch', 'application', `fleet-${owner}`, '-n', 'argocd', '--type=merge', '-p', orphan]);
      engines.kubectl(['delete', 'application', `fleet-${owner}`, '-n', 'argocd', '--timeout=60s']);
    }
    expect(generations()).toEqual(before);
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
    engines.kubectl(['apply', '--server-side', '-f', '-'], files['flux/flux-system.k8s.yaml']);
    const names = [...owners, 'flux'].map((owner) => `fleet-${owner}`);
    for (const name of names) {
      await eventually(180, () => {
        engines.answerAll(`${kinds},deployments`);
        expect(engines.kustomization(name)).toMatchObject({ ready: 'True' });
      });
    }
    const before = generations();
    await setTimeout(20_000);
    expect(generations()).toEqual(before);
  });
});
