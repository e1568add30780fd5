import { describeEngines, Engines, eventually } from './engines';
import { Kustomizations } from './kustomizations';
import { hasRegistry, Registry } from './registry';
import { BOTH, SETS } from './scenario';
import { SideBySide } from './side-by-side';

// The time of a test counts from its turn, and the first one waits for the slowest start.
jest.setTimeout(1_200_000);

const OPEN = { names: BOTH, from: 'Selector' };
const CLOSED = { names: BOTH, from: 'Same' };

describeEngines.each(['standard-v1.3.0', 'standard-v1.7.0'] as const)('Flux on %s', (bundle) => {
  let engines: Engines;
  let kustomizations: Kustomizations;
  const together = new SideBySide();
  beforeAll(async () => {
    engines = await Engines.start(bundle, ['flux']);
    kustomizations = new Kustomizations(engines);
    together.start(engines);
  }, 1_800_000);
  afterAll(() => engines.stop());

  together.test('of objects of which the API server refuses one, only what comes before all others is applied', async () => {
    const name = 'flux-refused';
    const route = (path: string, value: string): [string, string] => [
      `${name}/${path}.yaml`,
      JSON.stringify({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: `${name}-${path}`, namespace: name },
        spec: { rules: [{ matches: [{ path: { type: 'PathPrefix', value } }] }] },
      }),
    ];
    const namespace = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const gatewayClass = JSON.stringify({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name },
      spec: { controllerName: 'example.com/test' },
    });
    engines.commit({
      [`${name}/namespace.yaml`]: namespace,
      [`${name}/class.yaml`]: gatewayClass,
      ...Object.fromEntries([route('a', '/a'), route('b', 'b'), route('c', '/c')]),
    });
    await kustomizations.apply(name);
    await eventually(async () => expect((await engines.kustomization(name)).message).toContain(`${name}-b`));
    expect(await engines.kustomization(name)).toMatchObject({ ready: 'False', reason: 'ReconciliationFailed' });
    expect(await engines.get('Namespace', name)).toBeDefined();
    expect(await engines.get('GatewayClass', name)).toBeDefined();
    for (const path of ['a', 'b', 'c']) {
      expect(await engines.get('HTTPRoute', `${name}-${path}`, name)).toBeUndefined();
    }
    engines.commit(Object.fromEntries([route('b', '/b')]));
    await eventually(async () => {
      for (const path of ['a', 'b', 'c']) {
        expect(await engines.get('HTTPRoute', `${name}-${path}`, name)).toBeDefined();
      }
    });
  });

  for (const [how, id, fluxVersion, deletionPolicy] of [
    ['with one expression for the group', 'flux-short', '2.9', 'MirrorPrune'],
    ['with an expression for each kind', 'flux-long', '2.8', 'Orphan'],
  ] as const) {
    together.test(
      `${how}, what is accepted is Ready and stays so, what is refused fails at once, and deleting deliveries leaves what is not theirs`,
      async (begin) => {
        const scenario = begin(id);
        await scenario.prepare();
        await scenario.start((app) => {
          // A failure within this timeout is none of waiting.
          scenario.flux(app, { fluxVersion, deletionPolicy, timeout: '20m' });
          scenario.cross(app, true);
        });
        const [platform, shop] = [`${id}-${id}-platform`, `${id}-${id}-shop`];
        const names = ['flux', 'bank', 'platform', 'shop'].map((owner) => `${id}-${id}-${owner}`);
        await scenario.answered({}, () => kustomizations.areReady(...names));
        const before = await scenario.generations();
        await kustomizations.reconcile(...names);
        expect(await scenario.generations()).toEqual(before);
        expect(await scenario.listeners()).toEqual(OPEN);
        await scenario.answered({ resolvedRefs: 'False' }, () => kustomizations.failsEarly(shop, 'HTTPRoute'));
        await scenario.answered({ accepted: 'False' }, () => kustomizations.failsEarly(platform, 'Gateway'));
        await scenario.answered({}, () => kustomizations.areReady(...names));
        for (const name of [names[0], shop, platform] as string[]) {
          await engines.kubectl(['delete', 'kustomization', name, '-n', 'flux-system', '--timeout=300s']);
        }
        await eventually(() => kustomizations.areReady(`${id}-${id}-bank`));
        await eventually(async () => {
          const route = await engines.get('HTTPRoute', 'echo', scenario.source);
          expect(route === undefined).toBe(deletionPolicy === 'MirrorPrune');
        });
        expect(await scenario.listeners()).toEqual(OPEN);
        await scenario.expectNamespaces();
      },
    );
  }

  together.test('an owner waits for those that it refers to', async (begin) => {
    const scenario = begin('flux-wait');
    await scenario.prepare();
    await scenario.start((app) => {
      scenario.flux(app, { waitForOwners: true });
      scenario.cross(app, true);
    });
    const shop = 'flux-wait-flux-wait-shop';
    await eventually(async () => expect(await engines.kustomization(shop)).toMatchObject({ reason: 'DependencyNotReady' }));
    await eventually(() => kustomizations.areReady('flux-wait-flux-wait-bank'));
    expect(await engines.get('HTTPRoute', 'echo', scenario.source)).toBeUndefined();
  });

  together.test('an owner with an account of its own delivers nothing into the namespace of another one', async (begin) => {
    const scenario = begin('flux-account');
    await scenario.prepare();
    await engines.kubectl(['create', 'namespace', scenario.source]);
    await engines.kubectl(['create', 'namespace', scenario.destination]);
    const verbs = '--verb=get,list,watch,patch,update';
    await engines.kubectl(['create', 'clusterrole', scenario.id, verbs, '--resource=namespaces']);
    for (const [owner, namespace] of Object.entries({ platform: scenario.edge, shop: scenario.source, bank: scenario.destination })) {
      const account = `flux-account-flux-account-${owner}`;
      const subject = `--serviceaccount=flux-system:${account}`;
      await engines.kubectl(['create', 'serviceaccount', account, '-n', 'flux-system']);
      await engines.kubectl(['create', 'rolebinding', account, '-n', namespace, '--clusterrole=cluster-admin', subject]);
      await engines.kubectl(['create', 'clusterrolebinding', account, `--clusterrole=${scenario.id}`, subject]);
    }
    await scenario.start((app) => {
      scenario.flux(app, { serviceAccounts: true });
      scenario.cross(app, true);
    });
    const names = ['flux', 'bank', 'platform', 'shop'].map((owner) => `flux-account-flux-account-${owner}`);
    await scenario.answered({}, () => kustomizations.areReady(...names));
    engines.commit({ 'flux-account/flux-account-shop/own.yaml': JSON.stringify(scenario.foreignGrant()) });
    await eventually(async () =>
      expect(await engines.kustomization('flux-account-flux-account-shop')).toMatchObject({
        ready: 'False',
        message: expect.stringMatching(/ReferenceGrant\/flux-account-destination\/own .*forbidden/),
      }),
    );
    expect(await engines.get('ReferenceGrant', 'own', scenario.destination)).toBeUndefined();
  });

  for (const [maker, id, command] of [
    ['kubectl create', 'flux-made-create', ['create']],
    ['kubectl apply', 'flux-made-apply', ['apply']],
    ['kubectl apply --server-side', 'flux-made-server', ['apply', '--server-side']],
    ['the manager of Helm', 'flux-made-helm', ['create', '--field-manager=helm']],
  ] as const) {
    together.test(`a Gateway that ${maker} made gets the patch, and keeps its other listener`, async (begin) => {
      const scenario = begin(id);
      await scenario.prepare(...command);
      await scenario.start((app) => {
        scenario.flux(app);
        scenario.cross(app);
      });
      await eventually(async () => expect(await scenario.listeners()).toEqual(OPEN));
      await scenario.answered({}, () => kustomizations.areReady(id));
    });
  }

  together.test(
    'a Gateway that another Kustomization applies gets the patch from an overlay, which fails if the list is reordered',
    async (begin) => {
      const scenario = begin('flux-overlay');
      const owner = 'flux-overlay-owner';
      await engines.kubectl(['create', 'namespace', scenario.edge]);
      scenario.deliver((app) => scenario.cross(app, true, { appliedBy: 'flux' }));
      engines.commit(scenario.ownerSources());
      await kustomizations.apply(owner);
      await eventually(() => kustomizations.areReady(owner));
      expect(await scenario.listeners()).toEqual(OPEN);
      engines.commit(scenario.ownerSources('reordered'));
      await eventually(async () =>
        expect((await engines.kustomization(owner)).message).toMatch(/testing value \/spec\/listeners\/0\/name failed/),
      );
      expect(await scenario.listeners()).toEqual(OPEN);
      engines.commit(scenario.ownerSources('without the component'));
      await eventually(async () => expect(await scenario.listeners()).toEqual(CLOSED));
    },
  );

  together.test(
    'a crossing that leaves Git takes along what was ours, and nothing else; its delivery leaves the namespaces',
    async (begin) => {
      const scenario = begin('flux-remove');
      await scenario.prepare();
      await scenario.start((app) => {
        scenario.flux(app);
        scenario.cross(app);
      });
      await scenario.answered({}, () => kustomizations.areReady(scenario.id));
      scenario.deliver((app) => {
        scenario.flux(app);
        scenario.namespace(app, scenario.source);
        scenario.listener.close(app);
      });
      await eventually(() => scenario.expectRemoved());
      scenario.deliver((app) => {
        scenario.flux(app);
        scenario.namespace(app, scenario.source);
      });
      // Without the patch in Git, the Gateway is in no inventory any more, and stays as it is.
      await eventually(async () => {
        await kustomizations.areReady(scenario.id);
        const { inventory } = (await engines.get('Kustomization', scenario.id, 'flux-system')).status;
        expect(JSON.stringify(inventory)).not.toContain('_Gateway');
      });
      await scenario.expectRemoved();
      await engines.kubectl(['delete', 'kustomization', scenario.id, '-n', 'flux-system', '--timeout=300s']);
      await scenario.expectNamespaces();
      await scenario.expectRemoved();
    },
  );

  together.test('a Gateway of this app closes its listener with the last crossing', async (begin) => {
    const scenario = begin('flux-whole');
    await scenario.start((app) => {
      scenario.flux(app);
      scenario.cross(app, false, 'whole');
    });
    await eventually(async () => expect(await scenario.listeners()).toEqual(OPEN));
    await scenario.answered({}, () => kustomizations.areReady(scenario.id));
    scenario.deliver((app) => {
      scenario.flux(app);
      scenario.whole(app);
    });
    await eventually(async () => {
      expect(await scenario.listeners()).toEqual(CLOSED);
      expect(await engines.get('HTTPRoute', 'echo', scenario.source)).toBeUndefined();
    });
  });

  together.test('two Kustomizations that patch one listener take turns, and both are Ready', async (begin) => {
    const [one, other] = [begin('flux-first'), begin('flux-second')];
    await one.prepare();
    await one.start((app) => {
      one.flux(app);
      one.cross(app);
    });
    await one.answered({}, () => kustomizations.areReady(one.id));
    const { generation } = (await engines.get('Gateway', 'public', one.edge)).metadata;
    await other.start((app) => {
      other.flux(app);
      one.listener.close(app);
    });
    // While one of them waits for the status of what it wrote, the other one may be Ready.
    await one.answered({}, () => kustomizations.areReady(one.id));
    await one.answered({}, () => kustomizations.areReady(other.id));
    await one.answered({}, async () => {
      // Opened, closed, and opened again.
      expect((await engines.get('Gateway', 'public', one.edge)).metadata.generation).toBeGreaterThan(generation + 1);
    });
  });

  if (bundle === 'standard-v1.7.0') {
    for (const fluxVersion of ['2.8', '2.9'] as const) {
      together.test(
        `in the form for ${fluxVersion}, a ListenerSet that is refused fails at once, and one that is accepted is Ready`,
        async (begin) => {
          const scenario = begin(`flux-set-${fluxVersion.replace('.', '')}`);
          await scenario.prepareForSets();
          const { generation } = (await engines.get('Gateway', 'public', scenario.edge)).metadata;
          await scenario.start((app) => {
            scenario.flux(app, { fluxVersion, timeout: '20m' });
            scenario.crossOnSet(app);
          }, SETS);
          await scenario.answered({ onSet: 'False' }, () => kustomizations.failsEarly(scenario.id, 'ListenerSet'));
          await scenario.answered({ onSet: 'True' }, () => kustomizations.areReady(scenario.id));
          scenario.deliver((app) => {
            scenario.flux(app, { fluxVersion });
            scenario.namespace(app, scenario.source);
          });
          await eventually(async () => expect(await engines.get('ListenerSet', 'set', scenario.source)).toBeUndefined());
          expect((await engines.get('Gateway', 'public', scenario.edge)).metadata.generation).toBe(generation);
        },
      );
    }

    if (hasRegistry) {
      together.test('an OCI artifact is delivered as a repository is', async (begin) => {
        const scenario = begin('flux-oci');
        const registry = await Registry.start();
        try {
          await scenario.prepare();
          scenario.deliver((app) => {
            scenario.flux(app, { repository: registry.url });
            scenario.cross(app);
          });
          registry.push(engines.repository, scenario.id);
          await engines.bootstrap(scenario.id);
          await scenario.answered({}, () => kustomizations.areReady(scenario.id));
          expect(await scenario.listeners()).toEqual(OPEN);
          scenario.deliver((app) => {
            scenario.flux(app, { repository: registry.url });
            scenario.listener.close(app);
          });
          registry.push(engines.repository, scenario.id);
          await eventually(() => scenario.expectRemoved());
        } finally {
          registry.stop();
        }
      });
    }
  }
});
