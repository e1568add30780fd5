import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { loadAll } from 'js-yaml';
import {
  ArgoCdDelivery,
  type ArgoCdDeliveryProps,
  CrossingApp,
  CrossNamespaceRoute,
  FluxDelivery,
  type FluxDeliveryProps,
  Gateway,
  http,
  NamespaceChart,
} from '../../constructs';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  // biome-ignore lint/suspicious/noExplicitAny: fields of many kinds are read
  readonly spec: any;
}

const repository = 'https://git.example.com/shop.git';

/**
 * Crossings between the namespaces of three owners; `shop` sends to `bank`, both through the
 * Gateway of `platform`.
 */
function owned(): CrossingApp {
  const app = new CrossingApp();
  NamespaceChart.external(app, 'edge', { owner: 'platform' });
  NamespaceChart.ensure(app, 'shop', { owner: 'shop-team' });
  NamespaceChart.ensure(app, 'bank', { owner: 'bank-team' });
  cross(app, 'shop', 'bank');
  return app;
}

function cross(app: CrossingApp, source: string, destination: string): void {
  new CrossNamespaceRoute(app, `${source}-${destination}`, {
    listener: Gateway.external({ namespace: 'edge', name: 'public' }).listener('web', { protocol: 'HTTP' }),
    source,
    destination,
    route: http({ pathPrefix: `/${destination}` }),
    backend: { name: 'pay', port: 80, metadata: { namespace: destination } },
  });
}

const written = (app: CrossingApp) => loadAll(app.synthYaml()) as Manifest[];
const named = (app: CrossingApp, kind: string, name: string) =>
  written(app).find((manifest) => manifest.kind === kind && manifest.metadata.name === name) as Manifest;
const names = (app: CrossingApp, kind: string) =>
  written(app)
    .filter((manifest) => manifest.kind === kind)
    .map(({ metadata }) => metadata.name);

describe('Argo CD', () => {
  const argo = (props: ArgoCdDeliveryProps = {}, app = owned()) => {
    new ArgoCdDelivery(app, 'crossing', { repository, ...props });
    return app;
  };

  test('the directory of each owner gets an Application, and so do the Applications', () => {
    expect(names(argo(), 'Application')).toEqual(['crossing-argocd', 'crossing-bank-team', 'crossing-platform', 'crossing-shop-team']);
    expect(named(argo(), 'Application', 'crossing-shop-team')).toMatchInlineSnapshot(`
{
  "apiVersion": "argoproj.io/v1alpha1",
  "kind": "Application",
  "metadata": {
    "finalizers": [
      "resources-finalizer.argocd.argoproj.io",
    ],
    "name": "crossing-shop-team",
    "namespace": "argocd",
  },
  "spec": {
    "destination": {
      "namespace": "shop",
      "server": "https://kubernetes.default.svc",
    },
    "project": "crossing-shop-team",
    "source": {
      "directory": {
        "include": "*.yaml",
        "recurse": true,
      },
      "path": "dist/shop-team",
      "repoURL": "https://git.example.com/shop.git",
      "targetRevision": "main",
    },
    "syncPolicy": {
      "automated": {
        "prune": true,
        "selfHeal": true,
      },
      "retry": {
        "backoff": {
          "duration": "5s",
          "factor": 2,
          "maxDuration": "3m",
        },
        "limit": 5,
        "refresh": true,
      },
      "syncOptions": [
        "FailOnSharedResource=true",
        "SkipDryRunOnMissingResource=true",
      ],
    },
  },
}
`);
  });

  test('a project allows the namespaces of its owner, what crossings consist of, and what else is there', () => {
    const app = owned();
    NamespaceChart.external(app, 'shop-later', { owner: 'shop-team' });
    const { spec } = named(argo({}, app), 'AppProject', 'crossing-shop-team');
    expect(spec.destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual(['shop', 'shop-later']);
    expect(spec.sourceRepos).toEqual([repository]);
    expect(spec.clusterResourceWhitelist).toContainEqual({ group: '', kind: 'Namespace', name: 'shop' });
    expect(spec.namespaceResourceWhitelist).toContainEqual({ group: 'gateway.networking.k8s.io', kind: 'ReferenceGrant' });
    expect(spec.namespaceResourceWhitelist).not.toContainEqual(expect.objectContaining({ kind: '*' }));
  });

  test('deleting the Application of the Applications deletes none of what they delivered', () => {
    expect(named(argo(), 'Application', 'crossing-argocd').metadata.finalizers).toBeUndefined();
    const kept = named(argo({ preserveResourcesOnDeletion: true }), 'Application', 'crossing-shop-team');
    expect(kept.metadata.finalizers).toBeUndefined();
  });

  test.each([{}, { preserveResourcesOnDeletion: true }])(
    'an ApplicationSet makes the Applications that stand there without it: %j',
    (props) => {
      const app = argo({ applicationSet: true, ...props });
      expect(names(app, 'Application')).toEqual(['crossing-argocd']);
      const set = named(app, 'ApplicationSet', 'crossing');
      const { elements } = set.spec.generators[0].list;
      const rendered = elements.map((element: Record<string, string>) =>
        JSON.parse(JSON.stringify(set.spec.template).replace(/{{\.(\w+)}}/g, (_, key) => element[key] ?? '')),
      );
      const plain = written(argo(props)).filter(({ kind, metadata }) => kind === 'Application' && metadata.name !== 'crossing-argocd');
      expect(rendered).toEqual(plain.map(({ metadata: { name }, spec }) => ({ metadata: { name }, spec })));
      // By this, the controller gives them the finalizer or not.
      expect(set.spec.syncPolicy.preserveResourcesOnDeletion).toBe(plain.every(({ metadata }) => metadata.finalizers === undefined));
      expect(named(app, 'AppProject', 'crossing-argocd').spec.namespaceResourceWhitelist).toContainEqual({
        group: 'argoproj.io',
        kind: 'ApplicationSet',
      });
    },
  );

  test('without owners, one Application delivers the top of the output and nothing below it', () => {
    const app = new CrossingApp();
    cross(app, 'shop', 'bank');
    expect(names(argo({}, app), 'Application')).toEqual(['crossing', 'crossing-argocd']);
    expect(named(app, 'Application', 'crossing').spec.source).toMatchObject({ path: 'dist', directory: { include: '*.yaml' } });
    expect(named(app, 'Application', 'crossing').spec.source.directory.recurse).toBeUndefined();
    expect(named(app, 'AppProject', 'crossing').spec.destinations).toEqual([{ namespace: '*', server: 'https://kubernetes.default.svc' }]);
  });

  test('an OCI artifact is delivered by its tag', () => {
    const { spec } = named(argo({ repository: 'oci://registry.example.com/shop' }), 'Application', 'crossing-shop-team');
    expect(spec.source).toMatchObject({ repoURL: 'oci://registry.example.com/shop', path: 'dist/shop-team', targetRevision: 'latest' });
    const tagged = argo({ repository: 'oci://registry.example.com/shop', targetRevision: 'v1' });
    expect(named(tagged, 'Application', 'crossing-shop-team').spec.source.targetRevision).toBe('v1');
  });

  test('another cluster is where the objects go, and not the Applications', () => {
    const app = argo({ destination: { name: 'prod' }, path: 'dist/prod', syncOptions: ['ServerSideApply=true'] });
    expect(named(app, 'Application', 'crossing-shop-team').spec.destination).toEqual({ name: 'prod', namespace: 'shop' });
    expect(named(app, 'Application', 'crossing-shop-team').spec.source.path).toBe('dist/prod/shop-team');
    expect(named(app, 'Application', 'crossing-shop-team').spec.syncPolicy.syncOptions).toContain('ServerSideApply=true');
    expect(named(app, 'Application', 'crossing-argocd').spec.destination).toMatchObject({ namespace: 'argocd', server: expect.anything() });
  });
});

describe('Flux', () => {
  const flux = (props: FluxDeliveryProps = {}, app = owned()) => {
    new FluxDelivery(app, 'crossing', { repository, ...props });
    return app;
  };

  test('the directory of each owner gets a Kustomization, and so do the Kustomizations', () => {
    expect(names(flux(), 'Kustomization')).toEqual(['crossing-bank-team', 'crossing-flux', 'crossing-platform', 'crossing-shop-team']);
    const { healthCheckExprs, ...spec } = named(flux(), 'Kustomization', 'crossing-shop-team').spec;
    expect(spec).toEqual({
      deletionPolicy: 'MirrorPrune',
      dependsOn: [{ name: 'crossing-bank-team' }, { name: 'crossing-platform' }],
      interval: '1m',
      path: './dist/shop-team',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'crossing' },
      timeout: '2m',
      wait: true,
    });
    expect(healthCheckExprs).toEqual([
      { apiVersion: 'gateway.networking.k8s.io/v1', failed: expect.any(String), current: expect.any(String) },
    ]);
  });

  test('before Flux 2.9, each kind that is delivered has an expression', () => {
    const kinds = (name: string) =>
      named(flux({ fluxVersion: '2.8' }), 'Kustomization', name).spec.healthCheckExprs?.map(({ kind }: Manifest) => kind);
    expect(kinds('crossing-shop-team')).toEqual(['HTTPRoute']);
    expect(kinds('crossing-platform')).toEqual(['Gateway']);
    expect(kinds('crossing-bank-team')).toBeUndefined();
  });

  test('two owners that refer to each other do not wait for each other', () => {
    const app = owned();
    cross(app, 'bank', 'shop');
    const waitsFor = (owner: string) => named(app, 'Kustomization', `crossing-${owner}`).spec.dependsOn;
    flux({ dependsOn: ['gateway-api-crds'] }, app);
    expect(waitsFor('shop-team')).toEqual([{ name: 'crossing-platform' }, { name: 'gateway-api-crds' }]);
    expect(waitsFor('bank-team')).toEqual([{ name: 'crossing-platform' }, { name: 'gateway-api-crds' }]);
    expect(waitsFor('flux')).toBeUndefined();
  });

  test('owners wait for each other only if they are to', () => {
    expect(named(flux({ waitForOwners: false }), 'Kustomization', 'crossing-shop-team').spec.dependsOn).toBeUndefined();
  });

  test('each owner applies with an account of its own if that is asked for', () => {
    const account = (owner: string) => named(flux({ serviceAccounts: true }), 'Kustomization', `crossing-${owner}`).spec.serviceAccountName;
    expect([account('shop-team'), account('flux')]).toEqual(['crossing-shop-team', undefined]);
  });

  test('without owners, one Kustomization delivers the whole output, itself included', () => {
    const app = new CrossingApp();
    cross(app, 'shop', 'bank');
    expect(names(flux({}, app), 'Kustomization')).toEqual(['crossing']);
    expect(named(app, 'Kustomization', 'crossing').spec).toMatchObject({ path: './dist', wait: true });
  });

  test('the source is a Git repository, an OCI repository, or one that is there', () => {
    expect(named(flux({ secretName: 'token' }), 'GitRepository', 'crossing').spec).toEqual({
      interval: '1m',
      ref: { branch: 'main' },
      secretRef: { name: 'token' },
      url: repository,
    });
    const oci = flux({ repository: 'oci://registry.example.com/shop', ref: { tag: 'v1' } });
    expect(named(oci, 'OCIRepository', 'crossing').spec.ref).toEqual({ tag: 'v1' });
    expect(named(oci, 'Kustomization', 'crossing-shop-team').spec.sourceRef).toEqual({ kind: 'OCIRepository', name: 'crossing' });
    const app = owned();
    new FluxDelivery(app, 'crossing', { sourceRef: { kind: 'GitRepository', name: 'flux-system' } });
    expect(names(app, 'GitRepository')).toEqual([]);
    expect(named(app, 'Kustomization', 'crossing-shop-team').spec.sourceRef.name).toBe('flux-system');
  });
});

describe('every delivery', () => {
  const both = (app: CrossingApp) => {
    new ArgoCdDelivery(app, 'argo', { repository });
    new FluxDelivery(app, 'flux', { repository });
    return app;
  };

  test('covers what is declared after it, once, however often the app is synthesized', () => {
    const app = new CrossingApp();
    both(app);
    NamespaceChart.ensure(app, 'shop', { owner: 'shop-team' });
    expect(app.synthYaml()).toBe(app.synthYaml());
    expect(names(app, 'Application')).toEqual(['argo-argocd', 'argo-shop-team']);
    expect(names(app, 'Kustomization')).toEqual(['flux-flux', 'flux-shop-team']);
  });

  test('protects the namespaces that it delivers, unless they say otherwise', () => {
    const app = both(owned());
    NamespaceChart.ensure(app, 'ask', { owner: 'shop-team', protect: 'confirm' });
    const options = (name: string) =>
      (named(app, 'Namespace', name).metadata.annotations as Record<string, string>)['argocd.argoproj.io/sync-options'];
    expect(options('shop')).toBe('Prune=false,Delete=false');
    expect(options('ask')).toBe('Prune=confirm,Delete=confirm');
    const bare = owned();
    new FluxDelivery(bare, 'flux', { repository, protectNamespaces: false });
    expect(named(bare, 'Namespace', 'shop').metadata.annotations).toBeUndefined();
  });

  /** Does something in a folder with a crossing.yaml. */
  function withConfig(text: string, action: () => void): void {
    const [start, folder] = [process.cwd(), mkdtempSync(join(tmpdir(), 'crossing-delivery-'))];
    try {
      process.chdir(folder);
      writeFileSync('crossing.yaml', text);
      action();
    } finally {
      process.chdir(start);
      rmSync(folder, { recursive: true });
    }
  }

  test('takes the repository from crossing.yaml', () => {
    withConfig(`repository: ${repository}`, () => {
      const app = owned();
      new ArgoCdDelivery(app, 'crossing');
      expect(named(app, 'AppProject', 'crossing-shop-team').spec.sourceRepos).toEqual([repository]);
    });
  });

  test('takes its name and path from the cluster of the app', () => {
    withConfig(`repository: ${repository}\nclusters: { dev: { output: dist/dev }, prod: { output: dist/prod } }`, () => {
      const app = new CrossingApp({ cluster: 'prod' });
      NamespaceChart.ensure(app, 'shop', { owner: 'shop-team' });
      new FluxDelivery(app, 'crossing');
      expect(named(app, 'Kustomization', 'crossing-prod-shop-team').spec.path).toBe('./dist/prod/shop-team');
    });
  });

  test.each<[string, () => unknown, string]>([
    [
      'the app is not a CrossingApp',
      () => new ArgoCdDelivery(new App(), 'x', { repository }),
      'x is not in a CrossingApp: only a CrossingApp',
    ],
    [
      'the repository is missing',
      () => new ArgoCdDelivery(owned(), 'x'),
      'repository is missing: give its URL, or set repository in crossing.yaml',
    ],
    [
      'the path leaves the repository',
      () => new FluxDelivery(owned(), 'x', { repository, path: '../dist' }),
      'path is "../dist": expected the path',
    ],
    ['the path is the repository', () => new FluxDelivery(owned(), 'x', { repository, path: '.' }), 'path is ".": expected the path'],
    [
      'the interval has no unit',
      () => new FluxDelivery(owned(), 'x', { repository, interval: '60' }),
      'interval is "60": expected a duration',
    ],
    [
      'an OCI repository has a branch',
      () => new FluxDelivery(owned(), 'x', { repository: 'oci://registry.example.com/shop', ref: { branch: 'main' } }),
      'ref.branch is "main": an OCI repository has no branches; give ref.tag',
    ],
    [
      'both a branch and a tag are given',
      () => new FluxDelivery(owned(), 'x', { repository, ref: { branch: 'main', tag: 'v1' } }),
      'ref has branch "main" and tag "v1": Flux takes the tag; give one of them',
    ],
    [
      'a sync option has no value',
      () => new ArgoCdDelivery(owned(), 'x', { repository, syncOptions: ['ServerSideApply'] }),
      'syncOptions[0] is "ServerSideApply": expected NAME=VALUE',
    ],
    [
      'two deliveries share a directory',
      () => {
        const app = both(owned());
        new ArgoCdDelivery(app, 'again', { repository });
        app.synthYaml();
      },
      'owner is "argocd": another delivery writes that directory; give one of them another owner',
    ],
    [
      'a namespace beside owned ones has no owner',
      () => {
        const app = both(owned());
        NamespaceChart.ensure(app, 'free');
        app.synthYaml();
      },
      'namespaces without owner: "free"; others are owned by bank-team, platform, shop-team, and only directories of owners are delivered',
    ],
  ])('fails if %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
