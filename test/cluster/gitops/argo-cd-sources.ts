import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { applicationsOf } from '../../../analyzer/model/deliveries/application-set';
import { Sources } from '../../../analyzer/model/deliveries/sources';
import { Tree } from '../../../analyzer/model/deliveries/tree';
import { fencedBlocks } from '../../repo/fenced';
import { ApiServer, type Manifest } from '../api-server';
import type { Applications } from './applications';
import { type Engines, eventually, filesBelow, type Live } from './engines';
import { hasRegistry, Registry } from './registry';
import { BOTH } from './scenario';
import type { SideBySide } from './side-by-side';

/** What the tests of a cluster with Argo CD have once it runs. */
export interface ArgoCd {
  readonly engines: Engines;
  readonly applications: Applications;
}

const root = resolve(__dirname, '../../..');
const OPEN = { names: BOTH, from: 'Selector' };

/** The clusters that are delivered to from another one. */
const CLUSTERS = { one: 'experimental-v1.6.1', other: 'standard-v1.6.1' } as const;

/** The Secret by which Argo CD knows another cluster. */
export function clusterSecret(name: string, { access: { caData, server, token } }: ApiServer): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
    stringData: { name, server, config: JSON.stringify({ bearerToken: token, tlsClientConfig: { caData } }) },
  };
}

/** Tests of what Argo CD delivers from elsewhere than a directory of a repository. */
export function testSources(together: SideBySide, argoCd: () => ArgoCd): void {
  if (hasRegistry) {
    together.test('an OCI artifact is delivered as a repository is', async (begin) => {
      const { engines, applications } = argoCd();
      const scenario = begin('argo-oci');
      const registry = await Registry.start();
      try {
        await scenario.prepare();
        await engines.kubectl(['apply', '-f', '-'], {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'registry', namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
          stringData: { name: 'registry', type: 'oci', url: registry.url, insecureOCIForceHttp: 'true' },
        });
        scenario.deliver((app) => {
          scenario.argo(app, { repository: registry.url });
          scenario.cross(app, true);
        });
        registry.push(engines.repository, scenario.id);
        await engines.bootstrap(scenario.id);
        const names = ['argocd', 'bank', 'platform', 'shop'].map((owner) => `${scenario.id}-${scenario.id}-${owner}`);
        await eventually(() => applications.areSynced(...names));
        expect(await scenario.listeners()).toEqual(OPEN);
        scenario.deliver((app) => {
          scenario.argo(app, { repository: registry.url });
          scenario.own(app);
          scenario.namespace(app, scenario.source, { owner: `${scenario.id}-shop` });
          scenario.namespace(app, scenario.destination, { owner: `${scenario.id}-bank` });
          scenario.listener.close(app);
        });
        registry.push(engines.repository, scenario.id);
        await eventually(() => scenario.expectRemoved());
      } finally {
        registry.stop();
      }
    });
  }

  together.test('an ApplicationSet over the directories of clusters and owners delivers each to its cluster', async (begin) => {
    const { engines, applications } = argoCd();
    const id = 'argo-git';
    const scenario = begin(id);
    const owners = ['platform', 'shop', 'bank'].map((owner) => `${id}-${owner}`);
    const page = fencedBlocks(readFileSync(join(root, 'docs/delivery.md'), 'utf8'));
    const block = page.find(({ text }) => text.startsWith('# application-set.yaml\n'))?.text ?? '';
    const set = block
      .replaceAll('https://git.example.com/shop/crossing.git', engines.urls['argo-cd'])
      .replaceAll('dist/', `${id}/`)
      .replace('name: crossing', `name: ${id}`);
    for (const [name, bundle] of Object.entries(CLUSTERS)) {
      const cluster = `${id}-${name}`;
      const remote = ApiServer.of(bundle);
      await engines.kubectl(['apply', '-f', '-'], clusterSecret(cluster, remote));
      for (const object of [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: scenario.edge } }, scenario.gateway('Same')]) {
        expect((await remote.apply(object as Manifest)).status).toBeLessThan(300);
      }
      engines.deliver(`${id}/${cluster}`, (app) => scenario.cross(app, true));
    }
    for (const owner of owners) {
      const spec = { sourceRepos: ['*'], destinations: [{ name: `${id}-*`, namespace: '*' }] };
      const allowed = { clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }] };
      const metadata = { name: owner, namespace: 'argocd' };
      const project = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata, spec: { ...spec, ...allowed } };
      await engines.kubectl(['apply', '-f', '-'], project);
    }
    await engines.kubectl(['apply', '-f', '-'], set);
    const names = Object.keys(CLUSTERS).flatMap((cluster) => owners.map((owner) => `${id}-${cluster}-${owner}`));
    await eventually(() => applications.areSynced(...names));
    for (const bundle of Object.values(CLUSTERS)) {
      const gateway = await ApiServer.of(bundle).get(scenario.gateway() as Manifest);
      expect(JSON.stringify(gateway.body.spec.listeners)).toContain(scenario.source);
    }
    expect(await engines.get('Namespace', scenario.source)).toBeUndefined();
    // What `crossing check` reads of the set is what its controller makes of it.
    const tree = new Tree(filesBelow(engines.repository), () => '');
    const read = applicationsOf(
      {
        group: 'argoproj.io',
        kind: 'ApplicationSet',
        namespace: 'argocd',
        name: id,
        file: '',
        value: load(set) as Record<string, unknown>,
      },
      { tree, sources: new Sources(tree, [engines.urls['argo-cd']], []), clusters: undefined },
    );
    const facts = ({ metadata, spec }: Live) => [metadata.name, spec.project, spec.source.path, spec.destination.name];
    const live = (await engines.list(['Application'])).filter(({ metadata }) => metadata.ownerReferences?.[0]?.name === id);
    expect(read.applications.map(({ value }) => facts(value)).sort()).toEqual(live.map(facts).sort());
    engines.commit({ [`${id}/${id}-one/${id}-bank`]: undefined });
    await eventually(async () => {
      await engines.kubectl([
        'annotate',
        '--overwrite',
        'applicationset',
        id,
        '-n',
        'argocd',
        'argocd.argoproj.io/application-set-refresh=true',
      ]);
      expect(await engines.get('Application', `${id}-one-${id}-bank`, 'argocd')).toBeUndefined();
    });
    await eventually(() => applications.areSynced(...names.filter((name) => name !== `${id}-one-${id}-bank`)));
  });

  /** An Application for what the hydrator commits to a branch, from a directory of `main`. */
  const hydrated = (name: string, branch: string, path: string, dry: object = {}) => {
    const { applications } = argoCd();
    const drySource = { ...applications.source(name), ...dry };
    return applications.apply(name, { sourceHydrator: { drySource, syncSource: { targetBranch: `hydrated/${branch}`, path } } });
  };

  together.test('what the hydrator commits is delivered, and what leaves Git leaves the cluster', async (begin) => {
    const { engines, applications } = argoCd();
    const scenario = begin('argo-hydrated');
    await scenario.prepare();
    scenario.deliver((app) => scenario.cross(app));
    await hydrated(scenario.id, scenario.id, scenario.id);
    await eventually(() => applications.areSynced(scenario.id));
    expect(await scenario.listeners()).toEqual(OPEN);
    scenario.deliver((app) => {
      scenario.namespace(app, scenario.source, { protect: true });
      scenario.listener.close(app);
    });
    await eventually(() => scenario.expectRemoved());
    expect(engines.git('show', `hydrated/${scenario.id}:${scenario.id}/manifest.yaml`)).not.toContain('kind: HTTPRoute');
  });

  const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });

  together.test('a file that the hydrator did not write is delivered, too, from every branch that has it', async () => {
    const { engines, applications } = argoCd();
    const [id, old] = ['argo-stale', 'argo-stale-old'];
    engines.commit({ [`rendered/${id}/old.yaml`]: JSON.stringify(configMap(old)), [`${id}/new.yaml`]: JSON.stringify(configMap(id)) });
    engines.git('branch', `hydrated/${id}`);
    engines.commit({ [`rendered/${id}`]: undefined });
    await hydrated(id, id, `rendered/${id}`);
    await eventually(async () => {
      await applications.areSynced(id);
      expect(await engines.get('ConfigMap', id, 'default')).toBeDefined();
      expect(await engines.get('ConfigMap', old, 'default')).toBeDefined();
    });
  });

  together.test('two Applications that hydrate two revisions into one directory replace each other', async () => {
    const { engines } = argoCd();
    const [one, other] = ['argo-turn-one', 'argo-turn-other'] as const;
    engines.commit(Object.fromEntries([one, other].map((name) => [`${name}/all.yaml`, JSON.stringify(configMap(name))])));
    engines.git('tag', 'turn');
    await hydrated(one, 'turn', 'turn');
    await hydrated(other, 'turn', 'turn', { targetRevision: 'turn' });
    await eventually(async () => {
      for (const name of [one, other]) {
        const { status } = await engines.get('Application', name, 'argocd');
        expect([name, status.sourceHydrator.currentOperation]).toEqual([name, expect.objectContaining({ phase: 'Hydrated' })]);
      }
    });
    const manifest = engines.git('show', 'hydrated/turn:turn/manifest.yaml');
    expect([one, other].filter((name) => manifest.includes(name))).toHaveLength(1);
  });

  together.test('the hydrator refuses the root of a repository, and one directory for two', async () => {
    const { engines, applications } = argoCd();
    const says = (name: string, text: string) => eventually(async () => expect((await engines.application(name)).message).toContain(text));
    const [root, one, other] = ['argo-root', 'argo-dry-one', 'argo-dry-other'] as const;
    engines.commit(Object.fromEntries([root, one, other].map((name) => [`${name}/all.yaml`, JSON.stringify(configMap(name))])));
    await expect(hydrated(root, root, '.')).rejects.toThrow(/path/);
    await hydrated(root, root, './');
    await hydrated(one, 'both', 'both');
    await hydrated(other, 'both', 'both');
    await says(root, 'app is configured to hydrate to the repository root');
    await says(one, 'hydrator uses the same destination');
    await says(other, 'hydrator uses the same destination');
    await applications.compared(root, one, other);
    for (const name of [root, one, other]) {
      expect(await engines.get('ConfigMap', name, 'default')).toBeUndefined();
    }
  });
}
