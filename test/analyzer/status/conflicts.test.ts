import { gateway, gatewayClass, https, listener, listenerOf, listenerSays, namespace, predicted, route, says, secret } from './scene';

const BASE = [gatewayClass('class'), namespace('infra'), secret('infra/cert')];
const GATEWAY = 'Gateway infra/gw';
const KINDS: Readonly<Record<string, object>> = {
  HTTP: { protocol: 'HTTP' },
  HTTPS: { protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] } },
  passthrough: { protocol: 'TLS', tls: { mode: 'Passthrough' } },
  terminate: { protocol: 'TLS', tls: { mode: 'Terminate', certificateRefs: [{ name: 'cert' }] } },
  TCP: { protocol: 'TCP' },
  UDP: { protocol: 'UDP' },
};

/** How two listeners of one port stand to each other, with equal hostnames and with others. */
function clash(one: string, other: string, without: string[] = []): (string | undefined)[] {
  return ['a.example.com', '*.example.com'].map((hostname) => {
    const named = (fields: object | undefined, host: string) => (one === 'TCP' || one === 'UDP' ? fields : { hostname: host, ...fields });
    const listeners = [
      listener({ name: 'a', port: 443, ...named(KINDS[one], 'a.example.com') }),
      listener({ name: 'b', port: 443, ...named(KINDS[other], hostname) }),
    ];
    const prediction = predicted([...BASE, gateway('infra/gw', listeners)], { without });
    const reasons = ['a', 'b'].map(
      (name) => listenerOf(prediction, GATEWAY, name).conditions.find(({ type }) => type === 'Conflicted')?.reason,
    );
    expect(new Set(reasons).size).toBe(1);
    return reasons[0];
  });
}

const [HOST, PROTOCOL] = ['HostnameConflict', 'ProtocolConflict'];

describe('two listeners of one port, with one hostname and with two', () => {
  test.each<[string, string, (string | undefined)[]]>([
    ['HTTP', 'HTTP', [HOST, undefined]],
    ['HTTP', 'HTTPS', [PROTOCOL, PROTOCOL]],
    ['HTTP', 'passthrough', [PROTOCOL, PROTOCOL]],
    ['HTTP', 'TCP', [PROTOCOL, PROTOCOL]],
    ['HTTP', 'UDP', [undefined, undefined]],
    ['HTTPS', 'HTTPS', [HOST, undefined]],
    ['HTTPS', 'passthrough', [HOST, undefined]],
    ['HTTPS', 'terminate', [HOST, undefined]],
    ['HTTPS', 'TCP', [PROTOCOL, PROTOCOL]],
    ['HTTPS', 'UDP', [undefined, undefined]],
    ['passthrough', 'passthrough', [HOST, undefined]],
    ['terminate', 'terminate', [HOST, undefined]],
    ['passthrough', 'terminate', [HOST, undefined]],
    ['passthrough', 'TCP', [PROTOCOL, PROTOCOL]],
    ['terminate', 'UDP', [undefined, undefined]],
    ['TCP', 'TCP', [PROTOCOL, PROTOCOL]],
    ['TCP', 'UDP', [undefined, undefined]],
    ['UDP', 'UDP', [PROTOCOL, PROTOCOL]],
  ])('%s and %s', (one, other, expected) => {
    expect(clash(one, other)).toEqual(expected);
    if (other !== 'TCP' && other !== 'UDP') {
      expect(clash(other, one)).toEqual(expected);
    }
  });

  test('the two modes of TLS need a controller that can mix them', () => {
    expect(clash('passthrough', 'terminate', ['SupportTLSRouteModeMixed'])).toEqual([HOST, PROTOCOL]);
  });
});

test('within one Gateway nobody wins, and a third listener stands', () => {
  const listeners = [listener(), https({ name: 'tls', port: 80 }), listener({ name: 'free', port: 81 })];
  const prediction = predicted([...BASE, gateway('infra/gw', listeners), route('infra/r')]);
  for (const name of ['web', 'tls']) {
    expect(listenerSays(prediction, GATEWAY, name)).toEqual([
      'Accepted=False ProtocolConflict',
      'ResolvedRefs',
      'Programmed=False Invalid',
      'Conflicted=True ProtocolConflict',
    ]);
  }
  expect(listenerSays(prediction, GATEWAY, 'free')).toEqual(['Accepted', 'ResolvedRefs', 'Programmed']);
  expect(says(prediction, GATEWAY)).toEqual(['Accepted=True ListenersNotValid', 'Programmed']);
  expect(listenerOf(prediction, GATEWAY)).toMatchObject({ attachedRoutes: 1, supportedKinds: [{}, {}] });
});

test('a clash in the mode of TLS leaves no kind of route', () => {
  const tls = (name: string, mode: string) =>
    listener({ name, port: 443, hostname: `${name}.com`, protocol: 'TLS', tls: { mode, options: { a: 'b' } } });
  const prediction = predicted([...BASE, gateway('infra/gw', [tls('one', 'Passthrough'), tls('two', 'Terminate')])], {
    without: ['TLSRouteModeMixed'],
  });
  for (const name of ['one', 'two']) {
    expect(listenerOf(prediction, GATEWAY, name).supportedKinds).toEqual([]);
  }
});

test('other ports never clash, and an unset hostname is one of its own', () => {
  const listeners = [listener(), listener({ name: 'b', hostname: 'a.com' }), https({ name: 'c' }), listener({ name: 'd', port: 81 })];
  expect(says(predicted([...BASE, gateway('infra/gw', listeners)]), GATEWAY)).toEqual(['Accepted', 'Programmed']);
});

test('a listener that is not accepted by itself blocks nobody', () => {
  const odd = listener({ name: 'odd', protocol: 'QUIC' });
  const prediction = predicted([...BASE, gateway('infra/gw', [listener(), odd])]);
  expect(listenerSays(prediction, GATEWAY)).toEqual(['Accepted', 'ResolvedRefs', 'Programmed']);
});

describe('HTTPS listeners of one port that overlap', () => {
  const overlapping = (...hostnames: (string | undefined)[]) => {
    const listeners = hostnames.map((hostname, index) => https({ name: `l${index}`, hostname }));
    const prediction = predicted([...BASE, gateway('infra/gw', listeners)]);
    return hostnames.map((_, index) =>
      listenerOf(prediction, GATEWAY, `l${index}`).conditions.some(
        ({ type, reason }) => type === 'OverlappingTLSConfig' && reason === 'OverlappingHostnames',
      ),
    );
  };
  test.each<[(string | undefined)[], boolean[]]>([
    [
      ['a.com', 'b.com'],
      [false, false],
    ],
    [
      ['*.com', 'a.com', 'b.org'],
      [true, true, false],
    ],
    [
      [undefined, 'a.com'],
      [true, true],
    ],
    [
      ['*.com', '*.a.com'],
      [true, true],
    ],
    [
      ['*.a.com', 'a.com'],
      [false, false],
    ],
  ])('%j', (hostnames, expected) => {
    expect(overlapping(...hostnames)).toEqual(expected);
  });

  test('are no matter on other ports or without TLS', () => {
    const listeners = [https({ hostname: 'a.com' }), https({ name: 'b', port: 8443 }), listener({ name: 'c', hostname: '*.com' })];
    const prediction = predicted([...BASE, gateway('infra/gw', listeners)]);
    for (const name of ['web', 'b', 'c']) {
      expect(listenerSays(prediction, GATEWAY, name)).toEqual(['Accepted', 'ResolvedRefs', 'Programmed']);
    }
  });
});
