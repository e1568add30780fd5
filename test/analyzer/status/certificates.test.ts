import {
  CERTIFICATE,
  configMap,
  gateway,
  gatewayClass,
  grant,
  https,
  listener,
  listenerOf,
  listenerSays,
  namespace,
  PAIR,
  predicted,
  route,
  says,
  secret,
} from './scene';

const BASE = [gatewayClass('class'), namespace('infra'), namespace('vault'), secret('infra/any'), secret('vault/any')];
const GATEWAY = 'Gateway infra/gw';
const FROM_GATEWAY = { kind: 'Gateway', namespace: 'infra' };

function listens(refs: readonly object[], ...pieces: Parameters<typeof predicted>[0]) {
  return listenerSays(predicted([...BASE, ...pieces, gateway('infra/gw', [https({ tls: { certificateRefs: refs } })])]), GATEWAY);
}

const BAD = ['Accepted', 'ResolvedRefs=False InvalidCertificateRef', 'Programmed=False Invalid'];
const REFUSED = ['Accepted', 'ResolvedRefs=False RefNotPermitted', 'Programmed=False Invalid'];
const GOOD = ['Accepted', 'ResolvedRefs', 'Programmed'];

describe('a certificate of a listener', () => {
  test.each<[string, object, string]>([
    ['a missing key', { 'tls.crt': CERTIFICATE }, 'has no tls.key'],
    ['a missing certificate', { 'tls.key': PAIR['tls.key'] }, 'has no tls.crt'],
    ['an empty certificate', { ...PAIR, 'tls.crt': '' }, 'has no tls.crt'],
    ['a certificate that is no PEM', { ...PAIR, 'tls.crt': 'hello' }, 'has no PEM certificate in tls.crt'],
    ['a key that is no PEM', { ...PAIR, 'tls.key': 'hello' }, 'has no PEM private key in tls.key'],
  ])('fails if its Secret has %s', (_, data, detail) => {
    const prediction = predicted([...BASE, secret('infra/cert', data), gateway('infra/gw', [https()])]);
    expect(listenerSays(prediction, GATEWAY)).toEqual(BAD);
    expect(listenerOf(prediction, GATEWAY).conditions[1]?.causes).toEqual([
      expect.objectContaining({ why: 'invalid-certificate-ref', fault: 'contents', detail }),
    ]);
  });

  test.each<[string, object]>([
    ['no Secret', { kind: 'ConfigMap', name: 'cert' }],
    ['of another group', { group: 'example.com', name: 'cert' }],
    ['not there', { name: 'none' }],
  ])('fails if it is %s', (_, ref) => {
    expect(listens([ref], secret('infra/cert'))).toEqual(BAD);
  });

  test('fails if its Secret is of a type that holds none', () => {
    expect(listens([{ name: 'cert' }], secret('infra/cert', PAIR, 'kubernetes.io/dockerconfigjson'))).toEqual(BAD);
  });

  test('cannot be told where its Secret has no type and all keys', () => {
    expect(listens([{ name: 'cert' }], secret('infra/cert', PAIR, 'Opaque'))).toEqual([
      'Accepted',
      'ResolvedRefs=Unknown Pending',
      'Programmed=Unknown Pending',
    ]);
  });

  test('is looked into by whoever can', () => {
    const pieces = [...BASE, secret('infra/cert'), gateway('infra/gw', [https()])];
    const pair = jest.fn(() => 'does not fit its key');
    const prediction = predicted(pieces, { certificates: { pair, authorities: () => undefined } });
    expect(pair.mock.calls).toEqual([[PAIR['tls.crt'], PAIR['tls.key']]]);
    expect(listenerSays(prediction, GATEWAY)).toEqual(BAD);
    expect(listenerOf(prediction, GATEWAY).conditions[1]?.message).toBe('Secret infra/cert does not fit its key');
  });

  test('is read from Base64', () => {
    const data = { 'tls.crt': btoa(PAIR['tls.crt']), 'tls.key': btoa(PAIR['tls.key']) };
    const { stringData: _, ...cert } = secret('infra/cert') as ReturnType<typeof secret> & { stringData: object };
    expect(listens([{ name: 'cert' }], { ...cert, data } as never)).toEqual(GOOD);
    expect(listens([{ name: 'cert' }], { ...cert, data: { ...data, 'tls.crt': '%%%' } } as never)).toEqual(BAD);
  });

  test('needs consent from another namespace before anybody looks whether it is there', () => {
    const ref = { name: 'cert', namespace: 'vault' };
    const to = { kind: 'Secret' };
    expect(listens([ref])).toEqual(REFUSED);
    expect(listens([ref], grant('vault/g', { kind: 'ListenerSet', namespace: 'infra' }, to))).toEqual(REFUSED);
    expect(listens([ref], grant('vault/g', FROM_GATEWAY, to))).toEqual(BAD);
    expect(listens([ref], grant('vault/g', FROM_GATEWAY, to), secret('vault/cert'))).toEqual(GOOD);
  });

  test('that is bad beside a good one leaves open whether the listener serves', () => {
    expect(listens([{ name: 'cert' }, { name: 'none' }], secret('infra/cert'))).toEqual([
      'Accepted',
      'ResolvedRefs=False InvalidCertificateRef',
      'Programmed=Unknown Pending',
    ]);
  });

  test.each<[string, object]>([
    ['bad', { name: 'none' }],
    ['refused', { name: 'cert', namespace: 'vault' }],
  ])('that is %s beside a good one is told as what it is', (_, ref) => {
    const pieces = [...BASE, secret('infra/cert'), gateway('infra/gw', [https({ tls: { certificateRefs: [{ name: 'cert' }, ref] } })])];
    const conditions = listenerOf(predicted(pieces), 'Gateway infra/gw').conditions;
    expect(conditions.find(({ type }) => type === 'Programmed')?.message).toBe(
      'some certificates of listener "web" are invalid, and controllers differ on serving the rest',
    );
  });

  test('that is bad takes no route from its listener', () => {
    const prediction = predicted([...BASE, gateway('infra/gw', [https()]), route('infra/r')]);
    expect(listenerOf(prediction, GATEWAY)).toMatchObject({
      attachedRoutes: 1,
      supportedKinds: [{ kind: 'HTTPRoute' }, { kind: 'GRPCRoute' }],
    });
    expect(says(prediction, GATEWAY)).toEqual(['Accepted=Unknown Pending', 'Programmed=False Invalid']);
  });
});

test('a listener that ends TLS without a certificate is not programmed; options may bring one', () => {
  const alone = (tls: object | undefined, protocol = 'HTTPS') =>
    listenerSays(predicted([...BASE, gateway('infra/gw', [listener({ protocol, port: 443, tls })])]), GATEWAY);
  expect(alone(undefined)).toEqual(['Accepted', 'ResolvedRefs', 'Programmed=False Invalid']);
  expect(alone({ options: { 'example.com/certificate': 'x' } })).toEqual([
    'Accepted',
    'ResolvedRefs=Unknown Pending',
    'Programmed=Unknown Pending',
  ]);
  expect(alone({ mode: 'Passthrough', certificateRefs: [{ name: 'none' }] }, 'TLS')).toEqual(GOOD);
  expect(alone({ mode: 'Terminate', certificateRefs: [{ name: 'none' }] }, 'TLS')).toEqual(BAD);
});

describe('the certificate that a Gateway shows to backends', () => {
  const shows = (clientCertificateRef: object, ...pieces: Parameters<typeof predicted>[0]) =>
    says(predicted([...BASE, ...pieces, gateway('infra/gw', [listener()], { tls: { backend: { clientCertificateRef } } })]), GATEWAY);
  const OTHERS = ['Accepted', 'Programmed'];

  test.each<[string, object, string]>([
    ['good', { name: 'any' }, 'ResolvedRefs'],
    ['missing', { name: 'none' }, 'ResolvedRefs=False InvalidClientCertificateRef'],
    ['of another kind', { kind: 'ConfigMap', name: 'any' }, 'ResolvedRefs=False InvalidClientCertificateRef'],
    ['malformed', { name: 'bad' }, 'ResolvedRefs=False InvalidClientCertificateRef'],
    ['elsewhere', { name: 'any', namespace: 'vault' }, 'ResolvedRefs=False RefNotPermitted'],
  ])('%s', (_, ref, expected) => {
    expect(shows(ref, secret('infra/bad', { ...PAIR, 'tls.key': 'x' }))).toEqual([...OTHERS, expected]);
  });

  test('elsewhere, with consent', () => {
    expect(shows({ name: 'any', namespace: 'vault' }, grant('vault/g', FROM_GATEWAY, { kind: 'Secret', name: 'any' }))).toEqual([
      ...OTHERS,
      'ResolvedRefs',
    ]);
  });
});

describe('the certificates of clients', () => {
  const ref = (fields: object = {}) => ({ group: '', kind: 'ConfigMap', name: 'ca', ...fields });
  const frontend = (...refs: object[]) => ({ tls: { frontend: { default: { validation: { caCertificateRefs: refs } } } } });
  const pieces = [
    ...BASE,
    secret('infra/cert'),
    configMap('infra/ca'),
    configMap('infra/empty', { 'ca.crt': '' }),
    configMap('infra/odd', { 'ca.crt': 'x' }),
  ];
  const checks = (spec: object, ...more: Parameters<typeof predicted>[0]) =>
    predicted([...pieces, ...more, gateway('infra/gw', [https(), listener({ name: 'plain' })], spec)]);

  test.each<[string, object, string]>([
    ['missing', ref({ name: 'none' }), 'InvalidCACertificateRef'],
    ['empty', ref({ name: 'empty' }), 'InvalidCACertificateRef'],
    ['no PEM', ref({ name: 'odd' }), 'InvalidCACertificateRef'],
    ['of another kind', ref({ kind: 'Service' }), 'InvalidCACertificateKind'],
    ['of another group', ref({ group: 'example.com' }), 'InvalidCACertificateKind'],
    ['elsewhere without consent', ref({ namespace: 'vault' }), 'RefNotPermitted'],
  ])('fails if the only one is %s, on HTTPS alone', (_, bad, reason) => {
    const prediction = checks(frontend(bad));
    expect(listenerSays(prediction, GATEWAY)).toEqual([
      'Accepted=False NoValidCACertificate',
      `ResolvedRefs=False ${reason}`,
      'Programmed=False Invalid',
    ]);
    expect(listenerSays(prediction, GATEWAY, 'plain')).toEqual(GOOD);
    expect(says(prediction, GATEWAY)).toEqual(['Accepted=True ListenersNotValid', 'Programmed']);
  });

  test('one good one keeps the listener going', () => {
    expect(listenerSays(checks(frontend(ref({ name: 'none' }), ref())), GATEWAY)).toEqual([
      'Accepted',
      'ResolvedRefs=False InvalidCACertificateRef',
      'Programmed',
    ]);
    expect(listenerSays(checks(frontend(ref())), GATEWAY)).toEqual(GOOD);
  });

  test('a Secret is taken by some controllers only', () => {
    const authority = secret('infra/authority', { 'ca.crt': CERTIFICATE }, 'Opaque');
    const prediction = checks(frontend(ref({ kind: 'Secret', name: 'authority' })), authority);
    expect(listenerSays(prediction, GATEWAY)[0]).toBe('Accepted=Unknown Pending');
  });

  test('what a port says replaces the default, even by saying nothing', () => {
    const { tls } = frontend(ref({ name: 'none' }));
    const perPort = (validation: object | undefined) => ({
      tls: { frontend: { ...tls.frontend, perPort: [{ port: 443, tls: { validation } }] } },
    });
    expect(listenerSays(checks(perPort(undefined)), GATEWAY)).toEqual(GOOD);
    expect(listenerSays(checks(perPort({ caCertificateRefs: [ref()] })), GATEWAY)).toEqual(GOOD);
    const other = { tls: { frontend: { ...tls.frontend, perPort: [{ port: 8443, tls: {} }] } } };
    expect(listenerSays(checks(other), GATEWAY)[0]).toBe('Accepted=False NoValidCACertificate');
  });

  test('letting clients in without one is told on the Gateway', () => {
    const validation = { caCertificateRefs: [ref()], mode: 'AllowInsecureFallback' };
    expect(says(checks({ tls: { frontend: { default: { validation } } } }), GATEWAY)).toEqual([
      'Accepted',
      'Programmed',
      'InsecureFrontendValidationMode=True ConfigurationChanged',
    ]);
  });
});
