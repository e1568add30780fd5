import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Gateway,
  type GatewayListenerProps,
  type GatewayProps,
  GrpcRoute,
  HttpRoute,
  NamespaceChart,
  TARGET_CONTEXT,
} from '../../constructs';
import { manifests } from '../../jest';
import { everything, source } from './routes';

const http: GatewayListenerProps = { name: 'http', port: 80, protocol: 'HTTP' };
const certificate = { name: 'example-com' };
const https: GatewayListenerProps = { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [certificate] } };

/** The chart of the platform team, for a target that serves all there is. */
function edge(target = everything): NamespaceChart {
  const app = new App();
  app.node.setContext(TARGET_CONTEXT, target);
  return NamespaceChart.ensure(app, 'edge');
}

function gateway(props: Partial<GatewayProps> = {}, scope: Construct = edge()): Gateway {
  return new Gateway(scope, 'public', { gatewayClassName: 'example', listeners: [http], ...props });
}

const withListeners = (...listeners: GatewayListenerProps[]) => gateway({ listeners });
const specOf = (it: Gateway) => ApiObject.of(it).toJson().spec;

/** A route on the first listener of a Gateway. */
function route(to: Gateway, namespace: string, Kind: typeof HttpRoute | typeof GrpcRoute = HttpRoute, scope: Construct = to) {
  const backends = [{ name: 'echo', port: 80, metadata: { namespace } }];
  return new Kind(scope, `${Kind.name}-${namespace}`, { name: 'echo', namespace, parents: [to.listener('http')], rules: [{ backends }] });
}

const grantsOf = (it: Gateway) =>
  manifests(it.node.root as App)
    .filter(({ kind }) => kind === 'ReferenceGrant')
    .map(({ metadata, spec }) => ({ at: `${metadata.namespace}/${metadata.name}`, spec }));

test('defaults', () => {
  expect(ApiObject.of(gateway()).toJson()).toMatchInlineSnapshot(`
{
  "apiVersion": "gateway.networking.k8s.io/v1",
  "kind": "Gateway",
  "metadata": {
    "name": "public",
    "namespace": "edge",
  },
  "spec": {
    "gatewayClassName": "example",
    "listeners": [
      {
        "allowedRoutes": {
          "namespaces": {
            "from": "Same",
          },
        },
        "name": "http",
        "port": 80,
        "protocol": "HTTP",
      },
    ],
  },
}
`);
});

test('the primary child is the object, which a JSON patch changes', () => {
  const it = gateway();
  expect(it.node.defaultChild).toBe(it.node.findChild('Resource'));
  ApiObject.of(it).addJsonPatch(JsonPatch.add('/spec/listeners/0/hostname', 'example.com'));
  expect(specOf(it).listeners[0].hostname).toBe('example.com');
});

test('it lands in the chart of its namespace, wherever it stands', () => {
  const app = new App();
  const it = gateway({ namespace: 'edge' }, new Chart(app, 'mine', { namespace: 'other' }));
  expect(ApiObject.of(it).chart).toBe(NamespaceChart.ensure(app, 'edge'));
  expect(`${it}`).toBe('Gateway edge/public');
});

test('without a namespace it has that of the chart around it', () => {
  expect(gateway({}, new Chart(new App(), 'mine', { namespace: 'edge' })).namespace).toBe('edge');
  expect(() => gateway({}, new Chart(new App(), 'mine'))).toThrow('namespace is missing: mine/public is in no chart that has one');
});

test('two handles of one listener are the same', () => {
  const it = withListeners({ ...http, hostname: 'example.com' });
  expect(it.listener('http')).toBe(it.listener('http'));
  expect(it.listener('http')).toMatchObject({
    namespace: 'edge',
    gateway: 'public',
    name: 'http',
    port: 80,
    protocol: 'HTTP',
    hostname: 'example.com',
  });
});

describe('listeners', () => {
  test('every default of TLS and allowedRoutes is written', () => {
    expect(specOf(withListeners(https)).listeners[0]).toEqual({
      allowedRoutes: { namespaces: { from: 'Same' } },
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      tls: { certificateRefs: [{ group: '', kind: 'Secret', name: 'example-com' }], mode: 'Terminate' },
    });
  });

  test('a listener that passes TLS on needs no certificate', () => {
    expect(specOf(withListeners({ name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } })).listeners[0].tls).toEqual({
      mode: 'Passthrough',
    });
  });

  test('a controller may know a certificate by options', () => {
    const options = { 'example.com/certificate': 'main' };
    expect(specOf(withListeners({ ...https, tls: { options } })).listeners[0].tls).toEqual({ mode: 'Terminate', options });
  });

  test.each<[string, GatewayListenerProps[]]>([
    ['hostname', [https, { ...https, name: 'other', hostname: 'example.com' }]],
    ['port', [http, { ...http, name: 'other', port: 8080 }]],
    [
      'layer: UDP and TCP ports are others',
      [
        { ...http, protocol: 'UDP' },
        { ...http, name: 'other' },
      ],
    ],
    [
      'hostname, one with HTTPS and one with TLS',
      [
        { ...https, hostname: 'a.example.com' },
        { name: 'tls', port: 443, protocol: 'TLS', hostname: 'b.example.com', tls: { mode: 'Passthrough' } },
      ],
    ],
  ])('listeners may differ by %s', (_, listeners) => {
    expect(specOf(withListeners(...listeners)).listeners.map(({ name }: GatewayListenerProps) => name)).toEqual(
      listeners.map(({ name }) => name),
    );
  });

  test('64 listeners are taken, and no more', () => {
    const many = (length: number) => Array.from({ length }, (_, index) => ({ ...http, name: `l${index}`, port: 8000 + index }));
    expect(specOf(withListeners(...many(64))).listeners).toHaveLength(64);
    expect(() => withListeners(...many(65))).toThrow('listeners has 65 items: expected 1 to 64');
    expect(() => withListeners()).toThrow('listeners has 0 items: expected 1 to 64');
  });

  test.each<[string, GatewayListenerProps[], string]>([
    [
      'a name is no DNS subdomain',
      [{ ...http, name: 'HTTP' }],
      'listeners[0].name is "HTTP": expected 1 to 253 lower-case letters, digits, "-" and "."',
    ],
    ['two have one name', [http, { ...http, port: 81 }], 'listeners holds "http" twice: a listener is known by its name'],
    ['a port is out of range', [{ ...http, port: 65536 }], 'listeners[0].port is 65536: expected whole numbers from 1 to 65535'],
    ['a port is no whole number', [http, { ...http, name: 'b', port: 80.5 }], 'listeners[1].port is 80.5: expected whole numbers'],
    [
      'a protocol is not known',
      [{ ...http, protocol: 'http' as 'HTTP' }],
      'listeners[0].protocol is "http": expected one of HTTP, HTTPS, TCP, TLS, UDP',
    ],
    [
      'a hostname is an IP address',
      [{ ...http, hostname: '10.0.0.1' }],
      'listeners[0].hostname is "10.0.0.1": an IP address is not a hostname',
    ],
    ['a hostname holds a port', [{ ...http, hostname: 'example.com:80' }], 'did you mean "example.com"? the port is the listener\'s'],
    ['a hostname is a bare wildcard', [{ ...http, hostname: '*' }], 'listeners[0].hostname is "*": a wildcard comes before a name'],
    [
      'a wildcard is not in first place',
      [{ ...http, hostname: 'a.*.com' }],
      'listeners[0].hostname is "a.*.com": a wildcard is the first label only',
    ],
    [
      'one that speaks TCP has a hostname',
      [{ ...http, protocol: 'TCP', hostname: 'a.com' }],
      'listeners[0].hostname is "a.com": a listener that speaks TCP has no hostname; leave it out',
    ],
    [
      'one that speaks HTTPS has no TLS',
      [{ ...http, protocol: 'HTTPS' }],
      'listeners[0].tls has no certificate: a listener that speaks HTTPS needs one; name a Secret in tls.certificateRefs',
    ],
    [
      'one that ends TLS has no certificate',
      [{ ...http, protocol: 'TLS', tls: {} }],
      'listeners[0].tls has no certificate: a listener that speaks TLS needs one',
    ],
    [
      'one that speaks HTTP has TLS',
      [{ ...http, tls: { mode: 'Terminate' } }],
      'listeners[0].tls is given: a listener that speaks HTTP has no TLS; leave tls out, or set protocol to "HTTPS" or "TLS"',
    ],
    [
      'one that speaks HTTPS passes TLS on',
      [{ ...http, protocol: 'HTTPS', tls: { mode: 'Passthrough' } }],
      'listeners[0].tls.mode is "Passthrough": a listener that speaks HTTPS terminates TLS',
    ],
    [
      'one passes TLS on and has a certificate',
      [{ ...https, protocol: 'TLS', tls: { mode: 'Passthrough', certificateRefs: [certificate] } }],
      'listeners[0].tls has mode "Passthrough" and certificateRefs',
    ],
    [
      'the name of a Secret is none',
      [{ ...https, tls: { certificateRefs: [{ name: '../x' }] } }],
      'listeners[0].tls.certificateRefs[0].name is "../x": expected',
    ],
    [
      'the namespace of a Secret is none',
      [{ ...https, tls: { certificateRefs: [{ name: 'x', namespace: 'a.b' }] } }],
      'listeners[0].tls.certificateRefs[0].namespace is "a.b": expected',
    ],
    [
      'a listener has 65 certificates',
      [{ ...https, tls: { certificateRefs: Array(65).fill(certificate) } }],
      'listeners[0].tls.certificateRefs has 65 items: expected 0 to 64',
    ],
    [
      'a listener has 17 options',
      [{ ...https, tls: { options: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`o${index}`, ''])) } }],
      'listeners[0].tls.options has 17 items: expected 0 to 16',
    ],
    ['an option is none', [{ ...https, tls: { options: { 'a b': '' } } }], 'listeners[0].tls.options: a key is "a b": expected'],
    [
      'two answer for one hostname on one port',
      [
        { ...http, hostname: 'a.com' },
        { ...http, name: 'b', hostname: 'a.com' },
      ],
      'listeners "http" and "b" conflict on port 80: both answer for hostname "a.com"; give one of them another hostname or port',
    ],
    [
      'two answer for every hostname on one port',
      [http, { ...http, name: 'b' }],
      'listeners "http" and "b" conflict on port 80: both answer for every hostname',
    ],
    [
      'two speak different protocols on one port',
      [http, { ...http, name: 'b', protocol: 'TCP' }],
      'listeners "http" and "b" conflict on port 80: one speaks HTTP, the other TCP; give one of them another port',
    ],
    [
      'two speak UDP on one port',
      [
        { ...http, protocol: 'UDP' },
        { ...http, name: 'b', protocol: 'UDP' },
      ],
      'listeners "http" and "b" conflict on port 80: both speak UDP; give one of them another port',
    ],
    [
      'a selector is without from',
      [{ ...http, allowedRoutes: { selector: { matchLabels: { a: 'b' } } } }],
      'listeners[0].allowedRoutes: from "Selector" and selector go together',
    ],
    [
      'from is Selector without a selector',
      [{ ...http, allowedRoutes: { from: 'Selector' } }],
      'listeners[0].allowedRoutes: from "Selector" and selector go together',
    ],
    [
      'a selector has no labels',
      [{ ...http, allowedRoutes: { from: 'Selector', selector: {} } }],
      'a selector without labels selects everything; name at least one label',
    ],
    [
      'a kind is not carried',
      [{ ...http, allowedRoutes: { kinds: ['TCPRoute'] } }],
      'listeners[0].allowedRoutes.kinds[0] is "TCPRoute": protocol HTTP carries GRPCRoute, HTTPRoute',
    ],
    [
      'a kind is named twice',
      [{ ...http, allowedRoutes: { kinds: ['HTTPRoute', 'HTTPRoute'] } }],
      'listeners[0].allowedRoutes.kinds holds "HTTPRoute" twice: name it once',
    ],
    [
      'the mode of TLS is none',
      [{ ...https, tls: { mode: 'passthrough' as 'Passthrough' } }],
      'listeners[0].tls.mode is "passthrough": expected one of Passthrough, Terminate',
    ],
    [
      'from is none',
      [{ ...http, allowedRoutes: { from: 'selector' as 'Selector' } }],
      'listeners[0].allowedRoutes.from is "selector": expected one of All, Same, Selector',
    ],
  ])('fails if %s', (_, listeners, why) => {
    expect(() => withListeners(...listeners)).toThrow(why);
  });
});

describe('admit', () => {
  const allowedRoutes = (it: Gateway) => specOf(it).listeners[0].allowedRoutes;

  test('a listener lets in whom it is opened for, by name and kind, whatever the order', () => {
    const it = gateway();
    for (const namespace of ['web', 'shop']) {
      it.listener('http').admit(route(it, namespace));
    }
    it.listener('http').admit(route(it, 'api', GrpcRoute));
    expect(allowedRoutes(it)).toEqual({
      kinds: [
        { group: 'gateway.networking.k8s.io', kind: 'GRPCRoute' },
        { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
      ],
      namespaces: {
        from: 'Selector',
        selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['api', 'shop', 'web'] }] },
      },
    });
  });

  test('every kind is let in on request', () => {
    const it = gateway();
    it.listener('http').admit(route(it, 'web'), { restrictKinds: false });
    expect(allowedRoutes(it).kinds).toBeUndefined();
  });

  test('allowedRoutes can be written by hand', () => {
    const byHand = { from: 'Selector', selector: { matchLabels: { team: 'web' } }, kinds: ['HTTPRoute'] } as const;
    expect(allowedRoutes(withListeners({ ...http, allowedRoutes: byHand }))).toEqual({
      kinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
      namespaces: { from: 'Selector', selector: { matchLabels: { team: 'web' } } },
    });
  });

  test('fails if allowedRoutes is written by hand', () => {
    const it = withListeners({ ...http, allowedRoutes: { from: 'All' } });
    expect(() => it.listener('http').admit(route(it, 'web'))).toThrow(
      'allowedRoutes of listener "http" of Gateway edge/public is written by hand: leave it out to use admit',
    );
  });

  test('fails if the Gateway has no such listener', () => {
    expect(() => withListeners(https, http).listener('htp')).toThrow(
      'listener "htp": Gateway edge/public has no such listener; it has "http", "https"',
    );
  });
});

describe('certificates of other namespaces', () => {
  const shown = (...names: [string, string][]) =>
    ({ ...https, tls: { certificateRefs: names.map(([namespace, name]) => ({ namespace, name })) } }) as const;

  test('each namespace consents with a grant for the Gateways of this one and the Secrets that are named', () => {
    const it = withListeners(shown(['certs', 'b'], ['certs', 'a'], ['edge', 'own']));
    expect(grantsOf(it)).toEqual([
      {
        at: 'certs/edge-gateway',
        spec: {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'edge' }],
          to: [
            { group: '', kind: 'Secret', name: 'a' },
            { group: '', kind: 'Secret', name: 'b' },
          ],
        },
      },
    ]);
    expect(specOf(it).listeners[0].tls.certificateRefs.map(({ namespace }: { namespace?: string }) => namespace)).toEqual([
      'certs',
      'certs',
      undefined,
    ]);
  });

  test('the grant is called as grantName says', () => {
    expect(grantsOf(gateway({ listeners: [shown(['certs', 'a'])], grantName: 'for-edge' })).map(({ at }) => at)).toEqual([
      'certs/for-edge',
    ]);
  });

  test("the Gateway's own TLS needs grants as well", () => {
    const authorities = (name: string) => ({
      validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name, namespace: 'pki' }] },
    });
    const it = gateway({
      tls: {
        backend: { clientCertificateRef: { name: 'client', namespace: 'pki' } },
        frontend: { default: authorities('clients'), perPort: [{ port: 443, tls: authorities('partners') }] },
      },
      listeners: [https],
    });
    expect(grantsOf(it).map(({ spec }) => (spec as { to: object[] }).to)).toEqual([
      [
        { group: '', kind: 'ConfigMap', name: 'clients' },
        { group: '', kind: 'ConfigMap', name: 'partners' },
        { group: '', kind: 'Secret', name: 'client' },
      ],
    ]);
  });

  test('a ClusterTrustBundle needs no grant, and a target that reads it', () => {
    const bundle = { group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'roots' };
    const validation = { caCertificateRefs: [bundle] };
    const tls = { frontend: { default: { validation }, perPort: [{ port: 443, tls: { validation } }] } };
    const it = gateway({ tls, listeners: [https] }, edge({ ...everything, gatewayApi: '1.7' }));
    expect(grantsOf(it)).toEqual([]);
    expect(ApiObject.of(it).toJson().spec.tls.frontend.default.validation.caCertificateRefs).toEqual([bundle]);
    expect(() => gateway({ tls, listeners: [https] })).toThrow(
      'tls.frontend.default.validation.caCertificateRefs[0] is a ClusterTrustBundle: target generic (Gateway API 1.6, experimental channel) does not serve it',
    );
  });
});

describe('the rest of the spec', () => {
  test('is written with its defaults', () => {
    const it = gateway({
      addresses: [{ value: '10.0.0.1' }],
      allowedListeners: {},
      infrastructure: { labels: { team: 'edge' }, annotations: { 'example.com/size': 'small' } },
      labels: { tier: 'edge' },
      annotations: { 'example.com/note': 'any text' },
    });
    expect(ApiObject.of(it).toJson()).toMatchObject({
      metadata: { labels: { tier: 'edge' }, annotations: { 'example.com/note': 'any text' } },
      spec: {
        addresses: [{ type: 'IPAddress', value: '10.0.0.1' }],
        allowedListeners: { namespaces: { from: 'None' } },
        infrastructure: { labels: { team: 'edge' }, annotations: { 'example.com/size': 'small' } },
      },
    });
  });

  test.each<[string, Partial<GatewayProps>, string]>([
    ['the name is none', { name: '../x' }, 'name is "../x": expected'],
    ['the namespace is none', { namespace: 'a.b' }, 'namespace is "a.b": expected'],
    ['the class is none', { gatewayClassName: '' }, 'gatewayClassName is "": expected'],
    ['a label is none', { labels: { team: 'a b' } }, 'labels["team"] is "a b": expected'],
    ['an annotation is none', { annotations: { 'a b': '' } }, 'annotations: a key is "a b": expected'],
    ['there are 17 addresses', { addresses: Array(17).fill({ value: '10.0.0.1' }) }, 'addresses has 17 items: expected 0 to 16'],
    [
      'there are 9 labels of infrastructure',
      { infrastructure: { labels: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`l${index}`, ''])) } },
      'infrastructure.labels has 9 items: expected 0 to 8',
    ],
    [
      'the name of the grant is none',
      { grantName: 'A', listeners: [{ ...https, tls: { certificateRefs: [{ name: 'a', namespace: 'certs' }] } }] },
      'grantName is "A": expected',
    ],
  ])('fails if %s', (_, props, why) => {
    expect(() => gateway(props)).toThrow(why);
  });

  test('fails if the target does not serve a field', () => {
    expect(() => gateway({ allowedListeners: {} }, source({ controller: 'generic', gatewayApi: '1.3', channel: 'standard' }))).toThrow(
      /^Gateway test-source\/public: allowedListeners: target generic \(Gateway API 1\.3, standard channel\) does not serve it/,
    );
  });
});

test('fails if two Gateways are one object', () => {
  const app = new App();
  gateway({ namespace: 'edge' }, new Chart(app, 'a'));
  expect(() => gateway({ namespace: 'edge' }, new Chart(app, 'b'))).toThrow(
    'Gateway edge/public is made twice: b/public makes what edge/Gateway-public is; give one of them another name',
  );
});

test('a dependency on the Gateway is one on its object', () => {
  const app = new App();
  const it = gateway({ namespace: 'edge' }, new Chart(app, 'mine'));
  const after = route(it, 'edge', HttpRoute, app);
  after.node.addDependency(it);
  expect(after.node.dependencies).toEqual([ApiObject.of(it)]);
});
