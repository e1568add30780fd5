import {
  causesOf,
  gateway,
  gatewayClass,
  listener,
  listenerOf,
  listenerSays,
  namespace,
  parentsOf,
  predicted,
  route,
  routeSays,
  says,
  silencesOf,
} from './scene';

const BASE = [gatewayClass('class'), namespace('infra'), namespace('apps', { team: 'a' })];
const REF = { name: 'gw', namespace: 'infra' };

function accepted(listeners: readonly object[], spec: object = {}, kind = 'HTTPRoute') {
  const prediction = predicted([...BASE, gateway('infra/gw', listeners), route('apps/r', spec, kind)]);
  return routeSays(prediction, `${kind} apps/r`)[0];
}

const same = { allowedRoutes: { namespaces: { from: 'Same' } } };
const only = (kind: string) => ({ allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind }] } });

describe('of several things that are wrong, the last listener to fall away tells the reason', () => {
  test.each<[string, object[], object, string]>([
    ['nothing is wrong', [listener()], {}, 'Accepted'],
    ['sectionName', [listener(same)], { parentRefs: [{ ...REF, sectionName: 'other' }] }, 'NoMatchingParent'],
    ['port', [listener(same)], { parentRefs: [{ ...REF, port: 81 }] }, 'NoMatchingParent'],
    [
      'sectionName and port of two listeners',
      [listener(), listener({ name: 'b', port: 81 })],
      { parentRefs: [{ ...REF, sectionName: 'web', port: 81 }] },
      'NoMatchingParent',
    ],
    ['kind', [listener(only('GRPCRoute'))], { hostnames: ['a.com'] }, 'NotAllowedByListeners'],
    ['namespace', [listener({ ...same, hostname: 'b.com' })], { hostnames: ['a.com'] }, 'NotAllowedByListeners'],
    [
      'kind here and namespace there',
      [listener(only('GRPCRoute')), listener({ name: 'b', port: 81, ...same })],
      {},
      'NotAllowedByListeners',
    ],
    ['hostname', [listener({ hostname: 'b.com' })], { hostnames: ['a.com'] }, 'NoMatchingListenerHostname'],
    [
      'hostname here and namespace there',
      [listener({ hostname: 'b.com' }), listener({ name: 'b', ...same })],
      { hostnames: ['a.com'] },
      'NoMatchingListenerHostname',
    ],
    ['namespace on one of two', [listener(same), listener({ name: 'b', port: 81 })], {}, 'Accepted'],
  ])('%s: %#', (_, listeners, spec, reason) => {
    expect(accepted(listeners, spec)).toBe(reason === 'Accepted' ? 'Accepted' : `Accepted=False ${reason}`);
  });
});

describe('protocols carry kinds', () => {
  const tls = (mode: string) => ({ protocol: 'TLS', port: 443, tls: { mode, certificateRefs: [{ name: 'cert' }] } });
  test.each<[object, string[]]>([
    [{ protocol: 'HTTP' }, ['HTTPRoute', 'GRPCRoute']],
    [{ protocol: 'HTTPS', port: 443, tls: { certificateRefs: [{ name: 'cert' }] } }, ['HTTPRoute', 'GRPCRoute']],
    [tls('Passthrough'), ['TLSRoute']],
    [tls('Terminate'), ['TLSRoute']],
    [{ protocol: 'TCP' }, ['TCPRoute']],
    [{ protocol: 'UDP' }, ['UDPRoute']],
    [{ protocol: 'QUIC' }, []],
  ])('%j', (fields, carried) => {
    const prediction = predicted([...BASE, gateway('infra/gw', [listener(fields)])]);
    expect(listenerOf(prediction, 'Gateway infra/gw').supportedKinds.map(({ kind }) => kind)).toEqual(carried);
    for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']) {
      if (kind !== 'TCPRoute' || JSON.stringify(fields) !== JSON.stringify(tls('Terminate'))) {
        expect(accepted([listener(fields)], {}, kind)).toBe(carried.includes(kind) ? 'Accepted' : 'Accepted=False NotAllowedByListeners');
      }
    }
  });

  test('and some controllers take a TCPRoute where TLS is terminated, if the listener does not say otherwise', () => {
    expect(accepted([listener(tls('Terminate'))], {}, 'TCPRoute')).toBe('Accepted=Unknown Pending');
    expect(accepted([listener({ ...tls('Terminate'), ...only('TCPRoute') })], {}, 'TCPRoute')).toBe('Accepted=Unknown Pending');
    expect(accepted([listener({ ...tls('Terminate'), ...only('TLSRoute') })], {}, 'TCPRoute')).toBe('Accepted=False NotAllowedByListeners');
  });

  test.each(['example.com/quic', 'HBONE', 'TURN-UDP'])('%s is for its controller to know, and so are its routes', (protocol) => {
    const prediction = predicted([...BASE, gateway('infra/gw', [listener({ protocol })]), route('apps/r')]);
    expect(listenerSays(prediction, 'Gateway infra/gw')).toEqual([
      'Accepted=Unknown Pending',
      'ResolvedRefs',
      'Programmed=Unknown Pending',
    ]);
    expect(says(prediction, 'Gateway infra/gw')).toEqual(['Accepted=Unknown Pending', 'Programmed=Unknown Pending']);
    expect(accepted([listener({ protocol })])).toBe('Accepted=Unknown Pending');
    expect(accepted([listener({ protocol, ...only('GRPCRoute') })])).toBe('Accepted=False NotAllowedByListeners');
    const beside = [listener({ protocol }), listener({ name: 'other' })];
    expect(listenerSays(predicted([...BASE, gateway('infra/gw', beside)]), 'Gateway infra/gw', 'other')[0]).toBe('Accepted');
  });
});

describe('namespaces that a listener admits', () => {
  const from = (namespaces: object) => accepted([listener({ allowedRoutes: { namespaces } })]);
  test.each<[string, object, boolean]>([
    ['All', { from: 'All' }, true],
    ['Same', { from: 'Same' }, false],
    ['nothing said', {}, false],
    ['a selector without from', { selector: { matchLabels: { team: 'a' } } }, false],
    ['a selector beside Same', { from: 'Same', selector: {} }, false],
    ['a selector on its label', { from: 'Selector', selector: { matchLabels: { team: 'a' } } }, true],
    ['a selector on another label', { from: 'Selector', selector: { matchLabels: { team: 'b' } } }, false],
    ['a selector on its name', { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'apps' } } }, true],
    ['an empty selector', { from: 'Selector', selector: {} }, true],
    ['no selector', { from: 'Selector' }, false],
    ['a selector that is none', { from: 'Selector', selector: { matchExpressions: [{ key: 'team', operator: 'In' }] } }, false],
  ])('%s', (_, namespaces, admitted) => {
    expect(from(namespaces)).toBe(admitted ? 'Accepted' : 'Accepted=False NotAllowedByListeners');
  });
});

test('hostnames do not count for TCPRoute and UDPRoute, and do for the others', () => {
  const hostname = 'b.com';
  const tls = { protocol: 'TLS', port: 443, tls: { mode: 'Passthrough' }, hostname };
  expect(accepted([listener({ hostname })], { hostnames: ['a.com'] }, 'GRPCRoute')).toBe('Accepted=False NoMatchingListenerHostname');
  expect(accepted([listener(tls)], { hostnames: ['a.com'] }, 'TLSRoute')).toBe('Accepted=False NoMatchingListenerHostname');
  expect(accepted([listener({ protocol: 'TCP', hostname })], { hostnames: ['a.com'] }, 'TCPRoute')).toBe('Accepted');
});

test('a Gateway whose listeners cannot be read leaves its routes open', () => {
  for (const listeners of [undefined, [], [{ port: 80 }]]) {
    const prediction = predicted([...BASE, gateway('infra/gw', [], { listeners }), route('apps/r')]);
    expect(routeSays(prediction, 'HTTPRoute apps/r')[0]).toBe('Accepted=Unknown Pending');
  }
});

test.each<[string, object[], string]>([
  ['one listener', [listener()], 'route is accepted by listener "web"'],
  ['two listeners', [listener(), listener({ name: 'b', port: 81 })], 'route is accepted by listeners "web" and "b"'],
  ['its kind', [listener(only('GRPCRoute'))], 'no listener of Gateway infra/gw that the parentRef selects takes this kind of route'],
  ['its namespace', [listener(same)], 'no listener of Gateway infra/gw that the parentRef selects takes routes from this namespace'],
  [
    'the one here, the other there',
    [listener(same), listener({ name: 'b', port: 81, ...only('GRPCRoute') })],
    'no listener of Gateway infra/gw that the parentRef selects allows this route',
  ],
])('the message tells what decided: %s', (_, listeners, message) => {
  const prediction = predicted([...BASE, gateway('infra/gw', listeners), route('apps/r')]);
  expect(parentsOf(prediction, 'HTTPRoute apps/r')[0]?.conditions[0]?.message).toBe(message);
});

test('each candidate says why it does not take the route', () => {
  const listeners = [
    listener(same),
    listener({ name: 'b', port: 81, ...only('GRPCRoute') }),
    listener({ name: 'c', port: 82, hostname: 'c.com' }),
  ];
  const prediction = predicted([...BASE, gateway('infra/gw', listeners), route('apps/r', { hostnames: ['a.com'] })]);
  const [cause] = causesOf(parentsOf(prediction, 'HTTPRoute apps/r')[0]?.conditions ?? [], 'no-matching-listener-hostname');
  expect(cause?.path).toEqual(['spec', 'hostnames']);
  expect(cause?.candidates.map(({ listener: name, failed, kinds, from, path }) => [name, failed, kinds, from, path.join('.')])).toEqual([
    ['web', 'namespace', ['HTTPRoute', 'GRPCRoute'], 'Same', 'spec.listeners.0'],
    ['b', 'kind', ['GRPCRoute'], 'All', 'spec.listeners.1'],
    ['c', 'hostname', ['HTTPRoute', 'GRPCRoute'], 'All', 'spec.listeners.2'],
  ]);
});

test('entries of one route are judged each by itself', () => {
  const other = gateway('infra/closed', [listener(same)]);
  const parentRefs = [REF, { name: 'closed', namespace: 'infra' }];
  const prediction = predicted([...BASE, gateway('infra/gw'), other, route('apps/r', { parentRefs })]);
  expect(routeSays(prediction, 'HTTPRoute apps/r', 0)).toEqual(['Accepted', 'ResolvedRefs']);
  expect(routeSays(prediction, 'HTTPRoute apps/r', 1)).toEqual(['Accepted=False NotAllowedByListeners', 'ResolvedRefs']);
});

test('a route is counted once on each listener that takes it, healthy or not', () => {
  const bad = listener({
    name: 'tls',
    port: 443,
    protocol: 'HTTPS',
    hostname: 'a.com',
    tls: { certificateRefs: [{ kind: 'ConfigMap', name: 'x' }] },
  });
  const parentRefs = [
    { ...REF, sectionName: 'web' },
    { ...REF, sectionName: 'tls' },
    { ...REF, sectionName: 'web', port: 80 },
  ];
  const routes = [route('apps/r', { parentRefs }), route('apps/s', { hostnames: ['b.com'] })];
  const prediction = predicted([...BASE, gateway('infra/gw', [listener(), bad]), ...routes]);
  expect(listenerOf(prediction, 'Gateway infra/gw').attachedRoutes).toBe(2);
  expect(listenerOf(prediction, 'Gateway infra/gw', 'tls').attachedRoutes).toBe(1);
});

test('a cluster is silent about parents that nobody looks after', () => {
  const parentRefs = [
    { name: 'none', namespace: 'infra' },
    { group: '', kind: 'Service', name: 'svc' },
    { kind: 'Bucket', name: 'gw', namespace: 'infra' },
    { name: 'foreign', namespace: 'infra' },
    { group: 'example.com', kind: 'Gateway', name: 'gw', namespace: 'infra' },
  ];
  const foreign = gateway('infra/foreign', [listener()], { gatewayClassName: 'unknown' });
  const prediction = predicted([...BASE, gateway('infra/gw'), foreign, route('apps/r', { parentRefs })]);
  expect(parentsOf(prediction, 'HTTPRoute apps/r')).toEqual([]);
  expect(silencesOf(prediction, 'HTTPRoute apps/r')).toEqual([
    'spec.parentRefs.0 absent',
    'spec.parentRefs.1 mesh',
    'spec.parentRefs.2 kind',
    'spec.parentRefs.3 class',
    'spec.parentRefs.4 kind',
  ]);
});
