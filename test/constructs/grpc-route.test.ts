import { Duration } from 'cdk8s';
import type { Target } from '../../constructs/checks/target';
import { GrpcRouteFilter } from '../../constructs/routes/filters/grpc-route-filter';
import { GrpcRoute, type GrpcRouteProps, type GrpcRouteRule } from '../../constructs/routes/grpc-route';
import { type GrpcMethod, GrpcMethodMatch } from '../../constructs/routes/matches/grpc-method-match';
import { HeaderMatch } from '../../constructs/routes/matches/header-match';
import { SessionPersistence } from '../../constructs/routes/session-persistence';
import { everything, least, listener, many, objectOf, service, source, specOf, standard } from './routes';

const echo = service('echo', 1030);

function route(props: Partial<GrpcRouteProps> = {}, target: Partial<Target> = everything): GrpcRoute {
  return new GrpcRoute(source(target), 'echo', { parents: [listener()], rules: [{ backends: [echo] }], ...props });
}

function ruled(...rules: GrpcRouteRule[]): GrpcRoute {
  return route({ rules });
}

test('defaults', () => {
  expect(objectOf(least.GRPCRoute(source()))).toMatchInlineSnapshot(`
{
  "apiVersion": "gateway.networking.k8s.io/v1",
  "kind": "GRPCRoute",
  "metadata": {
    "name": "echo",
    "namespace": "test-source",
  },
  "spec": {
    "parentRefs": [
      {
        "group": "gateway.networking.k8s.io",
        "kind": "Gateway",
        "name": "kong",
        "namespace": "kong",
        "sectionName": "proxy",
      },
    ],
    "rules": [
      {
        "backendRefs": [
          {
            "group": "",
            "kind": "Service",
            "name": "echo",
            "namespace": "test-destination",
            "port": 1027,
            "weight": 1,
          },
        ],
      },
    ],
  },
}
`);
});

describe('matches', () => {
  test('every condition of the API can be written', () => {
    const matches = [
      { method: GrpcMethodMatch.exact({ service: 'grpc.health.v1.Health', method: 'Check' }) },
      { method: GrpcMethodMatch.regularExpression({ service: '^a\\..*' }), headers: [HeaderMatch.exact('x-version', 'v2')] },
      { headers: [HeaderMatch.regularExpression('x-user', '^a')] },
    ];
    expect(specOf(ruled({ matches, backends: [echo] })).rules[0].matches).toEqual([
      { method: { type: 'Exact', service: 'grpc.health.v1.Health', method: 'Check' } },
      {
        method: { type: 'RegularExpression', service: '^a\\..*' },
        headers: [{ type: 'Exact', name: 'x-version', value: 'v2' }],
      },
      { headers: [{ type: 'RegularExpression', name: 'x-user', value: '^a' }] },
    ]);
  });

  test.each<[GrpcMethod, string]>([
    [{}, 'service and method are both missing: a gRPC method match names at least one of them'],
    [{ service: 'grpc.health/v1' }, 'service is "grpc.health/v1": expected letters, digits and "_"'],
    [{ service: '' }, 'service is "": expected'],
    [{ method: '1st' }, 'method is "1st": expected'],
    [{ method: 'a.b' }, 'method is "a.b": expected'],
    [{ method: 'x'.repeat(1025) }, 'it has 1025 characters, expected at most 1024'],
  ])('fails if the method is exactly %j', (method, why) => {
    expect(() => GrpcMethodMatch.exact(method)).toThrow(why);
  });

  test.each<[GrpcMethod, string]>([
    [{}, 'service and method are both missing'],
    [{ service: '(' }, 'service is "(": it does not parse as a regular expression'],
    [{ method: '' }, 'method is "": it does not parse as a regular expression'],
  ])('fails if the expression for the method is %j', (method, why) => {
    expect(() => GrpcMethodMatch.regularExpression(method)).toThrow(why);
  });

  test('fails if two conditions are on headers that differ in case only', () => {
    const headers = [HeaderMatch.exact('X-A', '1'), HeaderMatch.exact('x-a', '2')];
    expect(() => ruled({ matches: [{ headers }], backends: [echo] })).toThrow('rules[0].matches[0].headers holds "x-a" twice');
  });

  test('fails if two rules have the same match, or two have none', () => {
    const rule = { matches: [{ method: GrpcMethodMatch.exact({ service: 'a.B' }) }], backends: [echo] };
    expect(() => ruled(rule, rule)).toThrow('rules[1].matches[0] matches the same requests as rules[0].matches[0]: it is never reached');
    expect(() => ruled({ backends: [echo] }, { backends: [echo] })).toThrow(
      'GRPCRoute test-source/echo: rules[1] matches the same requests as rules[0]: it is never reached',
    );
    expect(() => objectOf(ruled(rule, { backends: [echo] }))).not.toThrow();
  });

  test('fails if a rule has 65 matches, or all rules have 129', () => {
    const matches = (count: number, at: string) =>
      many(count, (index) => ({ method: GrpcMethodMatch.exact({ service: `${at}.S${index}` }) }));
    const rules = (last: number) => [64, last, 1].map((count, index) => ({ matches: matches(count, `s${index}`), backends: [echo] }));
    expect(() => ruled({ matches: matches(65, 's'), backends: [echo] })).toThrow('rules[0].matches has 65 items: expected 0 to 64');
    expect(() => objectOf(ruled(...rules(63)))).not.toThrow();
    expect(() => ruled(...rules(64))).toThrow('rules: matches of all rules has 129 items: expected 0 to 128');
  });
});

describe('rules', () => {
  test('are named, and bind clients to backends', () => {
    const sessionPersistence = SessionPersistence.header({ sessionName: 'x-session', absoluteTimeout: Duration.hours(1) });
    expect(specOf(ruled({ name: 'all', sessionPersistence, backends: [echo] })).rules[0]).toMatchObject({
      name: 'all',
      sessionPersistence: { type: 'Header', sessionName: 'x-session', absoluteTimeout: '1h' },
    });
  });

  test('have weighted backends with filters of their own', () => {
    const filters = [GrpcRouteFilter.requestHeaderModifier({ set: { 'x-to': 'b' } })];
    const { backendRefs } = specOf(
      ruled({
        backends: [
          { backend: echo, weight: 9 },
          { backend: service('b'), filters },
        ],
      }),
    ).rules[0];
    expect(backendRefs).toMatchObject([
      { name: 'echo', port: 1030, weight: 9 },
      { name: 'b', port: 1027, weight: 1, filters: [{ type: 'RequestHeaderModifier' }] },
    ]);
  });

  test('fails if one has no backends', () => {
    expect(() => ruled({ backends: [] })).toThrow('GRPCRoute test-source/echo: rules[0] has no backends: its calls would fail');
    expect(() => ruled()).toThrow('rules has 0 items: expected 1 to 16');
  });

  test('fails if there are 17', () => {
    const rules = many(17, (index) => ({ matches: [{ headers: [HeaderMatch.exact('x', `${index}`)] }], backends: [echo] }));
    expect(() => objectOf(ruled(...rules.slice(1)))).not.toThrow();
    expect(() => ruled(...rules)).toThrow('rules has 17 items: expected 1 to 16');
    const almost = ruled(...rules.slice(1));
    expect(() => almost.addRules(...rules.slice(0, 1))).toThrow('rules has 17 items');
  });

  test.each([-1, 1_000_001])('fails if a weight is %d', (weight) => {
    expect(() => ruled({ backends: [{ backend: echo, weight }] })).toThrow(`rules[0].backends[0].weight is ${weight}: expected`);
  });
});

describe('filters', () => {
  test('every filter of the API can be written', () => {
    const filters = [
      GrpcRouteFilter.requestHeaderModifier({ set: { 'x-a': '1' } }),
      GrpcRouteFilter.responseHeaderModifier({ remove: ['x-b'] }),
      GrpcRouteFilter.requestMirror(service('shadow'), { percent: 10 }),
      GrpcRouteFilter.extensionRef({ group: 'example.com', kind: 'Limit', name: 'ten' }),
    ];
    const mirrored = ruled({ filters, backends: [echo] });
    expect(specOf(mirrored).rules[0].filters).toEqual([
      { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-a', value: '1' }] } },
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['x-b'] } },
      {
        type: 'RequestMirror',
        requestMirror: {
          backendRef: { group: '', kind: 'Service', name: 'shadow', namespace: 'test-destination', port: 1027 },
          percent: 10,
        },
      },
      { type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Limit', name: 'ten' } },
    ]);
    expect(mirrored.backends.map(({ name }) => name)).toEqual(['shadow', 'echo']);
  });

  test('fails if one stands twice', () => {
    const filter = GrpcRouteFilter.responseHeaderModifier({ remove: ['x-b'] });
    expect(() => ruled({ filters: [filter, filter], backends: [echo] })).toThrow(
      'rules[0].filters holds "ResponseHeaderModifier" twice: a filter of this type may be used once',
    );
  });
});

test('hostnames are written in one order and refused as those of an HTTPRoute', () => {
  const hosts = route({ hostnames: ['b.example.com'] });
  hosts.addHostnames('a.example.com');
  expect(specOf(hosts).hostnames).toEqual(['a.example.com', 'b.example.com']);
  expect(() => hosts.addHostnames('10.0.0.1')).toThrow(
    'GRPCRoute test-source/echo: hostnames[2] is "10.0.0.1": an IP address is not a hostname',
  );
});

const mirrored = { filters: [GrpcRouteFilter.requestMirror(echo)], backends: [echo] };

test.each<[string, GrpcRouteRule, Partial<Target>, Partial<Target>]>([
  ['rules[0].name', { name: 'a', backends: [echo] }, standard('1.3'), standard('1.4')],
  ['rules[0].sessionPersistence', { sessionPersistence: SessionPersistence.cookie(), backends: [echo] }, standard('1.6'), everything],
  ['rules[0].filters[0].requestMirror', mirrored, { controller: 'kong' }, standard('1.3')],
])('fails if the target does not serve %s', (path, rule, without, with_) => {
  expect(() => route({ rules: [rule] }, without)).toThrow(`GRPCRoute test-source/echo: ${path}: target `);
  expect(() => objectOf(route({ rules: [rule] }, with_))).not.toThrow();
});
