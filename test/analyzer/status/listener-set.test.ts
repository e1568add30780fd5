import {
  gateway,
  gatewayClass,
  grant,
  https,
  listener,
  listenerOf,
  listenerSays,
  listenerSet,
  listenersOf,
  namespace,
  type Piece,
  predicted,
  route,
  routeSays,
  says,
  secret,
  silencesOf,
} from './scene';

const BASE = [
  gatewayClass('class'),
  namespace('infra'),
  namespace('apps', { team: 'a' }),
  namespace('shop'),
  secret('infra/cert'),
  secret('apps/cert'),
  secret('shop/cert'),
];
const OPEN = { allowedListeners: { namespaces: { from: 'All' } } };
const REF = { name: 'gw', namespace: 'infra' };
const SET = 'ListenerSet apps/ls';
const other = (fields: object = {}) => listener({ name: 'extra', port: 8080, ...fields });

function scene(pieces: readonly Piece[], spec: object = OPEN, listeners: readonly object[] = [listener()]) {
  return predicted([...BASE, gateway('infra/gw', listeners, spec), ...pieces]);
}

describe('a Gateway lets in whom it says', () => {
  test.each<[string, object | undefined, boolean]>([
    ['nothing said', undefined, false],
    ['an empty stanza', {}, false],
    ['None', { namespaces: { from: 'None' } }, false],
    ['Same', { namespaces: { from: 'Same' } }, false],
    ['All', { namespaces: { from: 'All' } }, true],
    ['a selector that matches', { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } }, true],
    ['a selector that does not', { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'b' } } } }, false],
  ])('%s', (_, allowedListeners, admitted) => {
    const prediction = scene([listenerSet('apps/ls', [other()], REF)], { allowedListeners });
    expect(says(prediction, SET)).toEqual(
      admitted ? ['Accepted', 'Programmed'] : ['Accepted=False NotAllowed', 'Programmed=False NotAllowed'],
    );
    expect(listenersOf(prediction, SET)).toHaveLength(admitted ? 1 : 0);
    expect(prediction.gateways[0]?.attachedListenerSets).toBe(admitted ? 1 : 0);
  });

  test('Same is the namespace of the Gateway', () => {
    const same = { allowedListeners: { namespaces: { from: 'Same' } } };
    expect(says(scene([listenerSet('infra/ls', [other()], { name: 'gw' })], same), 'ListenerSet infra/ls')[0]).toBe('Accepted');
  });
});

test('a Gateway that is not accepted takes its ListenerSets along', () => {
  const prediction = scene([listenerSet('apps/ls', [other()], REF)], OPEN, [listener({ protocol: 'ODD' })]);
  expect(says(prediction, SET)).toEqual(['Accepted=False ParentNotAccepted', 'Programmed=False ParentNotProgrammed']);
  expect(prediction.gateways[0]?.attachedListenerSets).toBe(0);
});

describe('a Gateway that is accepted and not programmed', () => {
  test.each<[string, object, readonly object[], string, string?]>([
    ['for its address', { addresses: [{ value: '192.0.2.1' }] }, [listener()], 'Programmed=False ParentNotProgrammed'],
    [
      'for its own listeners alone, which is left open',
      {},
      [https({ tls: undefined })],
      'Programmed=Unknown Pending',
      'Accepted=Unknown Pending',
    ],
    [
      'or may not be, for a certificate that is not in the input',
      {},
      [https({ tls: { certificateRefs: [{ name: 'cert', namespace: 'else' }] } })],
      'Programmed=Unknown Pending',
    ],
  ])('%s', (_, spec, listeners, expected, accepted = 'Accepted') => {
    const prediction = scene([listenerSet('apps/ls', [other()], REF)], { ...OPEN, ...spec }, listeners);
    expect(says(prediction, SET)).toEqual([accepted, expected]);
  });
});

test.each<[string, object, readonly Piece[], string]>([
  ['a Gateway that is absent', { ...REF, name: 'gone' }, [], 'Gateway infra/gone does not exist: waiting for controller'],
  [
    'a parent of another kind',
    { ...REF, kind: 'Service' },
    [],
    `no controller manages Service of gateway.networking.k8s.io infra/gw: waiting for controller`,
  ],
  [
    'a Gateway of which only a part is known',
    { ...REF, name: 'part' },
    [gateway('infra/part', [{ name: 'web' }], { gatewayClassName: undefined })],
    'cannot tell what field spec.allowedListeners.namespaces.from says: not in the input: the whole of Gateway infra/part',
  ],
])('the message names what it waits for: %s', (_, parentRef, pieces, message) => {
  const { listenerSets } = scene([listenerSet('apps/ls', [other()], parentRef), ...pieces]);
  expect(listenerSets[0]?.conditions.map((one) => one.message)).toEqual([message, message]);
});

describe('precedence', () => {
  const LOST = ['Accepted=False HostnameConflict', 'ResolvedRefs', 'Programmed=False HostnameConflict', 'Conflicted=True HostnameConflict'];
  const WON = ['Accepted', 'ResolvedRefs', 'Programmed'];
  const created = (creationTimestamp: string) => ({ creationTimestamp });

  test("the Gateway's own listeners come first", () => {
    const prediction = scene([listenerSet('apps/ls', [listener({ name: 'same' }), other()], REF)]);
    expect(listenerSays(prediction, SET, 'same')).toEqual(LOST);
    expect(listenerSays(prediction, SET, 'extra')).toEqual(WON);
    expect(listenerSays(prediction, 'Gateway infra/gw')).toEqual(WON);
    expect(says(prediction, SET)).toEqual(['Accepted=True ListenersNotValid', 'Programmed']);
  });

  test.each<[string, object, object, string]>([
    ['the name decides', {}, {}, 'apps'],
    ['the older comes first', created('2026-02-01T00:00:00Z'), created('2026-01-01T00:00:00Z'), 'shop'],
    ['of one age, the name decides', created('2026-01-01T00:00:00Z'), created('2026-01-01T00:00:00Z'), 'apps'],
    ['what exists comes before what is still to be created', {}, created('2026-01-01T00:00:00Z'), 'shop'],
  ])('%s', (_, apps, shop, winner) => {
    const sets = [listenerSet('shop/ls', [other()], REF, shop), listenerSet('apps/ls', [other()], REF, apps)];
    const prediction = scene(sets);
    const loser = winner === 'apps' ? 'shop' : 'apps';
    expect(listenerSays(prediction, `ListenerSet ${winner}/ls`, 'extra')).toEqual(WON);
    expect(listenerSays(prediction, `ListenerSet ${loser}/ls`, 'extra')).toEqual(LOST);
    expect(says(prediction, `ListenerSet ${loser}/ls`)).toEqual(['Accepted=False ListenersNotValid', 'Programmed=False ListenersNotValid']);
    expect(prediction.gateways[0]?.attachedListenerSets).toBe(1);
    const { message = '' } = listenerOf(prediction, `ListenerSet ${loser}/ls`, 'extra').conditions[0] ?? {};
    expect(message.includes('the name decides')).toBe(apps === shop || JSON.stringify(apps) === JSON.stringify(shop));
  });

  test('another protocol of a taken port loses', () => {
    const prediction = scene([listenerSet('apps/ls', [https({ name: 'tls', port: 80 })], REF)]);
    expect(listenerSays(prediction, SET, 'tls')).toEqual(LOST.map((one) => one.replaceAll('Hostname', 'Protocol')));
  });

  test('what is left of one ListenerSet clashes among equals, and whether that blocks a later one is open', () => {
    const clashing = [other(), https({ name: 'tls', port: 8080 })];
    const prediction = scene([listenerSet('apps/ls', clashing, REF), listenerSet('shop/ls', [other()], REF)]);
    for (const name of ['extra', 'tls']) {
      expect(listenerSays(prediction, SET, name)[0]).toBe('Accepted=False ProtocolConflict');
    }
    expect(listenerSays(prediction, 'ListenerSet shop/ls', 'extra')).toEqual([
      'Accepted=Unknown Pending',
      'ResolvedRefs',
      'Programmed=Unknown Pending',
      'Conflicted=Unknown Pending',
    ]);
  });

  test('whether listeners of the Gateway that clash with each other block one is open', () => {
    const clashing = [listener(), listener({ name: 'tcp', protocol: 'TCP' }), listener({ name: 'fine', port: 81 })];
    const prediction = scene([listenerSet('apps/ls', [other({ port: 80 }), other({ name: 'free' })], REF)], OPEN, clashing);
    expect(listenerSays(prediction, SET, 'extra')[0]).toBe('Accepted=Unknown Pending');
    expect(listenerSays(prediction, SET, 'free')).toEqual(WON);
  });

  test('whether a listener that may not be accepted blocks one is open', () => {
    const caCertificateRefs = [{ group: '', kind: 'ConfigMap', name: 'ca' }];
    const spec = { ...OPEN, tls: { frontend: { default: { validation: { caCertificateRefs } } } } };
    const prediction = scene([listenerSet('apps/ls', [listener({ name: 'extra', port: 443 })], REF)], spec, [https()]);
    expect(listenerSays(prediction, 'Gateway infra/gw')[0]).toBe('Accepted=Unknown Pending');
    expect(listenerSays(prediction, SET, 'extra')[0]).toBe('Accepted=Unknown Pending');
  });

  test('the reason of a lost clash is one, whatever else is wrong', () => {
    const lost = https({ tls: { certificateRefs: [{ name: 'cert', namespace: 'infra' }] } });
    const prediction = scene([listenerSet('apps/ls', [lost], REF)], OPEN, [https()]);
    const { message = '', reason } = listenerOf(prediction, SET).conditions.find(({ type }) => type === 'Programmed') ?? {};
    expect(reason).toBe('HostnameConflict');
    expect(message).toBe('hostname of listener "web" conflicts on port 443 with listener "web" of Gateway infra/gw');
  });

  test('one that loses to the Gateway does not drag another of its ListenerSet along', () => {
    const listeners = [listener({ name: 'lost', hostname: 'a.com' }), listener({ name: 'left', hostname: 'b.com' })];
    const prediction = scene([listenerSet('apps/ls', listeners, REF)], OPEN, [listener({ hostname: 'a.com' })]);
    expect(listenerSays(prediction, SET, 'lost')).toEqual(LOST);
    expect(listenerSays(prediction, SET, 'left')).toEqual(WON);
  });

  test('names of listeners are for each object to choose', () => {
    expect(listenerSays(scene([listenerSet('apps/ls', [listener({ port: 8080 })], REF)]), SET)).toEqual(WON);
  });
});

describe('what makes a ListenerSet usable', () => {
  const only = (one: object, ...pieces: Piece[]) => says(scene([listenerSet('apps/ls', [one], REF), ...pieces]), SET);
  const elsewhere = https({ tls: { certificateRefs: [{ name: 'cert', namespace: 'shop' }] } });
  const NONE = ['Accepted=False ListenersNotValid', 'Programmed=False ListenersNotValid'];
  test('a listener whose certificate it may not have is no use', () => {
    expect(only(elsewhere)).toEqual(NONE);
    expect(only(elsewhere, grant('shop/g', { kind: 'Gateway', namespace: 'infra' }, { kind: 'Secret' }))).toEqual(NONE);
    expect(only(elsewhere, grant('shop/g', { kind: 'ListenerSet' }, { kind: 'Secret' }))).toEqual(['Accepted', 'Programmed']);
  });
  test.each<[string, object, Piece[], string]>([
    ['a certificate that it may have or not', { namespace: 'else' }, [], 'Accepted=Unknown Pending'],
    ['one good certificate of two', {}, [], 'Accepted=Unknown Pending'],
  ])('whether a listener is of use is open: %s', (_, ref, pieces, expected) => {
    const refs = 'namespace' in ref ? [{ name: 'cert', ...ref }] : [{ name: 'cert' }, { name: 'cert', namespace: 'shop' }];
    expect(only(https({ tls: { certificateRefs: refs } }), ...pieces)[0]).toBe(expected);
  });

  test('a certificate that cannot be told from is told apart from kinds that are wrong', () => {
    const kinds = { allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'HTTPRoute' }, { kind: 'TCPRoute' }] } };
    expect(only(other(kinds))).toEqual(['Accepted', 'Programmed=Unknown Pending']);
    expect(only(https({ ...kinds, tls: { certificateRefs: [{ name: 'cert', namespace: 'else' }] } }))[0]).toBe('Accepted=Unknown Pending');
  });

  test('a listener that terminates TLS without any certificate leaves it open', () => {
    expect(only(https({ tls: undefined }))).toEqual(['Accepted=Unknown Pending', 'Programmed=False ListenersNotValid']);
  });

  test('a listener of a protocol that nobody has is no use', () => {
    expect(only(listener({ port: 8080, protocol: 'ODD' }))).toEqual(NONE);
  });
  test('of a certificate that is no good, controllers differ', () => {
    expect(only(https({ tls: { certificateRefs: [{ name: 'none' }] } }))).toEqual([
      'Accepted=Unknown Pending',
      'Programmed=False ListenersNotValid',
    ]);
  });
});

describe('routes', () => {
  const toSet = { kind: 'ListenerSet', name: 'ls', namespace: 'apps' };
  const pieces = (parentRefs: object[], home = 'shop') => [listenerSet('apps/ls', [other()], REF), route(`${home}/r`, { parentRefs })];

  test('see the listeners of the object that they name, and no others', () => {
    expect(routeSays(scene(pieces([{ ...toSet, sectionName: 'extra' }])), 'HTTPRoute shop/r')[0]).toBe('Accepted');
    expect(routeSays(scene(pieces([{ ...toSet, sectionName: 'web' }])), 'HTTPRoute shop/r')[0]).toBe('Accepted=False NoMatchingParent');
    expect(routeSays(scene(pieces([{ ...REF, sectionName: 'extra' }])), 'HTTPRoute shop/r')[0]).toBe('Accepted=False NoMatchingParent');
  });

  test('are counted on the listener that takes them', () => {
    const prediction = scene(pieces([toSet]));
    expect([listenerOf(prediction, SET, 'extra').attachedRoutes, listenerOf(prediction, 'Gateway infra/gw').attachedRoutes]).toEqual([
      1, 0,
    ]);
  });

  test('of the namespace of the ListenerSet are those of Same', () => {
    const same = other({ allowedRoutes: { namespaces: { from: 'Same' } } });
    const admitted = (home: string) =>
      routeSays(scene([listenerSet('apps/ls', [same], REF), route(`${home}/r`, { parentRefs: [toSet] })]), `HTTPRoute ${home}/r`)[0];
    expect(['apps', 'shop', 'infra'].map(admitted)).toEqual([
      'Accepted',
      'Accepted=False NotAllowedByListeners',
      'Accepted=False NotAllowedByListeners',
    ]);
  });

  test('attach to a listener that lost its conflict', () => {
    const prediction = scene([listenerSet('apps/ls', [listener()], REF), route('shop/r', { parentRefs: [toSet] })]);
    expect(routeSays(prediction, 'HTTPRoute shop/r')[0]).toBe('Accepted');
  });

  test('of a ListenerSet that is refused are told different things by different controllers', () => {
    expect(routeSays(scene(pieces([toSet]), {}), 'HTTPRoute shop/r')).toEqual(['Accepted=Unknown Pending', 'ResolvedRefs']);
  });

  test('of a ListenerSet without Gateway hear nothing, as it does itself', () => {
    const orphan = [listenerSet('apps/ls', [other()], { name: 'none', namespace: 'infra' }), route('shop/r', { parentRefs: [toSet] })];
    const prediction = scene(orphan);
    expect(prediction.listenerSets[0]).toMatchObject({ noStatus: { why: 'absent' }, listeners: [] });
    expect(says(prediction, SET)).toEqual(['Accepted=Unknown Pending', 'Programmed=Unknown Pending']);
    expect(silencesOf(prediction, 'HTTPRoute shop/r')).toEqual(['spec.parentRefs.0 parent']);
  });

  test('of an XListenerSet name it by its own group and kind', () => {
    const x = { ...listenerSet('apps/ls', [other()], REF), apiVersion: 'gateway.networking.x-k8s.io/v1alpha1', kind: 'XListenerSet' };
    const ref = { ...toSet, group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet' };
    const prediction = scene([x, route('shop/r', { parentRefs: [ref, toSet] })]);
    expect(routeSays(prediction, 'HTTPRoute shop/r')[0]).toBe('Accepted');
    expect(silencesOf(prediction, 'HTTPRoute shop/r')).toEqual(['spec.parentRefs.1 absent']);
  });
});

test('the way in which a Gateway checks clients holds on its ListenerSets', () => {
  const validation = { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'none', namespace: 'shop' }] };
  const spec = { ...OPEN, tls: { frontend: { default: { validation } } } };
  const prediction = scene([listenerSet('apps/ls', [https()], REF)], spec);
  expect(listenerSays(prediction, SET).slice(0, 2)).toEqual(['Accepted=False NoValidCACertificate', 'ResolvedRefs=False RefNotPermitted']);
});

test('a controller without ListenerSet is silent about them', () => {
  const prediction = predicted([...BASE, gateway('infra/gw', [listener()], OPEN), listenerSet('apps/ls', [other()], REF)], {
    without: ['SupportListenerSet'],
  });
  expect(prediction.listenerSets[0]?.noStatus?.why).toBe('feature');
  expect(prediction.listenerSets[0]?.conditions[0]?.message).toBe('the assumed controller has no ListenerSet: waiting for controller');
  expect(prediction.gateways[0]?.attachedListenerSets).toBe(0);
});
