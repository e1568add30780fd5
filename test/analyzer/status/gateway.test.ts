import {
  gateway,
  gatewayClass,
  https,
  listener,
  listenerOf,
  listenerSays,
  namespace,
  parentsOf,
  predicted,
  route,
  routeSays,
  says,
  secret,
  silencesOf,
} from './scene';

const BASE = [gatewayClass('class'), namespace('infra'), namespace('apps')];
const GATEWAY = 'Gateway infra/gw';
const UNSUPPORTED = listener({ name: 'odd', port: 81, protocol: 'QUIC' });

function gatewaySays(listeners: readonly object[], spec: object = {}, ...pieces: Parameters<typeof predicted>[0]) {
  return says(predicted([...BASE, ...pieces, gateway('infra/gw', listeners, spec)]), GATEWAY);
}

describe('one accepted listener makes the Gateway accepted', () => {
  test.each<[string, object[], string[]]>([
    ['all', [listener()], ['Accepted', 'Programmed']],
    ['some', [listener(), UNSUPPORTED], ['Accepted=True ListenersNotValid', 'Programmed']],
    ['none', [UNSUPPORTED], ['Accepted=False ListenersNotValid', 'Programmed=False Invalid']],
  ])('%s', (_, listeners, expected) => {
    expect(gatewaySays(listeners)).toEqual(expected);
  });
});

test('a protocol that nobody has carries nothing', () => {
  const prediction = predicted([...BASE, gateway('infra/gw', [UNSUPPORTED]), route('apps/r')]);
  expect(listenerSays(prediction, GATEWAY, 'odd')).toEqual([
    'Accepted=False UnsupportedProtocol',
    'ResolvedRefs',
    'Programmed=False Invalid',
  ]);
  expect(listenerOf(prediction, GATEWAY, 'odd')).toMatchObject({ supportedKinds: [], attachedRoutes: 0 });
  expect(routeSays(prediction, 'HTTPRoute apps/r')[0]).toBe('Accepted=False NotAllowedByListeners');
});

describe('kinds that a listener is told to take', () => {
  const kinds = (...entries: object[]) => {
    const prediction = predicted([
      ...BASE,
      gateway('infra/gw', [listener({ allowedRoutes: { namespaces: { from: 'All' }, kinds: entries } })]),
      route('apps/r'),
    ]);
    return [
      listenerOf(prediction, GATEWAY).supportedKinds.map(({ kind }) => kind),
      listenerSays(prediction, GATEWAY)[1],
      routeSays(prediction, 'HTTPRoute apps/r')[0],
    ];
  };
  const BAD = 'ResolvedRefs=False InvalidRouteKinds';
  const OUT = 'Accepted=False NotAllowedByListeners';
  test.each<[string, object[], unknown[]]>([
    ['all', [], [['HTTPRoute', 'GRPCRoute'], 'ResolvedRefs', 'Accepted']],
    ['one', [{ kind: 'GRPCRoute' }], [['GRPCRoute'], 'ResolvedRefs', OUT]],
    [
      'in any order, twice',
      [{ kind: 'GRPCRoute' }, { kind: 'HTTPRoute' }, { kind: 'HTTPRoute' }],
      [['HTTPRoute', 'GRPCRoute'], 'ResolvedRefs', 'Accepted'],
    ],
    ['null as group', [{ group: null, kind: 'HTTPRoute' }], [['HTTPRoute'], 'ResolvedRefs', 'Accepted']],
    ['one of another protocol beside a good one', [{ kind: 'HTTPRoute' }, { kind: 'TCPRoute' }], [['HTTPRoute'], BAD, 'Accepted']],
    ['one of another protocol', [{ kind: 'TLSRoute' }], [[], BAD, OUT]],
    ['one that is none', [{ kind: 'Bucket' }], [[], BAD, OUT]],
    ["one of a controller's own", [{ group: 'example.com', kind: 'QuicRoute' }], [[], 'ResolvedRefs=Unknown Pending', OUT]],
    ['one of another group', [{ group: 'example.com', kind: 'HTTPRoute' }], [[], BAD, OUT]],
  ])('%s', (_, entries, expected) => {
    expect(kinds(...entries)).toEqual(expected);
  });
});

test('a kind that is wrong beside a good one leaves open whether the listener is programmed', () => {
  const programmed = (...kinds: object[]) =>
    listenerSays(predicted([...BASE, gateway('infra/gw', [listener({ allowedRoutes: { kinds } })])]), GATEWAY)[2];
  expect(programmed({ kind: 'HTTPRoute' }, { kind: 'TCPRoute' })).toBe('Programmed=Unknown Pending');
  expect(programmed({ kind: 'TCPRoute' })).toBe('Programmed=False Invalid');
});

test('ResolvedRefs of a Gateway is open beside a listener whose references are not resolved', () => {
  const tls = { backend: { clientCertificateRef: { name: 'client' } } };
  const resolved = (...listeners: object[]) =>
    says(predicted([...BASE, secret('infra/client'), gateway('infra/gw', listeners, { tls })]), GATEWAY)[2];
  expect(resolved(listener())).toBe('ResolvedRefs');
  expect(resolved(listener(), https({ name: 'bad', tls: { certificateRefs: [{ name: 'none' }] } }))).toBe('ResolvedRefs=Unknown Pending');
});

test('parameters have to be there', () => {
  const parametersRef = { group: 'example.net', kind: 'Config', name: 'x' };
  const config = { apiVersion: 'example.net/v1', kind: 'Config', metadata: { name: 'x', namespace: 'infra' } };
  expect(gatewaySays([listener()], { infrastructure: { parametersRef } })).toEqual([
    'Accepted=False InvalidParameters',
    'Programmed=False Invalid',
  ]);
  expect(gatewaySays([listener()], { infrastructure: { parametersRef } }, config)).toEqual(['Accepted', 'Programmed']);
});

describe('addresses', () => {
  test.each<[object, string[]]>([
    [{ value: '10.0.0.1' }, ['Accepted', 'Programmed=Unknown Pending']],
    [{ type: 'Hostname', value: 'gw.example.com' }, ['Accepted', 'Programmed=Unknown Pending']],
    [{ type: 'IPAddress' }, ['Accepted', 'Programmed']],
    [{ type: 'NamedAddress', value: 'x' }, ['Accepted=Unknown Pending', 'Programmed=Unknown Pending']],
    [{ type: 'example.com/odd', value: 'x' }, ['Accepted=False UnsupportedAddress', 'Programmed=False Invalid']],
    [{ value: '192.0.2.7' }, ['Accepted', 'Programmed=False AddressNotUsable']],
    [{ value: '2001:db8::1' }, ['Accepted', 'Programmed=False AddressNotUsable']],
  ])('%j', (address, expected) => {
    expect(gatewaySays([listener()], { addresses: [address] })).toEqual(expected);
  });
});

describe('classes', () => {
  test('a class is accepted by its controller', () => {
    expect(says(predicted(BASE), 'GatewayClass class')).toEqual(['Accepted', 'SupportedVersion']);
  });

  test('a class whose parameters are missing is not, and nobody looks after its Gateways', () => {
    const parametersRef = { group: 'example.net', kind: 'Config', name: 'x', namespace: 'infra' };
    const prediction = predicted([gatewayClass('class', { parametersRef }), namespace('infra'), gateway('infra/gw'), route('infra/r')]);
    expect(says(prediction, 'GatewayClass class')[0]).toBe('Accepted=False InvalidParameters');
    expect(says(prediction, GATEWAY)).toEqual(['Accepted=Unknown Pending', 'Programmed=Unknown Pending']);
    expect(prediction.gateways[0]?.conditions[0]?.causes[0]?.why).toBe('class-not-accepted');
    expect(routeSays(prediction, 'HTTPRoute infra/r')).toEqual([]);
  });

  test('a class that is missing among others leaves its Gateway waiting', () => {
    const prediction = predicted([gatewayClass('other'), namespace('infra'), gateway('infra/gw'), route('infra/r')]);
    expect(says(prediction, GATEWAY)).toEqual(['Accepted=Unknown Pending', 'Programmed=Unknown Pending']);
    expect(prediction.gateways[0]).toMatchObject({ managed: false, listeners: [] });
    expect(routeSays(prediction, 'HTTPRoute infra/r')).toEqual([]);
  });

  test('without any class in the input, a conforming controller is assumed', () => {
    const prediction = predicted([namespace('infra'), gateway('infra/gw'), route('infra/r')]);
    expect(says(prediction, GATEWAY)).toEqual(['Accepted', 'Programmed']);
    expect(routeSays(prediction, 'HTTPRoute infra/r')).toEqual(['Accepted', 'ResolvedRefs']);
    expect(prediction.routes[0]?.parents[0]?.controllerName).toBe('example.net/gateway-controller');
  });
});

describe('features that the controller lacks, named with or without Support', () => {
  const tls = listener({ protocol: 'TLS', port: 443, tls: { mode: 'Terminate', options: { a: 'b' } } });
  test.each<[string, object, string]>([
    ['SupportTLSRouteModeTerminate', tls, 'Accepted=False UnsupportedValue'],
    ['TLSRouteModeTerminate', tls, 'Accepted=False UnsupportedValue'],
    ['SupportTCPRoute', listener({ protocol: 'TCP' }), 'Accepted=False UnsupportedProtocol'],
    ['SupportUDPRoute', listener({ protocol: 'UDP' }), 'Accepted=False UnsupportedProtocol'],
    ['SupportGRPCRoute', listener(), 'Accepted'],
  ])('%s', (feature, one, expected) => {
    const prediction = predicted([...BASE, gateway('infra/gw', [one])], { without: [feature] });
    expect(listenerSays(prediction, GATEWAY)[0]).toBe(expected);
    expect(listenerOf(prediction, GATEWAY).supportedKinds.map(({ kind }) => kind)).toEqual(expected === 'Accepted' ? ['HTTPRoute'] : []);
  });

  test.each<[string, string]>([
    ['SupportGRPCRoute', 'spec.parentRefs.0 feature'],
    ['SupportTCPRoute', ''],
  ])('%s: about a kind of route that the controller does not have it is silent', (feature, silence) => {
    const pieces = [...BASE, gateway('infra/gw'), route('apps/g', {}, 'GRPCRoute'), route('apps/r')];
    const prediction = predicted(pieces, { without: [feature] });
    expect(silencesOf(prediction, 'GRPCRoute apps/g').join()).toBe(silence);
    expect(parentsOf(prediction, 'GRPCRoute apps/g')).toHaveLength(silence === '' ? 1 : 0);
    expect(routeSays(prediction, 'HTTPRoute apps/r')[0]).toBe('Accepted');
  });

  test.each(['SupportHTTPRouteParentRefPort', 'HTTPRouteDestinationPortMatching'])('%s: what a port then means is open', (feature) => {
    const ref = { name: 'gw', namespace: 'infra', port: 80 };
    const prediction = predicted([...BASE, gateway('infra/gw'), route('apps/r', { parentRefs: [ref] })], { without: [feature] });
    expect(routeSays(prediction, 'HTTPRoute apps/r')[0]).toBe('Accepted=Unknown Pending');
  });

  test.each<[string, object]>([
    ['HTTPRouteRequestMirror', { filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'svc', port: 80 } } }] }],
    ['HTTPRouteHostRewrite', { filters: [{ type: 'URLRewrite', urlRewrite: { hostname: 'a.com' } }] }],
    ['HTTPRouteMethodMatching', { matches: [{ method: 'GET' }] }],
    ['HTTPRoute308RedirectStatusCode', { filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 308 } }] }],
  ])('%s: whether the route or the rule is refused is open', (feature, rule) => {
    const pieces = [...BASE, gateway('infra/gw'), route('apps/r', { rules: [{}, rule] }), route('apps/s')];
    const prediction = predicted(pieces, { without: [feature] });
    expect(['r', 's'].map((name) => routeSays(prediction, `HTTPRoute apps/${name}`)[0])).toEqual(['Accepted=Unknown Pending', 'Accepted']);
    expect(listenerOf(prediction, GATEWAY).attachedRoutes).toBe(1);
    expect(routeSays(predicted(pieces), 'HTTPRoute apps/r')[0]).toBe('Accepted');
  });

  test.each<[string, object]>([
    ['GatewayStaticAddresses', { addresses: [{ value: '10.0.0.1' }] }],
    ['GatewayFrontendClientCertificateValidation', { tls: { frontend: { default: {} } } }],
  ])('%s: what the Gateway is told is open', (feature, spec) => {
    const prediction = predicted([...BASE, gateway('infra/gw', [listener()], spec)], { without: [feature] });
    expect(says(prediction, GATEWAY)).toEqual(['Accepted=Unknown Pending', 'Programmed=Unknown Pending']);
  });
});

test('HTTPRoutes and GRPCRoutes of one hostname on one listener carry a note', () => {
  const message = (hostname: string) => {
    const routes = [route('apps/r', { hostnames: ['a.com'] }), route('apps/g', { hostnames: [hostname] }, 'GRPCRoute')];
    return parentsOf(predicted([...BASE, gateway('infra/gw'), ...routes]), 'HTTPRoute apps/r')[0]?.conditions[0]?.message;
  };
  expect(message('b.com')).toBe('route is accepted by listener "web"');
  expect(message('a.com')).toBe(
    'route is accepted by listener "web"; HTTPRoutes and GRPCRoutes claim one hostname on listener "web", and some controllers accept the older kind alone',
  );
});

test('a wildcard of one kind and a name of the other claim the hostname that the listener serves', () => {
  const narrow = gateway('infra/gw', [listener({ hostname: 'a.example.com' })]);
  const routes = [route('apps/r', { hostnames: ['*.example.com'] }), route('apps/g', { hostnames: ['a.example.com'] }, 'GRPCRoute')];
  const prediction = predicted([...BASE, narrow, ...routes]);
  for (const name of ['HTTPRoute apps/r', 'GRPCRoute apps/g']) {
    expect(parentsOf(prediction, name)[0]?.conditions[0]?.message).toContain('HTTPRoutes and GRPCRoutes claim one hostname');
  }
});
