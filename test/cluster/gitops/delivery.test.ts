import { setTimeout } from 'node:timers/promises';
import type { CrossingApp } from '../../../constructs';
import { describeEngines, Engines, eventually } from './engines';
import { Scenario } from './scenario';

const both = ['other', 'web'];

// An engine that shares the machine with others takes its time.
jest.setTimeout(900_000);

describeEngines.each(['standard-v1.3.0', 'standard-v1.6.1'] as const)('%s', (bundle) => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await Engines.start(bundle);
  }, 1_800_000);
  afterAll(() => engines.stop());

  const synced = (name: string) => expect(engines.application(name)).toMatchObject({ sync: 'Synced' });
  const ready = (name: string) => expect(engines.kustomization(name)).toMatchObject({ ready: 'True' });
  const generations = ({ edge, source, destination }: Scenario) =>
    [engines.get('gateway/public', edge), engines.get('httproute/echo', source), engines.get('referencegrant/grant', destination)].map(
      ({ metadata }) => metadata.generation,
    );
  const annotations = (namespace: string) => engines.get(`namespace/${namespace}`).metadata.annotations;

  describe('Argo CD', () => {
    test.each([
      ['client-side', 'argo-client', {}],
      ['server-side', 'argo-server', { syncOptions: ['ServerSideApply=true'] }],
    ])('what is applied %s is Synced, and stays so', async (_, id, props) => {
      const scenario = new Scenario(engines, id);
      scenario.prepare();
      scenario.start((app) => {
        scenario.argo(app, props);
        scenario.cross(app, true);
      });
      const names = ['argocd', 'bank', 'platform', 'shop'].map((owner) => `${id}-${id}-${owner}`);
      await eventually(300, () => names.forEach(synced));
      const before = generations(scenario);
      await setTimeout(16_000);
      names.forEach(synced);
      expect(generations(scenario)).toEqual(before);
      expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
    });

    test('a difference that the server computes is none', async () => {
      const scenario = new Scenario(engines, 'argo-diff');
      scenario.prepare();
      const build = (app: CrossingApp) => {
        scenario.argo(app);
        scenario.cross(app);
      };
      scenario.start(build);
      engines.kubectl(['annotate', 'application/argo-diff', '-n', 'argocd', 'argocd.argoproj.io/compare-options=ServerSideDiff=true']);
      await eventually(300, () => synced('argo-diff'));
      const before = generations(scenario);
      await setTimeout(16_000);
      synced('argo-diff');
      expect(generations(scenario)).toEqual(before);
    });

    test.each([
      ['kubectl create', 'argo-made-create', ['create']],
      ['kubectl apply --server-side', 'argo-made-server', ['apply', '--server-side']],
      ['the manager of Helm', 'argo-made-helm', ['create', '--field-manager=helm']],
    ])('a Gateway that %s made gets the patch, and keeps its other listener', async (_, id, command) => {
      const scenario = new Scenario(engines, id);
      scenario.prepare(...command);
      scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app);
      });
      await eventually(300, () => synced(id));
      expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
    });

    test('a Gateway that kubectl apply made refuses the patch, keeps its listeners, and takes it after one command of its owner', async () => {
      const scenario = new Scenario(engines, 'argo-made-apply');
      scenario.prepare('apply');
      scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app);
      });
      await eventually(300, () => expect(engines.application(scenario.id).message).toMatch(/spec\.listeners\[\d\]\.port: Required value/));
      expect(scenario.listeners().names).toEqual(both);
      engines.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], scenario.gateway('Same'));
      await eventually(300, () => {
        synced(scenario.id);
        expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
      });
    });

    test('a refused route is Degraded, an accepted one Healthy', async () => {
      const scenario = new Scenario(engines, 'argo-health');
      scenario.prepare();
      scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app);
      });
      await eventually(300, () => synced(scenario.id));
      await scenario.answered('False', () => expect(engines.application(scenario.id)).toMatchObject({ health: 'Degraded' }));
      await scenario.answered('True', () => expect(engines.application(scenario.id)).toMatchObject({ health: 'Healthy' }));
    });

    test('a crossing that leaves Git takes along what was ours, and nothing else; its delivery leaves the namespaces', async () => {
      const scenario = new Scenario(engines, 'argo-remove');
      scenario.prepare();
      scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app);
      });
      await eventually(300, () => synced(scenario.id));
      expect(annotations(scenario.source)).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
      scenario.deliver((app) => {
        scenario.argo(app);
        scenario.listener.close(app);
      });
      await eventually(300, () => {
        expect(engines.get('httproute/echo', scenario.source)).toBeUndefined();
        expect(engines.get('referencegrant/grant', scenario.destination)).toBeUndefined();
        synced(scenario.id);
      });
      const { listeners } = engines.get('gateway/public', scenario.edge).spec;
      expect(JSON.stringify(listeners)).not.toContain(scenario.source);
      engines.kubectl(['delete', 'application', `${scenario.id}-${scenario.id}-argocd`, scenario.id, '-n', 'argocd', '--timeout=60s']);
      for (const namespace of [scenario.source, scenario.destination, scenario.edge]) {
        expect(engines.get(`namespace/${namespace}`).status.phase).toBe('Active');
      }
      expect(scenario.listeners().names).toEqual(both);
    });

    test('a Gateway that another Application applies gets the patch from an overlay, which fails if the list is reordered', async () => {
      const scenario = new Scenario(engines, 'argo-overlay');
      engines.kubectl(['create', 'namespace', scenario.edge]);
      const owner = {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'argo-overlay-owner', namespace: 'argocd' },
        spec: {
          project: 'default',
          source: { repoURL: engines.urls.argo, path: 'argo-overlay-owner', targetRevision: 'main' },
          destination: { server: 'https://kubernetes.default.svc' },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      };
      scenario.deliver((app) => scenario.cross(app, true, { appliedBy: 'argocd' }));
      engines.commit(scenario.ownerSources());
      engines.kubectl(['apply', '-f', '-'], owner);
      await eventually(300, () => synced('argo-overlay-owner'));
      expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
      engines.commit(scenario.ownerSources('reordered'));
      // Argo CD keeps an error of its repo-server to itself for three minutes.
      await eventually(300, () =>
        expect(engines.application('argo-overlay-owner').message).toMatch(/testing value \/spec\/listeners\/0\/name failed/),
      );
      expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
    });

    test('an owner delivers nothing into the namespace of another one', async () => {
      const scenario = new Scenario(engines, 'argo-foreign');
      scenario.prepare();
      scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app, true);
      });
      const shop = 'argo-foreign-argo-foreign-shop';
      await eventually(300, () => synced(shop));
      const grant = {
        kind: 'ReferenceGrant',
        apiVersion: 'gateway.networking.k8s.io/v1beta1',
        metadata: { name: 'own', namespace: scenario.destination },
      };
      const spec = {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: scenario.source }],
        to: [{ group: '', kind: 'Secret' }],
      };
      engines.commit({ 'argo-foreign/argo-foreign-shop/own.yaml': JSON.stringify({ ...grant, spec }) });
      await eventually(300, () =>
        expect(engines.application(shop).message).toContain(`namespace ${scenario.destination} is not permitted`),
      );
      expect(engines.get('referencegrant/own', scenario.destination)).toBeUndefined();
    });

    test('two owners of one object fail', async () => {
      const [one, other] = [new Scenario(engines, 'argo-first'), new Scenario(engines, 'argo-second')];
      one.prepare();
      one.start((app) => {
        one.argo(app);
        one.cross(app);
      });
      await eventually(300, () => synced('argo-first'));
      other.start((app) => {
        other.argo(app);
        one.cross(app);
      });
      await eventually(300, () => expect(engines.application('argo-second').message).toMatch(/is part of applications/));
      synced('argo-first');
    });
  });

  describe('Flux', () => {
    test.each([
      ['with one expression for the group', 'flux-short', '2.9'],
      ['with an expression for each kind', 'flux-long', '2.8'],
    ] as const)('%s, what is accepted is Ready and stays so, and a refused route fails', async (_, id, fluxVersion) => {
      const scenario = new Scenario(engines, id);
      scenario.prepare();
      scenario.start((app) => {
        scenario.flux(app, { fluxVersion });
        scenario.cross(app, true);
      });
      const shop = `${id}-${id}-shop`;
      const names = ['flux', 'bank', 'platform', 'shop'].map((owner) => `${id}-${id}-${owner}`);
      await scenario.answered('True', () => names.forEach(ready));
      const before = generations(scenario);
      await setTimeout(12_000);
      expect(generations(scenario)).toEqual(before);
      expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
      await scenario.answered('False', () =>
        expect(engines.kustomization(shop)).toMatchObject({ ready: 'False', message: expect.stringContaining('Failed') }),
      );
      await scenario.answered('True', () => ready(shop));
    });

    test('an owner waits for those that it refers to', async () => {
      const scenario = new Scenario(engines, 'flux-wait');
      scenario.prepare();
      scenario.start((app) => {
        scenario.flux(app, { waitForOwners: true });
        scenario.cross(app, true);
      });
      const shop = 'flux-wait-flux-wait-shop';
      await eventually(300, () => expect(engines.kustomization(shop)).toMatchObject({ reason: 'DependencyNotReady' }));
      await eventually(300, () => ready('flux-wait-flux-wait-bank'));
      expect(engines.get('httproute/echo', scenario.source)).toBeUndefined();
    });

    test.each([
      ['kubectl create', 'flux-made-create', ['create']],
      ['kubectl apply', 'flux-made-apply', ['apply']],
      ['kubectl apply --server-side', 'flux-made-server', ['apply', '--server-side']],
      ['the manager of Helm', 'flux-made-helm', ['create', '--field-manager=helm']],
    ])('a Gateway that %s made gets the patch, and keeps its other listener', async (_, id, command) => {
      const scenario = new Scenario(engines, id);
      scenario.prepare(...command);
      scenario.start((app) => {
        scenario.flux(app);
        scenario.cross(app);
      });
      await eventually(300, () => expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' }));
      await scenario.answered('True', () => ready(id));
    });

    test('a Gateway that another Kustomization applies gets the patch from an overlay, which fails if the list is reordered', async () => {
      const scenario = new Scenario(engines, 'flux-overlay');
      engines.kubectl(['create', 'namespace', scenario.edge]);
      const metadata = { name: 'flux-overlay-owner', namespace: 'flux-system' };
      const source = { interval: '5s', url: engines.urls.flux, ref: { branch: 'main' } };
      const sourceRef = { kind: 'GitRepository', name: metadata.name };
      scenario.deliver((app) => scenario.cross(app, true, { appliedBy: 'flux' }));
      engines.commit(scenario.ownerSources());
      engines.kubectl(['apply', '-f', '-'], { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata, spec: source });
      const spec = { interval: '10s', path: './flux-overlay-owner', prune: true, sourceRef };
      engines.kubectl(['apply', '-f', '-'], { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec });
      await eventually(300, () => ready('flux-overlay-owner'));
      expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
      engines.commit(scenario.ownerSources('reordered'));
      await eventually(300, () =>
        expect(engines.kustomization('flux-overlay-owner').message).toMatch(/testing value \/spec\/listeners\/0\/name failed/),
      );
      expect(scenario.listeners()).toEqual({ names: both, from: 'Selector' });
    });

    test('a crossing that leaves Git takes along what was ours, and nothing else; its delivery leaves the namespaces', async () => {
      const scenario = new Scenario(engines, 'flux-remove');
      scenario.prepare();
      scenario.start((app) => {
        scenario.flux(app);
        scenario.cross(app);
      });
      await scenario.answered('True', () => ready(scenario.id));
      scenario.deliver((app) => {
        scenario.flux(app);
        scenario.listener.close(app);
      });
      await eventually(300, () => {
        expect(engines.get('httproute/echo', scenario.source)).toBeUndefined();
        expect(engines.get('referencegrant/grant', scenario.destination)).toBeUndefined();
      });
      const { listeners } = engines.get('gateway/public', scenario.edge).spec;
      expect(JSON.stringify(listeners)).not.toContain(scenario.source);
      engines.kubectl(['delete', 'kustomization', scenario.id, '-n', 'flux-system', '--timeout=60s']);
      for (const namespace of [scenario.source, scenario.destination, scenario.edge]) {
        expect(engines.get(`namespace/${namespace}`).status.phase).toBe('Active');
      }
      expect(scenario.listeners().names).toEqual(both);
    });
  });
});
