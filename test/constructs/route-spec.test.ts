import { grpc, http, type RouteSpec, tcp, tls, udp } from '../../constructs/crossing/route-spec';
import { HttpRouteFilter } from '../../constructs/routes/filters/http-route-filter';
import { HttpPathMatch } from '../../constructs/routes/matches/http-path-match';
import { everything, listener, objectOf, service, source } from './routes';

function made(spec: RouteSpec) {
  const ends = { name: 'echo', namespace: 'test-source', backends: [service()] };
  const protocol = { GRPCRoute: 'HTTP', HTTPRoute: 'HTTP', TCPRoute: 'TCP', TLSRoute: 'TLS', UDPRoute: 'UDP' } as const;
  return objectOf(spec.make(source(everything), 'Route', { ...ends, parents: [listener('proxy', protocol[spec.kind])] }));
}

const backendRefs = [{ group: '', kind: 'Service', name: 'echo', namespace: 'test-destination', port: 1027, weight: 1 }];

describe('http', () => {
  test('is a rule for every request unless it says otherwise', () => {
    expect(made(http()).spec.rules).toEqual([{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs }]);
  });

  test('says one rule in short', () => {
    const { metadata, spec } = made(http({ pathPrefix: '/echo', stripPrefix: true, hostnames: ['a.com'], labels: { team: 'a' } }));
    expect(metadata.labels).toEqual({ team: 'a' });
    expect(spec.hostnames).toEqual(['a.com']);
    expect(spec.rules).toEqual([
      {
        matches: [{ path: { type: 'PathPrefix', value: '/echo' } }],
        filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
        backendRefs,
      },
    ]);
  });

  test('says several rules in full, which send to the backends of the crossing unless they have their own', () => {
    const rules = [
      { matches: [{ path: HttpPathMatch.prefix('/a') }] },
      { matches: [{ path: HttpPathMatch.prefix('/b') }], backends: [service('other')] },
      { matches: [{ path: HttpPathMatch.prefix('/c') }], backends: [], filters: [HttpRouteFilter.requestRedirect({ scheme: 'https' })] },
    ];
    const written = made(http({ rules })).spec.rules;
    expect(written[0].backendRefs).toEqual(backendRefs);
    expect(written[1].backendRefs).toMatchObject([{ name: 'other' }]);
    expect(written[2]).not.toHaveProperty('backendRefs');
  });

  test('fails if the prefix is none', () => {
    expect(() => http({ pathPrefix: 'echo' })).toThrow('pathPrefix is "echo": a path starts with "/"; did you mean "/echo"?');
    expect(() => http({ pathPrefix: '/echo/' })).toThrow('pathPrefix is "/echo/": a prefix matches path elements');
    expect(() => http({ pathPrefix: '' })).toThrow('pathPrefix is "": a path starts with "/"');
  });

  test('fails if the prefix stands beside matches, or rules beside a part of one', () => {
    expect(() => http({ pathPrefix: '/a', matches: [{ method: 'GET' }] })).toThrow(
      'pathPrefix and matches are given: pathPrefix is a single match; put it into matches',
    );
    expect(() => http({ pathPrefix: '/a', stripPrefix: true, rules: [{}] })).toThrow(
      'rules and pathPrefix, stripPrefix are given: these are parts of one rule; put them into a rule',
    );
  });
});

describe('grpc', () => {
  test('says one rule in short', () => {
    expect(made(grpc({ service: 'a.B', method: 'C' })).spec.rules).toEqual([
      { matches: [{ method: { type: 'Exact', service: 'a.B', method: 'C' } }], backendRefs },
    ]);
    expect(made(grpc()).spec.rules).toEqual([{ backendRefs }]);
  });

  test('says several rules in full', () => {
    const spec = grpc({ rules: [{ name: 'a' }] });
    expect(made(spec).spec.rules).toEqual([{ name: 'a', backendRefs }]);
  });

  test('fails if the method is none, stands beside matches, or rules beside it', () => {
    expect(() => grpc({ service: 'a/b' })).toThrow('service is "a/b": expected');
    expect(() => grpc({ service: 'a', method: 'b', matches: [] })).toThrow(
      'service and method and matches are given: service and method is a single match',
    );
    expect(() => grpc({ service: 'a', rules: [{}] })).toThrow('rules and service are given');
  });
});

test('tls, tcp and udp say what their routes say', () => {
  expect(made(tls({ hostnames: ['a.com'], ruleName: 'all' })).spec).toMatchObject({ hostnames: ['a.com'], rules: [{ name: 'all' }] });
  expect(made(tcp({ annotations: { 'example.com/a': 'b' } }))).toMatchObject({
    kind: 'TCPRoute',
    metadata: { annotations: { 'example.com/a': 'b' } },
  });
  expect(made(udp())).toMatchObject({ kind: 'UDPRoute', spec: { rules: [{ backendRefs }] } });
});
