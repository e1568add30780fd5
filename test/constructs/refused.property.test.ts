import { App } from 'cdk8s';
import fc from 'fast-check';
import { validate } from '../../analyzer/model/schema/validate';
import { TARGET_CONTEXT } from '../../constructs';
import { GROUP, only } from '../../gateway-api';
import { manifests } from '../../jest';
import type { Target } from '../../targets';
import { type Any, makers, paths, put } from './props';

const TARGETS: readonly Target[] = (['experimental', 'standard'] as const).flatMap((channel) =>
  (['1.7', '1.6', '1.4'] as const).map((gatewayApi) => ({ controller: 'generic', gatewayApi, channel })),
);

/** Values that fields of several kinds take, or nearly take. */
const near = fc.constantFrom<unknown>(
  ...['', 'a', 'A', 'a.b', 'A.B', 'a b', 'a_b', '-a', '*', '*.a.b', 'a/b', 'a.b/c', '/a', '//', '1.2.3.4', '::1', '1h', 'k8s.io/a'],
  ...['é', 'a\nb', 'a\t b', ' a', 'a:b', 'http://a.b', 'https://*', 'System', 'AllowInsecureFallback', 'GET', '0s', '99999h', '10 seconds'],
  ...['a'.repeat(64), 'a'.repeat(254), 'a'.repeat(1025), 'Gateway', 'Service', 'Hostname', 'IPAddress', 'All', 'Same', 'Selector'],
  ...['HTTP', 'TLS', 'ConfigMap', 'ClusterTrustBundle', 'certificates.k8s.io', 'XBackend', 'gateway.networking.x-k8s.io'],
  ...[0, 1, -1, 0.5, 80, 65_536, 299, 308, 399, 400, 600, 1e7, true, false, [], {}, ['a'], ['a', 'a'], [{}], { a: 'b' }],
  ...[{ 'a b': 'c' }, { a: 1 }, { 'k8s.io/a': 'b' }, Array(17).fill('a'), Array(65).fill({ name: 'a' })],
);

/** The objects of the Gateway API that stand whole in an App; none if a construct refuses. */
function written(target: Target, make: (app: App, props: Any) => unknown, props: unknown): Any[] {
  const app = new App();
  app.node.setContext(TARGET_CONTEXT, target);
  try {
    make(app, props);
    return manifests(app).filter(({ apiVersion, kind, spec }: Any) => apiVersion.startsWith(GROUP) && !isPartial(kind, spec));
  } catch {
    return [];
  }
}

function isPartial(kind: string, { gatewayClassName }: Any): boolean {
  return kind === 'Gateway' && gatewayClassName === undefined;
}

const cases = Object.entries(makers).flatMap(([name, [make, props]]) => {
  const targets = TARGETS.filter((target) => written(target, make, props).length > 0);
  return targets.length > 0 ? [{ name, make, props, targets }] : [];
});

test('the API server is asked about all that makes an object of the Gateway API', () => {
  expect(cases.map(({ name, targets }) => `${name} ${targets.length}`)).toMatchInlineSnapshot(`
[
  "CrossNamespaceRoute 6",
  "HttpRoute 3",
  "GrpcRoute 6",
  "TcpRoute 5",
  "TlsRoute 5",
  "UdpRoute 5",
  "Gateway 5",
  "Gateway with filters 1",
  "ListenerSet 4",
  "ReferenceGrant 6",
  "grantReference 6",
  "BackendTlsPolicy 6",
  "requestRedirect 6",
  "urlRewrite 6",
  "cors 5",
  "headers 6",
  "requestMirror 6",
  "externalAuth 3",
  "extensionRef 6",
  "cookie 3",
  "matches 6",
]
`);
});

test.each(cases)('what $name takes, the API server takes', ({ make, props, targets }) => {
  const places = [...paths(props)];
  fc.assert(
    fc.property(fc.constantFrom(...places), near, fc.constantFrom(...targets), (place, value, target) => {
      const refused = written(target, make, put(props, place, value)).flatMap((object) => {
        const faults = validate(structuredClone(object), only(target));
        return faults.length > 0 ? [{ object, faults }] : [];
      });
      expect(refused).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
