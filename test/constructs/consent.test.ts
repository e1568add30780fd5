import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import fc from 'fast-check';
import {
  type AdmissionOptions,
  CrossingApp,
  CrossNamespaceRoute,
  type ExternalGatewayProps,
  type ExternalListenerProps,
  Gateway,
  type GatewayListenerProps,
  HttpRoute,
  HttpRouteFilter,
  http,
  NamespaceChart,
  type RouteProps,
} from '../../constructs';
import { manifests } from '../../jest';

const backend = (namespace: string) => ({ name: 'shop', port: 80, metadata: { namespace } });
const team = { matchLabels: { team: 'web' } };

const external = (props: Partial<ExternalGatewayProps> = {}, listener: ExternalListenerProps = {}) =>
  Gateway.external({ namespace: 'edge', name: 'public', ...props }).listener('https', listener);

function route(app: App, props: Partial<RouteProps> & Pick<RouteProps, 'parents'>, namespace = 'web', to = namespace): HttpRoute {
  return new HttpRoute(app, `${namespace}-route`, { namespace, name: 'shop', rules: [{ backends: [backend(to)] }], ...props });
}

const owned = (app: App, props: Partial<GatewayListenerProps> = {}) =>
  new Gateway(app, 'gateway', {
    namespace: 'edge',
    name: 'public',
    gatewayClassName: 'example',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', ...props }],
  });

/** Objects as `Kind namespace/name`. */
const names = (app: App) => manifests(app).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);

/** What the listener allows. */
function allowed(app: App): unknown {
  // biome-ignore lint/suspicious/noExplicitAny: the form of one object is known.
  const gateway = manifests(app).find(({ kind }) => kind === 'Gateway') as any;
  const { namespaces } = gateway?.spec.listeners[0].allowedRoutes ?? {};
  return namespaces?.selector?.matchExpressions?.[0].values ?? namespaces?.selector ?? namespaces?.from;
}

describe('a route writes', () => {
  test('its grants, and the admission on a Gateway of ours', () => {
    const app = Testing.app();
    route(app, { parents: [owned(app).listener('http')] }, 'web', 'shop');
    expect(names(app)).toContain('ReferenceGrant shop/web-httproute');
    expect(allowed(app)).toEqual(['web']);
  });

  test('nothing for a parent or a backend in its own namespace', () => {
    const app = Testing.app();
    route(app, { parents: [owned(app).listener('http')] }, 'edge');
    expect(allowed(app)).toBe('Same');
    expect(names(app).filter((name) => name.startsWith('ReferenceGrant'))).toEqual([]);
    const beside = Testing.app();
    route(beside, { parents: [external()] }, 'edge');
    expect(names(beside)).toEqual(['HTTPRoute edge/shop']);
  });

  test('no patch where an external Gateway is known to allow it, and one where it is known not to', () => {
    const known = { admits: { namespaces: ['web'] } };
    const allows = Testing.app();
    route(allows, { parents: [external(known)] });
    new CrossNamespaceRoute(allows, 'crossing', {
      listener: external(known),
      source: 'web',
      backend: backend('shop'),
      route: http(),
      name: 'other',
    });
    expect(allowed(allows)).toBeUndefined();
    const refuses = Testing.app();
    route(refuses, { parents: [external(known)] }, 'api');
    expect(allowed(refuses)).toEqual(['api', 'edge', 'web']);
  });

  test('no patch of what is not mutable, and no grant into what is not', () => {
    const app = Testing.app();
    NamespaceChart.external(app, 'shop', { mutable: false });
    route(app, { parents: [external({ mutable: false })] }, 'web', 'shop');
    expect(names(app)).toEqual(['Namespace /web', 'HTTPRoute web/shop']);
    const listener = Testing.app();
    route(listener, { parents: [external({}, { mutable: false })] });
    expect(allowed(listener)).toBeUndefined();
  });

  test('what its props say, and what admit says in place of the default', () => {
    const app = Testing.app();
    const gateway = owned(app);
    route(app, { parents: [gateway.listener('http')], admission: { from: 'All' } });
    expect(allowed(app)).toBe('All');
    const none = Testing.app();
    route(none, { parents: [owned(none).listener('http')], admission: false });
    expect(allowed(none)).toBe('Same');
    const asked = Testing.app();
    gateway.listener('http');
    const it = route(asked, { parents: [external()] });
    external().admit(it, { from: 'All' });
    expect(allowed(asked)).toBe('All');
  });

  test('nothing that would leave an empty file under a plain App', () => {
    const app = new App();
    route(app, { parents: [external({ admits: { namespaces: ['web'] } })] });
    expect(app.charts.map(({ node }) => node.id)).toEqual(['web']);
    manifests(app);
    expect(app.charts.map(({ node }) => node.id)).toEqual(['web']);
  });
});

describe('a crossing may be', () => {
  const crossing = (app: App, props: object) =>
    new CrossNamespaceRoute(app, 'crossing', { listener: external(), source: 'web', route: http(), name: 'shop', ...props } as never);

  test('a route on several listeners', () => {
    const app = Testing.app();
    crossing(app, { listener: undefined, listeners: [external(), owned(app).listener('http')].map((it) => it), backend: backend('shop') });
    expect(names(app).filter((name) => name.startsWith('Gateway'))).toHaveLength(2);
  });

  test('a route to a Service beside it', () => {
    const app = Testing.app();
    crossing(app, { backend: backend('web') });
    expect(names(app)).toEqual(['Gateway edge/public', 'Namespace /web', 'HTTPRoute web/shop']);
  });

  test('a redirect', () => {
    const app = Testing.app();
    crossing(app, { route: http({ filters: [HttpRouteFilter.requestRedirect({ scheme: 'https' })] }) });
    expect(names(app)).toEqual(['Gateway edge/public', 'Namespace /web', 'HTTPRoute web/shop']);
  });

  test('without consent of its own', () => {
    const app = Testing.app();
    crossing(app, { backend: backend('shop'), admission: false, grants: false });
    expect(names(app)).toEqual(['Namespace /web', 'HTTPRoute web/shop']);
  });
});

describe('one listener has one selector', () => {
  const byLabel: AdmissionOptions = { selector: team };
  const labelled = (app: App) => route(app, { parents: [owned(app).listener('http')], admission: byLabel }, 'web');

  test('a namespace of this App that has the labels is allowed by it', () => {
    const app = Testing.app();
    const first = labelled(app);
    route(app, { parents: first.parents }, 'api');
    NamespaceChart.ensure(app, 'api', { labels: { team: 'web' } });
    expect(allowed(app)).toEqual(team);
  });

  test('fails if a namespace does not have the labels, and names both routes', () => {
    const app = Testing.app();
    const first = labelled(app);
    route(app, { parents: first.parents }, 'api');
    expect(() => manifests(app)).toThrow(
      '[api-route] listener "http" of Gateway edge/public selects namespaces by {"matchLabels":{"team":"web"}} for HTTPRoute web/shop, and HTTPRoute api/shop is admitted by name',
    );
  });

  test('what is allowed by label today is not replaced by names', () => {
    const admits = { namespaces: team };
    const app = Testing.app();
    NamespaceChart.ensure(app, 'web', { labels: { team: 'web' } });
    route(app, { parents: [external({ admits })] });
    expect(allowed(app)).toBeUndefined();
    const other = Testing.app();
    route(other, { parents: [external({ admits })] }, 'api');
    expect(() => manifests(other)).toThrow(
      /does not allow HTTPRoute api\/shop: it allows routes from namespaces that match .* would lock out whoever has the labels/,
    );
  });
});

describe('fails if', () => {
  test('nothing is known of an external listener, and names the ways out', () => {
    const app = Testing.app();
    route(app, { parents: [external()] });
    expect(() => manifests(app)).toThrow(
      '[web-route] HTTPRoute web/shop: what listener "https" of Gateway edge/public allows is not known; open it with listener.admit(route), state in admits what it allows today, or set mutable: false if its owner opens it',
    );
  });

  test('what is not mutable does not allow the route', () => {
    const app = Testing.app();
    route(app, { parents: [external({ mutable: false, admits: { namespaces: ['api'] } })] });
    expect(() => manifests(app)).toThrow('allows routes from namespace "api", "edge", and is not mutable; have its owner open it');
    expect(() => external({ mutable: false }).admit(route(Testing.app(), { parents: [external({ mutable: false })] }))).toThrow(
      'is not mutable: admit writes nothing',
    );
  });

  test('allowedRoutes by hand surely does not allow the route', () => {
    const app = Testing.app();
    route(app, { parents: [owned(app, { allowedRoutes: { from: 'Same' } }).listener('http')] });
    expect(() => manifests(app)).toThrow(
      'listener "http" of Gateway edge/public does not allow HTTPRoute web/shop: its allowedRoutes allows routes from namespace "edge"; change allowedRoutes, or leave it out',
    );
    const perhaps = Testing.app();
    NamespaceChart.external(perhaps, 'web');
    route(perhaps, { parents: [owned(perhaps, { allowedRoutes: { from: 'Selector', selector: team } }).listener('http')] });
    expect(() => manifests(perhaps)).not.toThrow();
  });

  test('grants is false into a namespace that this App writes, unless it is open', () => {
    const app = new CrossingApp();
    NamespaceChart.ensure(app, 'shop');
    route(app, { parents: [external({ mutable: false })], grants: false }, 'web', 'shop');
    expect(() => manifests(app)).toThrow(
      '[web-route] grants is false: this App writes namespace "shop" without a ReferenceGrant for HTTPRoute web/shop, which gets RefNotPermitted; leave grants out, or add "shop" to open in crossing.yaml',
    );
  });

  test('a listener is used in another App', () => {
    const gateway = owned(Testing.app());
    expect(() => route(Testing.app(), { parents: [gateway.listener('http')] })).toThrow('is of another App than web-route');
  });
});

test('the order of statements makes no difference', () => {
  const statements: ((app: App, gateway: Gateway) => unknown)[] = [
    (app, gateway) => route(app, { parents: [gateway.listener('http')], admission: { selector: team } }, 'web', 'shop'),
    (app, gateway) =>
      route(
        app,
        { parents: [gateway.listener('http'), external({ name: 'other', admits: { namespaces: ['api'] } })], grants: { name: 'granted' } },
        'api',
        'shop',
      ),
    (app) => NamespaceChart.ensure(app, 'api', { labels: { team: 'web' }, owner: 'team-api' }),
    (app) => NamespaceChart.external(app, 'bank', { mutable: false }),
    (app) => route(app, { parents: [external({ name: 'other', admits: { namespaces: ['api'] } })] }, 'jobs', 'bank'),
    (app) =>
      new CrossNamespaceRoute(app, 'crossing', {
        listener: external({ name: 'other', admits: { namespaces: ['api'] } }),
        source: 'cart',
        destination: 'shop',
        name: 'cart',
        route: http(),
      }),
    (app) => NamespaceChart.ensure(app, 'shop', { labels: { a: 'b' } }),
  ];
  const text = (order: readonly number[]) => {
    const app = new CrossingApp();
    const gateway = owned(app);
    for (const index of order) {
      statements[index]?.(app, gateway);
    }
    // A second synthesis says the same.
    expect(app.synthYaml()).toBe(app.synthYaml());
    return app.synthYaml();
  };
  const first = text([0, 1, 2, 3, 4, 5, 6]);
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), (order) => {
      expect(text(order)).toBe(first);
    }),
    { numRuns: 40 },
  );
});

describe('the manifest of a Gateway', () => {
  const start = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossing-manifest-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(start);
    rmSync(folder, { recursive: true });
  });

  const listener = (name: string, more: object = {}) => ({ name, port: 443, protocol: 'HTTPS', hostname: '*.example.com', ...more });
  const manifest = (name = 'public', ...listeners: object[]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace: 'edge', uid: 'a' },
    spec: { gatewayClassName: 'example', listeners: listeners.length > 0 ? listeners : [listener('https')] },
    status: {},
  });
  const write = (...objects: object[]) => writeFileSync('edge.yaml', objects.map((object) => JSON.stringify(object)).join('\n---\n'));

  test('says what its listeners are, and what they allow', () => {
    const from = {
      namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'web' } } },
      kinds: [{ kind: 'HTTPRoute' }],
    };
    write({
      apiVersion: 'v1',
      kind: 'List',
      items: [manifest('public', listener('https', { allowedRoutes: from }), listener('closed', { port: 444 }))],
    });
    const gateway = Gateway.fromManifest('edge.yaml');
    expect(gateway.listener('https')).toMatchObject({
      port: 443,
      protocol: 'HTTPS',
      hostname: '*.example.com',
      namespace: 'edge',
      gateway: 'public',
    });
    const app = Testing.app();
    route(app, { parents: [gateway.listener('https')] });
    expect(allowed(app)).toBeUndefined();
    const closed = Testing.app();
    route(closed, { parents: [gateway.listener('closed')] });
    expect(allowed(closed)).toEqual(['edge', 'web']);
  });

  test.each<[string, () => void, () => unknown, string]>([
    [
      'there is no such file',
      () => undefined,
      () => Gateway.fromManifest('none.yaml'),
      'none.yaml: no such file; expected a path relative to the working directory',
    ],
    [
      'the file is a template',
      () => writeFileSync('edge.yaml', 'name: {{ .Values.name }}\n'),
      () => Gateway.fromManifest('edge.yaml'),
      'edge.yaml: is a template',
    ],
    ['the file is not YAML', () => writeFileSync('edge.yaml', 'a: [\n'), () => Gateway.fromManifest('edge.yaml'), 'edge.yaml: is not YAML'],
    [
      'the file holds no Gateway',
      () => write({ kind: 'Service' }),
      () => Gateway.fromManifest('edge.yaml'),
      'edge.yaml holds no Gateway; name the manifest of the Gateway',
    ],
    [
      'the file holds two',
      () => write(manifest(), manifest('internal')),
      () => Gateway.fromManifest('edge.yaml'),
      'edge.yaml holds several Gateways: edge/internal, edge/public; choose one with { name }',
    ],
    [
      'the file does not hold the one that is named',
      () => write(manifest()),
      () => Gateway.fromManifest('edge.yaml', { name: 'other' }),
      'edge.yaml holds edge/public and not "other"',
    ],
    [
      'a listener is not in the file',
      () => write(manifest()),
      () => Gateway.fromManifest('edge.yaml').listener('http'),
      'listener "http": Gateway edge/public has no such listener in edge.yaml; it has "https"',
    ],
    [
      'what is stated of a listener differs',
      () => write(manifest()),
      () => Gateway.fromManifest('edge.yaml').listener('https', { port: 80 }),
      'port is 80: edge.yaml has 443; leave port out, or update the file',
    ],
    [
      'the hostnames of a route do not meet',
      () => write(manifest()),
      () => route(Testing.app(), { parents: [Gateway.fromManifest('edge.yaml').listener('https')], hostnames: ['other.org'] } as never),
      'answers for "*.example.com" only',
    ],
    ['the file leads out of the folder', () => undefined, () => Gateway.fromManifest('/etc/hostname'), 'leads out of the repository'],
  ])('fails if %s', (_, prepare, make, why) => {
    prepare();
    expect(make).toThrow(why);
  });

  test('one of several is chosen by its name', () => {
    write(manifest(), manifest('internal'));
    expect(Gateway.fromManifest('edge.yaml', { name: 'internal' }).name).toBe('internal');
    expect(Gateway.fromManifest('edge.yaml', { name: 'edge/public' }).name).toBe('public');
  });

  test('synth warns if the checks do not know the file', () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      write(manifest());
      const synth = () => {
        const app = new CrossingApp();
        route(app, { parents: [Gateway.fromManifest('edge.yaml').listener('https')] });
        app.synth();
      };
      synth();
      expect(said.mock.calls.join('')).toBe(
        'warning: edge.yaml is not in context of crossing.yaml, so crossing check does not know Gateway edge/public; add it\n',
      );
      said.mockClear();
      writeFileSync('crossing.yaml', 'context: [edge.yaml]\n');
      synth();
      expect(said.mock.calls).toEqual([]);
    } finally {
      said.mockRestore();
    }
  });
});
