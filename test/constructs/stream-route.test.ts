import type { StreamRouteProps } from '../../constructs/routes/stream-route';
import { TcpRoute } from '../../constructs/routes/tcp-route';
import { UdpRoute } from '../../constructs/routes/udp-route';
import { everything, least, listener, many, objectOf, service, source, specOf } from './routes';

describe.each([
  ['TCPRoute', 'TCP', TcpRoute],
  ['UDPRoute', 'UDP', UdpRoute],
] as const)('%s', (kind, protocol, StreamRoute) => {
  function route(props: Partial<StreamRouteProps> = {}): TcpRoute | UdpRoute {
    return new StreamRoute(source(everything), 'echo', { parents: [listener('proxy', protocol)], backends: [service()], ...props });
  }

  test('defaults', () => {
    expect(objectOf(least[kind](source()))).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1alpha2',
      kind,
      metadata: { name: 'echo', namespace: 'test-source' },
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'kong', namespace: 'kong', sectionName: 'proxy' }],
        rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'echo', namespace: 'test-destination', port: 1027, weight: 1 }] }],
      },
    });
  });

  test('has one rule with a name and weighted backends, in the order in which they are given', () => {
    const weighted = route({ ruleName: 'all', backends: [{ backend: service('b'), weight: 9 }] });
    weighted.addBackends({ backend: service('a'), port: 1025, weight: 0 });
    expect(specOf(weighted).rules).toEqual([
      {
        name: 'all',
        backendRefs: [
          { group: '', kind: 'Service', name: 'b', namespace: 'test-destination', port: 1027, weight: 9 },
          { group: '', kind: 'Service', name: 'a', namespace: 'test-destination', port: 1025, weight: 0 },
        ],
      },
    ]);
    expect(weighted.backends.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  test('fails if it has no backend, or 17', () => {
    const backends = many(17, (index) => service(`s${index}`));
    expect(() => route({ backends: [] })).toThrow(`${kind} test-source/echo: backends has 0 items: expected 1 to 16`);
    expect(() => route({ backends })).toThrow('backends has 17 items: expected 1 to 16');
    expect(() => objectOf(route({ backends: backends.slice(1) }))).not.toThrow();
  });

  test('fails if a weight or the name of the rule is none', () => {
    expect(() => route({ backends: [{ backend: service(), weight: 1_000_001 }] })).toThrow('backends[0].weight is 1000001: expected');
    expect(() => route({ ruleName: 'A b' })).toThrow(`${kind} test-source/echo: ruleName is "A b": expected`);
    expect(() => route({ ruleName: '' })).toThrow('ruleName is "": expected');
  });
});
