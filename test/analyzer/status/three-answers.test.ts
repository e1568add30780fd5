import {
  causesOf,
  gateway,
  gatewayClass,
  grant,
  https,
  listener,
  listenerOf,
  listenerSays,
  listenerSet,
  namespace,
  type Piece,
  parentsOf,
  policy,
  predicted,
  route,
  routeSays,
  says,
  secret,
  service,
} from './scene';

const GATEWAY = gateway('infra/gw');
const BACKEND = { rules: [{ backendRefs: [{ name: 'svc', namespace: 'shop', port: 80 }] }] };
const UNKNOWN = 'Unknown Pending';

function message(prediction: ReturnType<typeof predicted>, ref: string, index = 0): string {
  return parentsOf(prediction, ref)[0]?.conditions[index]?.message ?? '';
}

describe('what is not in the input does not exist only where its namespace is', () => {
  test('a Gateway', () => {
    const open = predicted([route('apps/r')]);
    expect(routeSays(open, 'HTTPRoute apps/r')).toEqual([`Accepted=${UNKNOWN}`, 'ResolvedRefs']);
    expect(message(open, 'HTTPRoute apps/r')).toMatchInlineSnapshot(
      `"cannot tell what Gateway infra/gw answers: not in the input: Gateway infra/gw"`,
    );
    expect(parentsOf(predicted([namespace('infra'), route('apps/r')]), 'HTTPRoute apps/r')).toEqual([]);
  });

  test('a ReferenceGrant', () => {
    const open = predicted([GATEWAY, service('shop/svc'), route('apps/r', BACKEND)]);
    expect(routeSays(open, 'HTTPRoute apps/r')).toEqual(['Accepted', `ResolvedRefs=${UNKNOWN}`]);
    expect(message(open, 'HTTPRoute apps/r', 1)).toMatchInlineSnapshot(
      `"cannot tell whether a ReferenceGrant in "shop" permits HTTPRoute from "apps" to reference Service shop/svc: not in the input: a ReferenceGrant in "shop""`,
    );
    const closed = predicted([namespace('shop'), GATEWAY, service('shop/svc'), route('apps/r', BACKEND)]);
    expect(routeSays(closed, 'HTTPRoute apps/r')[1]).toBe('ResolvedRefs=False RefNotPermitted');
  });

  test('a Service', () => {
    const pieces = [GATEWAY, grant('shop/g', {}, {}), route('apps/r', BACKEND)];
    expect(routeSays(predicted(pieces), 'HTTPRoute apps/r')[1]).toBe(`ResolvedRefs=${UNKNOWN}`);
    expect(message(predicted(pieces), 'HTTPRoute apps/r', 1)).toMatchInlineSnapshot(
      `"cannot tell whether Service shop/svc exists: not in the input: Service shop/svc"`,
    );
    expect(routeSays(predicted([namespace('shop'), ...pieces]), 'HTTPRoute apps/r')[1]).toBe('ResolvedRefs=False BackendNotFound');
    const release = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'x', namespace: 'shop' }, spec: {} };
    expect(routeSays(predicted([namespace('shop'), release, ...pieces]), 'HTTPRoute apps/r')[1]).toBe(`ResolvedRefs=${UNKNOWN}`);
  });

  test('a Secret, where there are others and nobody makes one', () => {
    const cert = (...pieces: Piece[]) =>
      listenerSays(predicted([namespace('infra'), gateway('infra/gw', [https()]), ...pieces]), 'Gateway infra/gw')[1];
    expect(cert()).toBe(`ResolvedRefs=${UNKNOWN}`);
    expect(cert(secret('infra/other'))).toBe('ResolvedRefs=False InvalidCertificateRef');
    const certificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'c', namespace: 'infra' },
      spec: { secretName: 'cert' },
    };
    expect(cert(secret('infra/other'), certificate)).toBe(`ResolvedRefs=${UNKNOWN}`);
  });

  test('a ConfigMap of certificates to trust', () => {
    const spec = {
      targetRefs: [{ group: '', kind: 'Service', name: 'svc' }],
      validation: { hostname: 'a.com', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] },
    };
    const pieces = [
      GATEWAY,
      service('apps/svc'),
      route('apps/r', { rules: [{ backendRefs: [{ name: 'svc', port: 80 }] }] }),
      policy('apps/p', spec),
    ];
    const { policies } = predicted([namespace('apps'), ...pieces]);
    expect(policies[0]?.ancestors[0]?.conditions.map(({ status }) => status)).toEqual(['Unknown', 'Unknown']);
  });

  test('the Gateway of a ListenerSet', () => {
    const pieces = [
      listenerSet('apps/ls', [listener()], { name: 'gw', namespace: 'infra' }),
      route('apps/r', { parentRefs: [{ kind: 'ListenerSet', name: 'ls' }] }),
    ];
    const prediction = predicted(pieces);
    expect(says(prediction, 'ListenerSet apps/ls')).toEqual([`Accepted=${UNKNOWN}`, `Programmed=${UNKNOWN}`]);
    expect(prediction.listenerSets[0]?.noStatus).toBeUndefined();
    expect(routeSays(prediction, 'HTTPRoute apps/r')).toEqual([`Accepted=${UNKNOWN}`, 'ResolvedRefs']);
  });
});

describe('labels of a namespace that is not in the input', () => {
  const selecting = (matchLabels: object, ...pieces: Piece[]) => {
    const allowedRoutes = { namespaces: { from: 'Selector', selector: { matchLabels } } };
    return predicted([gateway('infra/gw', [listener({ allowedRoutes })]), route('apps/r'), ...pieces]);
  };

  test('are not known, but for its name', () => {
    expect(routeSays(selecting({ team: 'a' }), 'HTTPRoute apps/r')[0]).toBe(`Accepted=${UNKNOWN}`);
    expect(message(selecting({ team: 'a' }), 'HTTPRoute apps/r')).toMatchInlineSnapshot(
      `"cannot tell whether a listener of Gateway infra/gw that the parentRef selects takes routes from this namespace: not in the input: Namespace apps"`,
    );
    expect(routeSays(selecting({ 'kubernetes.io/metadata.name': 'apps' }), 'HTTPRoute apps/r')[0]).toBe('Accepted');
    expect(routeSays(selecting({ 'kubernetes.io/metadata.name': 'x', team: 'a' }), 'HTTPRoute apps/r')[0]).toBe(
      'Accepted=False NotAllowedByListeners',
    );
    expect(routeSays(selecting({ team: 'a' }, namespace('apps', { team: 'a' })), 'HTTPRoute apps/r')[0]).toBe('Accepted');
    expect(routeSays(selecting({ team: 'a' }, namespace('apps')), 'HTTPRoute apps/r')[0]).toBe('Accepted=False NotAllowedByListeners');
  });

  test('do not matter where another listener takes the route, or where this one refuses it anyway', () => {
    const allowedRoutes = { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } };
    const two = gateway('infra/gw', [listener({ allowedRoutes }), listener({ name: 'open', port: 81 })]);
    expect(routeSays(predicted([two, route('apps/r')]), 'HTTPRoute apps/r')[0]).toBe('Accepted');
    const named = gateway('infra/gw', [listener({ allowedRoutes, hostname: 'b.com' })]);
    expect(routeSays(predicted([named, route('apps/r', { hostnames: ['a.com'] })]), 'HTTPRoute apps/r')[0]).toBe(
      'Accepted=False NoMatchingListenerHostname',
    );
  });
});

describe('a Gateway of which only a part is in the input', () => {
  const part = (...namespaces: string[]) => {
    const selector = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }] };
    return gateway('infra/gw', [{ name: 'web', allowedRoutes: { namespaces: { from: 'Selector', selector } } }], {
      gatewayClassName: undefined,
    });
  };
  const ref = (sectionName?: string) => ({ parentRefs: [{ name: 'gw', namespace: 'infra', sectionName }] });

  test('exists, and what it does not say is not known', () => {
    const prediction = predicted([namespace('infra'), part('apps'), route('apps/r', ref('web'))]);
    expect(says(prediction, 'Gateway infra/gw')).toEqual([`Accepted=${UNKNOWN}`, `Programmed=${UNKNOWN}`]);
    expect(listenerSays(prediction, 'Gateway infra/gw')).toEqual([
      `Accepted=${UNKNOWN}`,
      `ResolvedRefs=${UNKNOWN}`,
      `Programmed=${UNKNOWN}`,
    ]);
    expect(routeSays(prediction, 'HTTPRoute apps/r')).toEqual([`Accepted=${UNKNOWN}`, 'ResolvedRefs']);
    expect(message(prediction, 'HTTPRoute apps/r')).toMatchInlineSnapshot(
      `"cannot tell whether a listener of Gateway infra/gw that the parentRef selects takes this kind of route: not in the input: the whole of Gateway infra/gw"`,
    );
  });

  test('refuses whom it does not let in', () => {
    const prediction = predicted([part('apps'), route('shop/r', ref('web'))]);
    expect(routeSays(prediction, 'HTTPRoute shop/r')[0]).toBe('Accepted=False NotAllowedByListeners');
  });

  test('may have other listeners', () => {
    for (const spec of [ref('other'), ref()]) {
      const prediction = predicted([namespace('infra'), part('apps'), route('shop/r', spec)]);
      expect(routeSays(prediction, 'HTTPRoute shop/r')[0]).toBe(`Accepted=${UNKNOWN}`);
      expect(causesOf(parentsOf(prediction, 'HTTPRoute shop/r')[0]?.conditions ?? [], 'field-unknown')).toHaveLength(1);
    }
  });

  const saying = (...listeners: object[]) => gateway('infra/gw', listeners, { gatewayClassName: undefined });

  test.each<[string, object]>([
    ['a certificate that is not named', { protocol: 'HTTPS', port: 443 }],
    ['a mode of TLS that is not named', { protocol: 'TLS', port: 443 }],
    ['nothing but a protocol', { protocol: 'HTTP', port: 80 }],
  ])('may have what it does not name: %s', (_, fields) => {
    const prediction = predicted([namespace('infra'), saying({ name: 'web', ...fields })]);
    const all = ['Accepted', 'ResolvedRefs', 'Programmed'].map((type) => `${type}=${UNKNOWN}`);
    expect(listenerSays(prediction, 'Gateway infra/gw')).toEqual(all);
    expect(says(prediction, 'Gateway infra/gw')).toEqual([`Accepted=${UNKNOWN}`, `Programmed=${UNKNOWN}`]);
  });

  test.each<[string, object, object, string | undefined]>([
    ['hostnames that are not named', {}, {}, UNKNOWN],
    ['one hostname that is not named', { hostname: 'a.com' }, {}, UNKNOWN],
    ['two hostnames', { hostname: 'a.com' }, { hostname: 'b.com' }, undefined],
    ['one hostname twice', { hostname: 'a.com' }, { hostname: 'a.com' }, 'True HostnameConflict'],
    ['two protocols', {}, { protocol: 'TCP' }, 'True ProtocolConflict'],
    ['a protocol that shares no hostnames', {}, { protocol: 'UDP' }, undefined],
  ])('clashes only by what it names: %s', (_, one, other, expected) => {
    const listeners = [one, other].map((fields, index) => ({ name: `l${index}`, protocol: 'HTTP', port: 80, ...fields }));
    const prediction = predicted([namespace('infra'), saying(...listeners)]);
    for (const name of ['l0', 'l1']) {
      expect(listenerSays(prediction, 'Gateway infra/gw', name)[3]).toBe(expected && `Conflicted=${expected}`);
    }
  });

  test('would be told by the whole, where it is open', () => {
    const listeners = ['a', 'b'].map((name) => ({ name, protocol: 'HTTP', port: 80 }));
    const prediction = predicted([namespace('infra'), saying(...listeners), route('apps/r', ref('a'))]);
    const conflicted = listenerOf(prediction, 'Gateway infra/gw', 'a').conditions[3];
    expect(conflicted?.message).toBe(
      'hostname of listener "a" may conflict on port 80 with listener "b" of Gateway infra/gw: not in the input: the whole of Gateway infra/gw',
    );
    const [cause] = causesOf(parentsOf(prediction, 'HTTPRoute apps/r')[0]?.conditions ?? [], 'not-allowed-by-listeners');
    expect(cause?.candidates.map(({ answer, kinds }) => [answer, kinds])).toEqual([['Unknown', undefined]]);
  });

  test.each<[string, object]>([
    ['a protocol, not the kinds', { protocol: 'TCP' }],
    ['the kinds, not the protocol', { allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'TCPRoute' }] } }],
  ])('refuses a kind of route by %s', (_, fields) => {
    const routes = [route('apps/r', ref('web')), route('apps/t', ref('web'), 'TCPRoute')];
    const prediction = predicted([namespace('infra'), saying({ name: 'web', ...fields }), ...routes]);
    expect(routeSays(prediction, 'HTTPRoute apps/r')[0]).toBe('Accepted=False NotAllowedByListeners');
    expect(routeSays(prediction, 'TCPRoute apps/t')[0]).toBe(`Accepted=${UNKNOWN}`);
  });

  test('leaves its ListenerSets open', () => {
    const prediction = predicted([
      namespace('infra'),
      part('apps'),
      listenerSet('apps/ls', [listener()], { name: 'gw', namespace: 'infra' }),
    ]);
    expect(says(prediction, 'ListenerSet apps/ls')).toEqual([`Accepted=${UNKNOWN}`, `Programmed=${UNKNOWN}`]);
  });

  test('is open where two parts contest a field, and certain in the rest', () => {
    const whole = gateway('infra/gw', [listener({ allowedRoutes: { namespaces: { from: 'Same' } } })]);
    const prediction = predicted([
      gatewayClass('class'),
      namespace('infra'),
      whole,
      part('apps'),
      part('shop'),
      route('apps/r'),
      route('infra/r'),
    ]);
    expect(says(prediction, 'Gateway infra/gw')).toEqual(['Accepted', 'Programmed']);
    expect(listenerSays(prediction, 'Gateway infra/gw')).toEqual(['Accepted', 'ResolvedRefs', 'Programmed']);
    expect(routeSays(prediction, 'HTTPRoute apps/r')[0]).toBe(`Accepted=${UNKNOWN}`);
  });
});
