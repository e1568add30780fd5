import { byPath, findingsOf, HTTP, route, shared, told } from './judged';

const GATEWAY = shared(
  HTTP,
  { name: 'wild', port: 81, protocol: 'HTTP', hostname: '*.example.com' },
  { name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
  { name: 'udp', port: 53, protocol: 'UDP' },
);

function claimed(...objects: readonly object[]): string[] {
  return told(findingsOf([GATEWAY, ...objects], 'route-shadowed', 'hostname-captured'));
}

describe('within one route', () => {
  const rules = (...all: readonly object[]) => claimed(route('web/echo', { rules: all }));

  test.each([
    ['the same prefix', byPath('/a'), byPath('/a')],
    ['a prefix with and without its last slash', byPath('/a'), byPath('/a/')],
    ['no match and the root', {}, byPath('/')],
    ['a method', byPath('/a', 'Exact', { method: 'GET' }), byPath('/a', 'Exact', { method: 'GET' })],
    [
      'headers in another order and case',
      byPath('/a', 'PathPrefix', {
        headers: [
          { name: 'X-A', value: '1' },
          { name: 'X-B', value: '2' },
        ],
      }),
      byPath('/a', 'PathPrefix', {
        headers: [
          { name: 'x-b', value: '2' },
          { name: 'x-a', value: '1' },
        ],
      }),
    ],
    [
      'a header that is repeated, as only the first counts',
      byPath('/a', 'PathPrefix', { headers: [{ name: 'X-A', value: '1' }] }),
      byPath('/a', 'PathPrefix', {
        headers: [
          { name: 'x-a', value: '1' },
          { name: 'X-A', value: '2' },
        ],
      }),
    ],
    [
      'query parameters in another order',
      byPath('/a', 'PathPrefix', {
        queryParams: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
      }),
      byPath('/a', 'PathPrefix', {
        queryParams: [
          { name: 'b', value: '2' },
          { name: 'a', value: '1' },
        ],
      }),
    ],
    ['an expression', byPath('/a.*', 'RegularExpression'), byPath('/a.*', 'RegularExpression')],
  ])('the second rule never gets a request: %s', (_, first, second) => {
    const [found, ...more] = rules(first, second);
    expect(found).toMatch(/^route-shadowed web\/echo spec.rules\[1\]/);
    expect(more).toEqual([]);
  });

  test.each([
    ['a path below', byPath('/a'), byPath('/a/b')],
    ['a path that only begins alike', byPath('/a'), byPath('/ab')],
    ['exactly and by prefix', byPath('/a'), byPath('/a', 'Exact')],
    ['exactly with and without the last slash', byPath('/a', 'Exact'), byPath('/a/', 'Exact')],
    ['in another case', byPath('/a'), byPath('/A')],
    ['with a method', byPath('/a'), byPath('/a', 'PathPrefix', { method: 'GET' })],
    ['with a header', byPath('/a'), byPath('/a', 'PathPrefix', { headers: [{ name: 'x', value: '1' }] })],
    [
      'with a query parameter in another case',
      byPath('/a', 'PathPrefix', { queryParams: [{ name: 'q', value: '1' }] }),
      byPath('/a', 'PathPrefix', { queryParams: [{ name: 'Q', value: '1' }] }),
    ],
    [
      'with another value',
      byPath('/a', 'PathPrefix', { headers: [{ name: 'x', value: '1' }] }),
      byPath('/a', 'PathPrefix', { headers: [{ name: 'x', value: '2' }] }),
    ],
  ])('both rules get requests: %s', (_, first, second) => {
    expect(rules(first, second)).toEqual([]);
  });

  test('equal matches of one rule are no loss', () => {
    expect(rules({ matches: [{ path: { value: '/a' } }, { path: { value: '/a/' } }] })).toEqual([]);
  });

  test('a rule is told once, however many of its matches are lost', () => {
    const twice = { matches: [{ path: { value: '/a' } }, { path: { value: '/b' } }] };
    expect(rules(twice, twice)).toEqual(['route-shadowed web/echo spec.rules[1].matches[0]']);
  });

  test('calls are compared by service and method', () => {
    const call = (method: object) => ({ matches: [{ method }] });
    const grpc = (...all: readonly object[]) => claimed(route('web/echo', { kind: 'GRPCRoute', rules: all }));
    expect(grpc(call({ service: 'a' }), call({ service: 'a', method: 'b' }))).toEqual([]);
    expect(grpc(call({ service: 'a' }), call({ service: 'a' }))).toEqual(['route-shadowed web/echo spec.rules[1].matches[0]']);
    expect(grpc({}, {})).toEqual(['route-shadowed web/echo spec.rules[1]']);
  });
});

describe('between routes', () => {
  test('the older one wins, whatever its name', () => {
    expect(claimed(route('web/a', { born: 2 }), route('web/b', { born: 1 }))).toEqual(['route-shadowed web/a spec.rules[0].matches[0]']);
    expect(claimed(route('web/a', { born: 1 }), route('web/b', { born: 2 }))).toEqual(['route-shadowed web/b spec.rules[0].matches[0]']);
  });

  test('of one age the first by namespace and name wins', () => {
    expect(claimed(route('web/b', { born: 1 }), route('shop/c', { born: 1 }))).toEqual([
      'hostname-captured web/b spec.rules[0].matches[0]',
    ]);
    expect(claimed(route('web/b', { born: 1 }), route('web/a', { born: 1 }))).toEqual(['route-shadowed web/b spec.rules[0].matches[0]']);
  });

  test('without timestamps the input does not settle who wins, and nobody is said to lose', () => {
    const [found] = findingsOf([GATEWAY, route('web/b'), route('shop/c')], 'hostname-captured');
    expect(found?.message).toBe(
      'HTTPRoute web/b and HTTPRoute shop/c claim the same requests for / of every host on listener "http": the older one gets them all; of the same age, the first by namespace and name',
    );
  });

  test.each([
    ['other hosts', { hostnames: ['a.example.com'] }, { hostnames: ['b.example.com'] }],
    ['a host and a wildcard that covers it', { hostnames: ['a.example.com'] }, { hostnames: ['*.example.com'] }],
    ['a host and every host', { hostnames: ['a.example.com'] }, {}],
    ['other listeners', { section: 'http' }, { section: 'wild', hostnames: ['a.example.com'] }],
    ['calls and requests', { kind: 'GRPCRoute' }, {}],
  ])('%s are no contest', (_, one, other) => {
    expect(claimed(route('shop/a', one), route('web/b', other))).toEqual([]);
  });

  test('a route without hostnames has those of its listener', () => {
    const one = route('shop/a', { section: 'wild' });
    expect(claimed(one, route('web/b', { section: 'wild', hostnames: ['*.example.com'] }))).toHaveLength(1);
    expect(claimed(one, route('web/b', { section: 'wild', hostnames: ['*.com'] }))).toHaveLength(1);
    expect(claimed(one, route('web/b', { section: 'wild', hostnames: ['a.example.com'] }))).toEqual([]);
  });

  test('one lost host of several is told', () => {
    const [found, ...more] = findingsOf(
      [GATEWAY, route('shop/a', { hostnames: ['a.example.com'] }), route('web/b', { hostnames: ['a.example.com', 'b.example.com'] })],
      'hostname-captured',
    );
    expect(found?.message).toContain('"a.example.com"');
    expect(more).toEqual([]);
  });

  test('routes that are not let in claim nothing', () => {
    const closed = shared({ ...HTTP, allowedRoutes: { namespaces: { from: 'Same' } } });
    expect(told(findingsOf([closed, route('shop/a'), route('web/b')], 'hostname-captured'))).toEqual([]);
  });

  test('TLS is claimed by host', () => {
    const tls = (name: string, host: string) =>
      route(name, { kind: 'TLSRoute', section: 'tls', hostnames: [host], rules: [{ backendRefs: [{ name: 'app', port: 443 }] }] });
    expect(claimed(tls('shop/a', 'a.example.com'), tls('web/b', 'a.example.com'))).toEqual(['hostname-captured web/b spec']);
    expect(claimed(tls('shop/a', 'a.example.com'), tls('web/b', 'b.example.com'))).toEqual([]);
  });

  test('a UDP listener is for one route, also between namespaces', () => {
    const udp = (name: string) => route(name, { kind: 'UDPRoute', section: 'udp', rules: [{ backendRefs: [{ name: 'app', port: 53 }] }] });
    expect(claimed(udp('shop/a'), udp('web/b'))).toEqual(['route-shadowed web/b spec']);
  });
});

describe('a part of what another namespace claims', () => {
  const parts = (holder: object, taker: object, hostnames = ['example.com']) =>
    claimed(route('shop/holder', { hostnames, rules: [holder] }), route('web/taker', { hostnames, rules: [taker] }));
  const lost = ['hostname-captured shop/holder spec.rules[0].matches[0]'];

  test.each([
    ['a longer prefix', byPath('/shop'), byPath('/shop/cart')],
    ['a much longer prefix', byPath('/shop/'), byPath('/shop/a/b/c/d')],
    ['the same path exactly', byPath('/shop'), byPath('/shop', 'Exact')],
    ['a method of the same path', byPath('/shop'), byPath('/shop', 'PathPrefix', { method: 'POST' })],
    ['a header on every path', byPath('/'), byPath('/', 'PathPrefix', { headers: [{ name: 'x-canary', value: '1' }] })],
  ])('is lost to %s', (_, holder, taker) => {
    expect(parts(holder, taker)).toEqual(lost);
  });

  test.each([
    ['to a path that only begins alike', byPath('/shop'), byPath('/shopping')],
    ['to a path beside it', byPath('/shop'), byPath('/cart')],
    ['below the root, which is there to be shared', byPath('/'), byPath('/api')],
    ['at the root itself, exactly', byPath('/'), byPath('/', 'Exact')],
    ['to an expression, whose meaning is not known', byPath('/shop'), byPath('/shop/.*', 'RegularExpression')],
    ['where the holder asks for more than a path', byPath('/shop', 'PathPrefix', { method: 'GET' }), byPath('/shop/cart')],
  ])('is not lost %s', (_, holder, taker) => {
    expect(parts(holder, taker)).toEqual([]);
  });

  test('is not lost where the taker refines a path of its own', () => {
    const holder = route('shop/holder', { rules: [byPath('/shop')] });
    expect(
      claimed(holder, route('web/taker', { rules: [byPath('/shop/cart/x')] }), route('web/own', { rules: [byPath('/shop/cart')] })),
    ).toEqual(lost);
  });

  test('is told once for each route that takes some', () => {
    const taker = route('web/taker', { rules: [byPath('/shop/a'), byPath('/shop/b')] });
    expect(claimed(route('shop/holder', { rules: [byPath('/shop')] }), taker)).toEqual(lost);
  });
});
