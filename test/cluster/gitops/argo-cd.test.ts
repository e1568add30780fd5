import { setTimeout } from 'node:timers/promises';
import { argoCdHealth } from '../../../constructs';
import { ApiServer, type Manifest } from '../api-server';
import { Applications } from './applications';
import { clusterSecret, testSources } from './argo-cd-sources';
import { conditions, describeEngines, Engines, eventually } from './engines';
import { BOTH, SETS } from './scenario';
import { SideBySide } from './side-by-side';

// The time of a test counts from its turn, and the first one waits for the slowest start.
jest.setTimeout(1_200_000);

const OPEN = { names: BOTH, from: 'Selector' };
const CLOSED = { names: BOTH, from: 'Same' };

describeEngines.each(['standard-v1.3.0', 'standard-v1.7.0'] as const)('Argo CD on %s', (bundle) => {
  let engines: Engines;
  let applications: Applications;
  const together = new SideBySide();
  beforeAll(async () => {
    engines = await Engines.start(bundle, ['argo-cd']);
    applications = new Applications(engines);
    engines.startApplicationSets();
    engines.startCommitServer();
    if (bundle === 'standard-v1.7.0') {
      const patch = JSON.stringify({ data: argoCdHealth() });
      await engines.kubectl(['patch', 'configmap', 'argocd-cm', '-n', 'argocd', '--type=merge', '-p', patch]);
    }
    together.start(engines);
  }, 1_800_000);
  afterAll(() => engines.stop());

  together.test('of objects of which the API server refuses one, the others are applied', async () => {
    const name = 'argo-refused';
    const route = (path: string, value: string): [string, string] => [
      `${name}/${path}.yaml`,
      JSON.stringify({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: `${name}-${path}`, namespace: 'default' },
        spec: { rules: [{ matches: [{ path: { type: 'PathPrefix', value } }] }] },
      }),
    ];
    engines.commit(Object.fromEntries([route('a', '/a'), route('b', 'b'), route('c', '/c')]));
    await applications.apply(name);
    await eventually(async () => expect((await engines.application(name)).message).toContain(`"${name}-b" is invalid`));
    expect(await engines.application(name)).toMatchObject({ sync: 'OutOfSync' });
    expect(await engines.get('HTTPRoute', `${name}-a`, 'default')).toBeDefined();
    expect(await engines.get('HTTPRoute', `${name}-b`, 'default')).toBeUndefined();
    expect(await engines.get('HTTPRoute', `${name}-c`, 'default')).toBeDefined();
  });

  for (const [how, id, syncOptions] of [
    ['client-side', 'argo-client', []],
    ['server-side', 'argo-server', ['ServerSideApply=true']],
  ] as const) {
    together.test(`what is applied ${how} is Synced, and stays so`, async (begin) => {
      const scenario = begin(id);
      await scenario.prepare();
      await scenario.start((app) => {
        scenario.argo(app, { syncOptions });
        scenario.cross(app, true);
      });
      const names = ['argocd', 'bank', 'platform', 'shop'].map((owner) => `${id}-${id}-${owner}`);
      await eventually(() => applications.areSynced(...names));
      await applications.stay(scenario, names);
      expect(await scenario.listeners()).toEqual(OPEN);
    });
  }

  together.test('a difference that the server computes is none', async (begin) => {
    const scenario = begin('argo-diff');
    await scenario.prepare();
    await scenario.start((app) => {
      scenario.argo(app, { syncOptions: ['ServerSideApply=true'] });
      scenario.cross(app);
    });
    const difference = 'argocd.argoproj.io/compare-options=ServerSideDiff=true';
    await engines.kubectl(['annotate', 'application/argo-diff', '-n', 'argocd', difference]);
    await eventually(() => applications.areSynced(scenario.id));
    await applications.stay(scenario, [scenario.id]);
  });

  for (const [maker, id, command] of [
    ['kubectl create', 'argo-made-create', ['create']],
    ['kubectl apply --server-side', 'argo-made-server', ['apply', '--server-side']],
    ['the manager of Helm', 'argo-made-helm', ['create', '--field-manager=helm']],
  ] as const) {
    together.test(`a Gateway that ${maker} made gets the patch, and keeps its other listener`, async (begin) => {
      const scenario = begin(id);
      await scenario.prepare(...command);
      await scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app);
      });
      await eventually(() => applications.areSynced(id));
      expect(await scenario.listeners()).toEqual(OPEN);
    });
  }

  together.test(
    'a Gateway that kubectl apply made refuses the patch, keeps its listeners, and takes it after one command of its owner',
    async (begin) => {
      const scenario = begin('argo-made-apply');
      await scenario.prepare('apply');
      await scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app);
      });
      await eventually(async () =>
        expect((await engines.application(scenario.id)).message).toMatch(/spec\.listeners\[\d\]\.port: Required value/),
      );
      expect(await scenario.listeners()).toEqual(CLOSED);
      await engines.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], scenario.gateway('Same'));
      await eventually(async () => {
        await applications.areSynced(scenario.id);
        expect(await scenario.listeners()).toEqual(OPEN);
      });
    },
  );

  together.test('a refused route is Degraded, an accepted one Healthy', async (begin) => {
    const scenario = begin('argo-health');
    await scenario.prepare();
    await scenario.start((app) => {
      scenario.argo(app);
      scenario.cross(app);
    });
    await eventually(() => applications.areSynced(scenario.id));
    await scenario.answered({ resolvedRefs: 'False' }, () => applications.hasHealth(scenario.id, 'Degraded'));
    await scenario.answered({}, () => applications.hasHealth(scenario.id, 'Healthy'));
  });

  together.test(
    'a crossing that leaves Git takes along what was ours, and nothing else; its delivery leaves the namespaces',
    async (begin) => {
      const scenario = begin('argo-remove');
      await scenario.prepare();
      await scenario.start((app) => {
        scenario.argo(app);
        scenario.cross(app);
      });
      await eventually(() => applications.areSynced(scenario.id));
      const { annotations } = (await engines.get('Namespace', scenario.source)).metadata;
      expect(annotations).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
      scenario.deliver((app) => {
        scenario.argo(app);
        scenario.namespace(app, scenario.source);
        scenario.listener.close(app);
      });
      await eventually(async () => {
        await scenario.expectRemoved();
        await applications.areSynced(scenario.id);
      });
      const { generation } = (await engines.get('Gateway', 'public', scenario.edge)).metadata;
      // Neither the patch nor the namespace of the destination is in Git any more.
      const commit = scenario.deliver((app) => {
        scenario.argo(app);
        scenario.namespace(app, scenario.source);
      });
      await applications.comparedWith(commit, scenario.id);
      await applications.compared(scenario.id);
      await eventually(() => applications.areSynced(scenario.id));
      expect((await engines.get('Gateway', 'public', scenario.edge)).metadata.generation).toBe(generation);
      const own = `${scenario.id}-${scenario.id}-argocd`;
      await engines.kubectl(['delete', 'application', own, scenario.id, '-n', 'argocd', '--timeout=300s']);
      await scenario.expectNamespaces();
      await scenario.expectRemoved();
    },
  );

  together.test('a Gateway of this app closes its listener with the last crossing', async (begin) => {
    const scenario = begin('argo-whole');
    await scenario.start((app) => {
      scenario.argo(app);
      scenario.cross(app, false, 'whole');
    });
    await eventually(() => applications.areSynced(scenario.id));
    expect(await scenario.listeners()).toEqual(OPEN);
    scenario.deliver((app) => {
      scenario.argo(app);
      scenario.whole(app);
    });
    await eventually(async () => {
      expect(await scenario.listeners()).toEqual(CLOSED);
      expect(await engines.get('HTTPRoute', 'echo', scenario.source)).toBeUndefined();
    });
  });

  together.test(
    'a Gateway that another Application applies gets the patch from an overlay, which fails if the list is reordered',
    async (begin) => {
      const scenario = begin('argo-overlay');
      const owner = 'argo-overlay-owner';
      await engines.kubectl(['create', 'namespace', scenario.edge]);
      scenario.deliver((app) => scenario.cross(app, true, { appliedBy: 'argocd' }));
      engines.commit(scenario.ownerSources());
      await applications.apply(owner);
      await eventually(() => applications.areSynced(owner));
      expect(await scenario.listeners()).toEqual(OPEN);
      engines.commit(scenario.ownerSources('reordered'));
      await eventually(async () =>
        expect((await engines.application(owner)).message).toMatch(/testing value \/spec\/listeners\/0\/name failed/),
      );
      expect(await scenario.listeners()).toEqual(OPEN);
      engines.commit(scenario.ownerSources('without the component'));
      await eventually(async () => expect(await scenario.listeners()).toEqual(CLOSED));
    },
  );

  together.test('an owner delivers nothing into the namespace of another one', async (begin) => {
    const scenario = begin('argo-foreign');
    await scenario.prepare();
    await scenario.start((app) => {
      scenario.argo(app);
      scenario.cross(app, true);
    });
    const shop = 'argo-foreign-argo-foreign-shop';
    await eventually(() => applications.areSynced(shop));
    engines.commit({ 'argo-foreign/argo-foreign-shop/own.yaml': JSON.stringify(scenario.foreignGrant()) });
    await eventually(async () =>
      expect((await engines.application(shop)).message).toContain(`namespace ${scenario.destination} is not permitted`),
    );
    expect(await engines.get('ReferenceGrant', 'own', scenario.destination)).toBeUndefined();
  });

  together.test('two owners of one object fail', async (begin) => {
    const [one, other] = [begin('argo-first'), begin('argo-second')];
    await one.prepare();
    await one.start((app) => {
      one.argo(app);
      one.cross(app);
    });
    await eventually(() => applications.areSynced('argo-first'));
    await other.start((app) => {
      other.argo(app);
      one.cross(app);
    });
    await eventually(async () => expect((await engines.application('argo-second')).message).toMatch(/is part of applications/));
    await eventually(() => applications.areSynced('argo-first'));
  });

  together.test('a namespace with protect: confirm holds back later commits until its deletion is approved', async (begin) => {
    const scenario = begin('argo-confirm');
    const name = `${scenario.id}-more`;
    await scenario.prepare();
    await scenario.start((app) => {
      scenario.argo(app);
      scenario.cross(app);
      scenario.namespace(app, name, { protect: 'confirm' });
    });
    await eventually(() => applications.areSynced(scenario.id));
    scenario.deliver((app) => {
      scenario.argo(app);
      scenario.cross(app);
    });
    await eventually(async () =>
      expect((await engines.application(scenario.id)).message).toContain(`waiting for pruning confirmation of /Namespace/${name}`),
    );
    // A later commit opens the crossing for nobody; it has to wait.
    const commit = scenario.deliver((app) => {
      scenario.argo(app);
      scenario.listener.close(app);
    });
    await applications.comparedWith(commit, scenario.id);
    await applications.compared(scenario.id);
    expect(await engines.get('HTTPRoute', 'echo', scenario.source)).toBeDefined();
    expect((await engines.get('Namespace', name)).status.phase).toBe('Active');
    const approval = `argocd.argoproj.io/deletion-approved=${new Date().toISOString()}`;
    await engines.kubectl(['annotate', 'application', scenario.id, '-n', 'argocd', approval]);
    await eventually(async () => {
      expect(await engines.get('Namespace', name)).toBeUndefined();
      expect(await engines.get('HTTPRoute', 'echo', scenario.source)).toBeUndefined();
    });
  });

  together.test('an ApplicationSet makes the Applications, and takes back that of an owner who leaves Git', async (begin) => {
    const scenario = begin('argo-set');
    const [shop, bank] = ['shop', 'bank'].map((owner) => `argo-set-argo-set-${owner}`) as [string, string];
    await scenario.prepare();
    await scenario.start((app) => {
      scenario.argo(app, { applicationSet: true });
      scenario.cross(app, true);
    });
    await eventually(() => applications.areSynced(shop, bank));
    expect((await engines.get('Application', shop, 'argocd')).metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
    scenario.deliver((app) => {
      scenario.argo(app, { applicationSet: true });
      scenario.own(app);
      scenario.listener.close(app);
    });
    await eventually(async () => {
      expect(await engines.get('Application', shop, 'argocd')).toBeUndefined();
      await scenario.expectRemoved();
    });
    await scenario.expectNamespaces();
  });

  together.test('an ApplicationSet that preserves resources leaves all that its Applications delivered', async (begin) => {
    const scenario = begin('argo-kept');
    const shop = 'argo-kept-argo-kept-shop';
    await scenario.prepare();
    await scenario.start((app) => {
      scenario.argo(app, { applicationSet: true, preserveResourcesOnDeletion: true });
      scenario.cross(app, true);
    });
    await eventually(() => applications.areSynced(shop));
    await engines.kubectl(['delete', 'application', 'argo-kept-argo-kept-argocd', '-n', 'argocd', '--timeout=300s']);
    await engines.kubectl(['delete', 'applicationset', scenario.id, '-n', 'argocd', '--timeout=300s']);
    await eventually(async () => expect(await engines.get('Application', shop, 'argocd')).toBeUndefined());
    await setTimeout(10_000);
    expect(await engines.get('HTTPRoute', 'echo', scenario.source)).toBeDefined();
    expect(await engines.get('ReferenceGrant', 'grant', scenario.destination)).toBeDefined();
    expect(await scenario.listeners()).toEqual(OPEN);
  });

  if (bundle === 'standard-v1.7.0') {
    testSources(together, () => ({ applications, engines }));

    together.test('another cluster gets the objects, and this one the Applications', async (begin) => {
      const [scenario, remote] = [begin('argo-remote'), ApiServer.of(bundle)];
      await engines.kubectl(['apply', '-f', '-'], clusterSecret('prod', remote));
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: scenario.edge } };
      const gateway = scenario.gateway('Same') as Manifest;
      expect((await remote.apply(namespace)).status).toBeLessThan(300);
      expect((await remote.apply(gateway)).status).toBeLessThan(300);
      await scenario.start((app) => {
        scenario.argo(app, { destination: { name: 'prod' }, applicationSet: true });
        scenario.cross(app, true);
      });
      await eventually(() =>
        applications.areSynced(...['platform', 'shop', 'bank', 'argocd'].map((owner) => `argo-remote-argo-remote-${owner}`)),
      );
      const route = {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'echo', namespace: scenario.source },
      };
      expect((await remote.get(route)).status).toBe(200);
      expect(JSON.stringify((await remote.get(gateway)).body.spec.listeners)).toContain(scenario.source);
      expect(await engines.get('HTTPRoute', 'echo', scenario.source)).toBeUndefined();
    });

    together.test('a ListenerSet is Synced beside any Gateway, changes nothing of it, and goes with its file', async (begin) => {
      const scenario = begin('argo-listener-set');
      await scenario.prepareForSets();
      const { generation } = (await engines.get('Gateway', 'public', scenario.edge)).metadata;
      await scenario.start((app) => {
        scenario.argo(app);
        scenario.crossOnSet(app);
      }, SETS);
      await eventually(() => applications.areSynced(scenario.id));
      await applications.stay(scenario, [scenario.id]);
      await scenario.answered({ onSet: 'False' }, () => applications.hasHealth(scenario.id, 'Degraded'));
      await scenario.answered({ onSet: 'True' }, () => applications.hasHealth(scenario.id, 'Healthy'));
      scenario.deliver((app) => {
        scenario.argo(app);
        scenario.namespace(app, scenario.source);
      });
      await eventually(async () => {
        expect(await engines.get('ListenerSet', 'set', scenario.source)).toBeUndefined();
        await applications.areSynced(scenario.id);
      });
      expect((await engines.get('Gateway', 'public', scenario.edge)).metadata.generation).toBe(generation);
    });

    together.test('the checks of argoCdHealth judge a kind that Argo CD does not know, and every parent of a route', async () => {
      const [id, namespace] = ['argo-lua', 'argo-lua-source'];
      const route = (kind: string, spec: object) => ({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind,
        metadata: { name: 'echo', namespace },
        spec: { parentRefs: ['one', 'two'].map((name) => ({ group: 'gateway.networking.k8s.io', kind: 'Gateway', name })), ...spec },
      });
      const backendRefs = [{ group: '', kind: 'Service', name: 'echo', port: 80, weight: 1 }];
      const objects = [
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
        route('TCPRoute', { rules: [{ backendRefs }] }),
        route('HTTPRoute', { rules: [{ backendRefs, matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] }),
      ];
      engines.commit({ [`${id}/all.yaml`]: objects.map((object) => JSON.stringify(object)).join('\n---\n') });
      await applications.apply(id);
      await eventually(() => applications.areSynced(id));
      const answer = (kind: 'HTTPRoute' | 'TCPRoute', second: 'False' | 'True', age = 0) =>
        engines.writeStatus(kind, 'echo', namespace, (generation) => ({
          parents: ['one', 'two'].map((name, index) => ({
            controllerName: 'example.com/test',
            parentRef: { name },
            conditions: conditions(generation - age * index, { Accepted: 'True', ResolvedRefs: index === 0 ? 'True' : second }),
          })),
        }));
      const judged = (health: string, ...answers: readonly (() => Promise<void>)[]) =>
        eventually(async () => {
          await Promise.all(answers.map((write) => write()));
          await applications.hasHealth(id, health);
        });
      const accepts = () => answer('HTTPRoute', 'True');
      await judged('Degraded', accepts, () => answer('TCPRoute', 'False'));
      await judged('Healthy', accepts, () => answer('TCPRoute', 'True'));
      // The second parent answered for an older generation: Argo CD alone is content with the first
      // one.
      await judged('Progressing', () => answer('HTTPRoute', 'True', 1));
    });
  }
});
