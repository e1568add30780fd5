import { ApiObject, type App, Testing } from 'cdk8s';
import {
  type AdmissionOptions,
  type Admits,
  type AdmittingListener,
  CrossingApp,
  type ExternalGatewayProps,
  type ExternalListenerProps,
  Gateway,
  GrpcRoute,
  HttpRoute,
  NamespaceChart,
} from '../../constructs';
import { manifests } from '../../jest';

/** Gateway kong/public. */
const gateway = (props: Partial<ExternalGatewayProps> = {}) => Gateway.external({ namespace: 'kong', name: 'public', ...props });

/** A route on a listener. */
function route(app: App, listener: AdmittingListener, namespace: string, Kind: typeof HttpRoute | typeof GrpcRoute = HttpRoute) {
  const backends = [{ name: 'echo', port: 80, metadata: { namespace } }];
  return new Kind(app, `${Kind.name}-${namespace}`, { name: 'echo', namespace, parents: [listener], rules: [{ backends }] });
}

/** What listener `proxy` of a Gateway lets in when routes of some namespaces ask for it. */
function admitted(props: Partial<ExternalGatewayProps>, ...asked: (readonly [string, AdmissionOptions?])[]) {
  const app = Testing.app();
  const listener = gateway(props).listener('proxy');
  for (const [namespace, options] of asked) {
    listener.admit(route(app, listener, namespace), options);
  }
  return patches(app)[0]?.spec.listeners[0]?.allowedRoutes;
}

interface Patch {
  readonly metadata: object;
  readonly spec: { readonly listeners: { readonly name: string; readonly allowedRoutes: { readonly kinds?: object[] } }[] };
}
const patches = (app: App) => manifests(app).filter(({ kind }) => kind === 'Gateway') as unknown as Patch[];

const named = (...values: string[]) => ({
  from: 'Selector',
  selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] },
});

test('defaults', () => {
  const app = Testing.app();
  const listener = Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy', { port: 80, protocol: 'HTTP' });
  listener.admit(route(app, listener, 'test-source'));
  expect(patches(app)).toMatchInlineSnapshot(`
[
  {
    "apiVersion": "gateway.networking.k8s.io/v1",
    "kind": "Gateway",
    "metadata": {
      "annotations": {
        "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
        "argocd.argoproj.io/sync-options": "ServerSideApply=true,Prune=false,Delete=false",
        "kustomize.toolkit.fluxcd.io/prune": "Disabled",
        "kustomize.toolkit.fluxcd.io/ssa": "Merge",
      },
      "name": "kong",
      "namespace": "kong",
    },
    "spec": {
      "listeners": [
        {
          "allowedRoutes": {
            "namespaces": {
              "from": "Selector",
              "selector": {
                "matchExpressions": [
                  {
                    "key": "kubernetes.io/metadata.name",
                    "operator": "In",
                    "values": [
                      "kong",
                      "test-source",
                    ],
                  },
                ],
              },
            },
          },
          "name": "proxy",
        },
      ],
    },
  },
]
`);
});

describe('the handle', () => {
  test('is a value: another App may describe the same Gateway differently', () => {
    const described = (admits: Admits, port: number) => {
      const app = Testing.app();
      const listener = gateway({ admits }).listener('proxy', { port });
      listener.admit(route(app, listener, 'web'));
      return patches(app)[0]?.spec.listeners[0]?.allowedRoutes;
    };
    expect(described({ namespaces: ['old'] }, 80)).toEqual({ namespaces: named('kong', 'old', 'web') });
    expect(described({}, 8080)).toEqual({ namespaces: named('kong', 'web') });
  });

  test('may be made again for the same Gateway in one App, with lists in any order and no more than is known', () => {
    const app = Testing.app();
    const handles = [gateway({ admits: { namespaces: ['a', 'b'] } }), gateway({ admits: { namespaces: ['b', 'a'] } })];
    for (const [index, handle] of handles.entries()) {
      const listener = handle.listener('http', index === 1 ? {} : { port: 80, protocol: 'HTTP' });
      listener.admit(route(app, listener, `web-${index}`));
    }
    expect(patches(app)[0]?.spec.listeners[0]?.allowedRoutes).toEqual({ namespaces: named('a', 'b', 'kong', 'web-0', 'web-1') });
  });

  test('writes into each App that asks', () => {
    const listener = gateway().listener('proxy');
    const apps = ['a', 'b'].map((namespace) => {
      const app = Testing.app();
      listener.admit(route(app, listener, namespace));
      return app;
    });
    expect(apps.map((app) => patches(app)[0]?.spec.listeners[0]?.allowedRoutes)).toEqual([
      { namespaces: named('a', 'kong') },
      { namespaces: named('b', 'kong') },
    ]);
  });

  test.each<[string, () => unknown, string]>([
    ['the namespace is none', () => gateway({ namespace: 'a.b' }), 'namespace is "a.b": expected'],
    ['the name is none', () => gateway({ name: '../x' }), 'name is "../x": expected'],
    ['the name of a listener is none', () => gateway().listener('HTTP'), 'name is "HTTP": expected'],
    ['a port is out of range', () => gateway().listener('http', { port: 0 }), 'port is 0: expected whole numbers from 1 to 65535'],
    [
      'a hostname is none',
      () => gateway().listener('http', { hostname: '10.0.0.1' }),
      'hostname is "10.0.0.1": an IP address is not a hostname',
    ],
    [
      'a protocol is not known',
      () => gateway().listener('http', { protocol: 'http' as 'HTTP' }),
      'protocol is "http": expected one of HTTP, HTTPS, TCP, TLS, UDP',
    ],
    [
      'a listener with a hostname speaks UDP',
      () => gateway().listener('dns', { protocol: 'UDP', hostname: 'a.com' }),
      'hostname is "a.com": a listener that speaks UDP has no hostname',
    ],
    ['a namespace that is let in is none', () => gateway({ admits: { namespaces: ['A'] } }), 'admits.namespaces[0] is "A": expected'],
    [
      'namespaces is another word than All',
      () => gateway({ admits: { namespaces: 'Same' as 'All' } }),
      'admits.namespaces is "Same": expected "All", a list of names, or a selector',
    ],
    [
      'a kind that is let in is none',
      () => gateway({ admits: { kinds: ['Route' as 'HTTPRoute'] } }),
      'admits.kinds[0] is "Route": expected GRPCRoute, HTTPRoute, TCPRoute, TLSRoute, UDPRoute',
    ],
  ])('fails if %s', (_, make, why) => {
    expect(make).toThrow(why);
  });

  test.each<[string, Partial<ExternalGatewayProps>, ExternalListenerProps, string]>([
    [
      'admits',
      { admits: { namespaces: ['a'] } },
      {},
      'admits of listener "http" of Gateway kong/public is {"namespaces":["a"]}: it is {"namespaces":["b"]} elsewhere in this App; state the same, or share one handle',
    ],
    [
      'includeGatewayNamespace',
      { includeGatewayNamespace: true },
      {},
      'includeGatewayNamespace of listener "http" of Gateway kong/public is true: it is false elsewhere',
    ],
    [
      'the port of a listener',
      {},
      { port: 8080 },
      'port of listener "http" of Gateway kong/public is 8080: it is 80 elsewhere in this App',
    ],
    [
      'the protocol of a listener',
      {},
      { protocol: 'HTTP' },
      'protocol of listener "http" of Gateway kong/public is "HTTP": it is "HTTPS" elsewhere',
    ],
  ])('fails if two handles in one App disagree on %s', (_, props, listenerProps, why) => {
    const app = Testing.app();
    const first = { admits: { namespaces: ['b'] }, includeGatewayNamespace: false };
    const one = gateway(first).listener('http', { port: 80, protocol: 'HTTPS' });
    one.admit(route(app, one, 'web'));
    const other = gateway({ ...first, ...props }).listener('http', listenerProps);
    expect(() => other.admit(route(app, other, 'api'))).toThrow(why);
  });
});

describe('the patch', () => {
  test('lies in the chart of the Gateway, in whose namespace nothing else is written', () => {
    const app = new CrossingApp();
    const listener = gateway().listener('proxy');
    listener.admit(route(app, listener, 'web'));
    const chart = NamespaceChart.forPatch(app, 'kong');
    expect(chart.isExternal).toBe(true);
    expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual(['Gateway']);
    expect(chart.node.findAll().filter(ApiObject.isApiObject)).toHaveLength(1);
  });

  test('is one for all listeners, in the order of their names', () => {
    const app = Testing.app();
    const it = gateway();
    for (const name of ['z', 'a', 'm']) {
      it.listener(name).admit(route(app, it.listener(name), name));
    }
    expect(patches(app).map(({ spec }) => spec.listeners.map(({ name }) => name))).toEqual([['a', 'm', 'z']]);
  });

  test('fails if more listeners are opened than a Gateway has', () => {
    const app = Testing.app();
    const it = gateway();
    const web = route(app, it.listener('l0'), 'web');
    for (let index = 0; index < 64; index++) {
      it.listener(`l${index}`).admit(web);
    }
    expect(() => it.listener('l64').admit(web)).toThrow(`Gateway kong/${it.name}: listeners has 65 items: expected 0 to 64`);
  });
});

describe('closing', () => {
  const closed = (props: Partial<ExternalGatewayProps>) => {
    const app = Testing.app();
    gateway(props).listener('proxy').close(app);
    return patches(app)[0]?.spec.listeners;
  };

  test("a listener lets in the Gateway's own namespace, or whom it let in before", () => {
    expect(closed({})).toEqual([{ allowedRoutes: { namespaces: { from: 'Same' } }, name: 'proxy' }]);
    expect(closed({ admits: { namespaces: ['old'] } })).toEqual([{ allowedRoutes: { namespaces: named('kong', 'old') }, name: 'proxy' }]);
    expect(closed({ admits: { namespaces: 'All' } })).toEqual([{ allowedRoutes: { namespaces: { from: 'All' } }, name: 'proxy' }]);
  });

  test.each([
    ['after', true],
    ['before', false],
  ])('fails if a route opens the listener as well, %s', (_, last) => {
    const app = Testing.app();
    const listener = gateway({}).listener('proxy');
    const open = () => listener.admit(route(app, listener, 'web'));
    last || listener.close(app);
    open();
    last && listener.close(app);
    expect(() => patches(app)).toThrow(
      'listener "proxy" of Gateway kong/public is closed, and opened for HTTPRoute web/echo: one patch cannot do both; leave close out until the last crossing is gone, or remove the crossing',
    );
  });

  test('a route that the listener allows today does not open it', () => {
    const app = Testing.app();
    const listener = gateway({ admits: { namespaces: ['web'] } }).listener('proxy');
    route(app, listener, 'web');
    listener.close(app);
    expect(patches(app)[0]?.spec.listeners).toEqual([{ allowedRoutes: { namespaces: named('kong', 'web') }, name: 'proxy' }]);
  });
});

describe('whom a listener lets in', () => {
  test("by default those who ask, by name, and the Gateway's own namespace", () => {
    expect(admitted({}, ['web'], ['api'], ['web-2'])).toEqual({ namespaces: named('api', 'kong', 'web', 'web-2') });
  });

  test("the Gateway's own namespace stays out on request", () => {
    expect(admitted({ includeGatewayNamespace: false }, ['web'])).toEqual({ namespaces: named('web') });
  });

  test('whoever is let in today stays in', () => {
    expect(admitted({ admits: { namespaces: ['old', 'kong'] } }, ['web'])).toEqual({ namespaces: named('kong', 'old', 'web') });
    expect(admitted({ admits: { namespaces: 'All' } }, ['web', { from: 'All' }])).toEqual({ namespaces: { from: 'All' } });
  });

  test('All is every namespace, whatever others ask for', () => {
    expect(admitted({}, ['web'], ['api', { from: 'All' }])).toEqual({ namespaces: { from: 'All' } });
  });

  test('Same is the namespace of the Gateway, and merges with others by name', () => {
    expect(admitted({}, ['kong', { from: 'Same' }])).toEqual({ namespaces: { from: 'Same' } });
    expect(admitted({ includeGatewayNamespace: false }, ['kong', { from: 'Same' }], ['web'])).toEqual({ namespaces: named('kong', 'web') });
  });

  test('a selector of labels is written in one form, however it is ordered', () => {
    const one = {
      matchLabels: { b: '1', a: '2' },
      matchExpressions: [
        { key: 'c', operator: 'In', values: ['y', 'x'] },
        { key: 'b', operator: 'Exists' },
      ],
    } as const;
    const other = {
      matchLabels: { a: '2', b: '1' },
      matchExpressions: [
        { key: 'b', operator: 'Exists' },
        { key: 'c', operator: 'In', values: ['x', 'y'] },
      ],
    } as const;
    const selector = {
      matchExpressions: [
        { key: 'b', operator: 'Exists' },
        { key: 'c', operator: 'In', values: ['x', 'y'] },
      ],
      matchLabels: { a: '2', b: '1' },
    };
    expect(admitted({ includeGatewayNamespace: false }, ['web', { selector: one }], ['api', { selector: other }])).toEqual({
      namespaces: { from: 'Selector', selector },
    });
  });

  test('kinds are written on request alone, with those of today', () => {
    expect(admitted({}, ['web'])).not.toHaveProperty('kinds');
    expect(admitted({ admits: { kinds: ['GRPCRoute'] } }, ['web', { restrictKinds: true }])).toMatchObject({
      kinds: [
        { group: 'gateway.networking.k8s.io', kind: 'GRPCRoute' },
        { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
      ],
    });
  });

  test('kinds of several routes are written together', () => {
    const app = Testing.app();
    const listener = gateway().listener('proxy');
    listener.admit(route(app, listener, 'web'), { restrictKinds: true });
    listener.admit(route(app, listener, 'web', GrpcRoute), { restrictKinds: true });
    expect(patches(app)[0]?.spec.listeners[0]?.allowedRoutes.kinds).toHaveLength(2);
  });

  const labels = { selector: { matchLabels: { team: 'web' } } };
  test.each<[string, Partial<ExternalGatewayProps>, (readonly [string, AdmissionOptions?])[], string]>([
    ['Same does not let in who asks', {}, [['web', { from: 'Same' }]], 'then allows "kong" only and not "web"; use "Selector"'],
    ['from is none', {}, [['web', { from: 'selector' as 'Selector' }]], 'from is "selector": expected one of All, Same, Selector'],
    [
      'a selector has no labels',
      { includeGatewayNamespace: false },
      [['web', { selector: {} }]],
      'a selector without labels selects everything; name at least one label',
    ],
    [
      'a selector stands beside All',
      { includeGatewayNamespace: false },
      [['web', { from: 'All', ...labels }]],
      'from is "All" and selector is given',
    ],
    [
      "a selector may lock out the Gateway's namespace",
      {},
      [['web', labels]],
      'it may lock the namespace of the Gateway, "kong", out of listener "proxy"',
    ],
    [
      'two select by different labels',
      { includeGatewayNamespace: false },
      [
        ['web', labels],
        ['api', { selector: { matchLabels: { team: 'api' } } }],
      ],
      'selector is {"matchLabels":{"team":"api"}} for HTTPRoute api/echo and {"matchLabels":{"team":"web"}} for HTTPRoute web/echo: listener',
    ],
    [
      'one selects by labels and one by name',
      { includeGatewayNamespace: false },
      [['web', labels], ['api']],
      'listener "proxy" of Gateway kong/public selects namespaces by {"matchLabels":{"team":"web"}} for HTTPRoute web/echo, and HTTPRoute api/echo is admitted by name: namespace "api" is not known to have these labels; give it the labels with NamespaceChart.ensure, name all namespaces, or use from: \'All\'',
    ],
    [
      'one selects by labels and one is in the same namespace',
      { includeGatewayNamespace: false },
      [
        ['web', labels],
        ['kong', { from: 'Same' }],
      ],
      'and HTTPRoute kong/echo is admitted by name',
    ],
    [
      'one restricts the kinds and one does not',
      {},
      [['web', { restrictKinds: true }], ['api']],
      'restrictKinds is false for HTTPRoute api/echo and true for HTTPRoute web/echo',
    ],
    [
      'all are let in today',
      { admits: { namespaces: 'All' } },
      [['web']],
      'allows every namespace today, and a patch replaces what was allowed before: some of it would be locked out; use from "All"',
    ],
    ['Same would lock out who is in today', { admits: { namespaces: ['old'] } }, [['kong', { from: 'Same' }]], 'allows old today'],
    [
      'labels may lock out who is in today',
      { includeGatewayNamespace: false, admits: { namespaces: ['old'] } },
      [['web', labels]],
      'name the namespaces rather than their labels',
    ],
    ['kinds of today are not known', { admits: { namespaces: ['old'] } }, [['web', { restrictKinds: true }]], 'allows every kind today'],
    [
      'the kind is not let in today and kinds are not written',
      { admits: { kinds: ['GRPCRoute'] } },
      [['web']],
      'allows GRPCRoute only, and a patch without kinds leaves that so: it allows no HTTPRoute; set restrictKinds to write the kinds',
    ],
  ])('fails if %s', (_, props, asked, why) => {
    expect(() => admitted(props, ...asked)).toThrow(why);
    expect(() => admitted(props, ...asked)).toThrow(/listener "proxy" of Gateway kong\/public|^from is "selector"|^selector is \{/);
  });

  test.each(['Same', 'Selector'] as const)('fails if all are let in today, also where another asks for All before: %s', (from) => {
    expect(() => admitted({ admits: { namespaces: 'All' } }, ['web', { from: 'All' }], ['kong', { from }])).toThrow(
      'allows every namespace today',
    );
  });
});
