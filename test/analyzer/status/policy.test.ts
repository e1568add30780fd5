import {
  brief,
  causesOf,
  configMap,
  gateway,
  gatewayClass,
  listener,
  listenerSet,
  namespace,
  type Piece,
  policy,
  predicted,
  route,
  secret,
  service,
} from './scene';

const CA = { group: '', kind: 'ConfigMap', name: 'ca' };
const SERVICE = { group: '', kind: 'Service', name: 'svc' };
const validation = (...caCertificateRefs: object[]) => ({ hostname: 'a.com', caCertificateRefs });
const SPEC = { targetRefs: [SERVICE], validation: validation(CA) };
const BASE = [
  gatewayClass('class'),
  namespace('infra'),
  namespace('apps'),
  gateway('infra/gw'),
  configMap('apps/ca'),
  service('apps/svc', {
    ports: [
      { port: 80, name: 'web' },
      { port: 81, name: 'admin' },
    ],
  }),
  route('apps/r', { rules: [{ backendRefs: [{ name: 'svc', port: 80 }] }] }),
];

function ancestors(name: string, ...pieces: Piece[]) {
  const found = predicted([...BASE, ...pieces]).policies.find(({ manifest }) => manifest.name === name);
  return found?.ancestors.map(({ gateway: { namespace: home, name: other }, conditions }) => [
    `${home}/${other}`,
    ...conditions.map(brief),
  ]);
}

const says = (spec: object, ...pieces: Piece[]) => ancestors('p', policy('apps/p', { ...SPEC, ...spec }), ...pieces)?.[0]?.slice(1);

describe('certificates to trust', () => {
  test.each<[string, object[], string[]]>([
    ['good', [CA], ['Accepted', 'ResolvedRefs']],
    ['missing', [{ ...CA, name: 'none' }], ['Accepted=False NoValidCACertificate', 'ResolvedRefs=False InvalidCACertificateRef']],
    ['empty', [{ ...CA, name: 'empty' }], ['Accepted=False NoValidCACertificate', 'ResolvedRefs=False InvalidCACertificateRef']],
    ['without ca.crt', [{ ...CA, name: 'odd' }], ['Accepted=False NoValidCACertificate', 'ResolvedRefs=False InvalidCACertificateRef']],
    ['of another kind', [{ ...CA, kind: 'Service' }], ['Accepted=False NoValidCACertificate', 'ResolvedRefs=False InvalidKind']],
    ['one good, one bad', [{ ...CA, name: 'none' }, CA], ['Accepted', 'ResolvedRefs=False InvalidCACertificateRef']],
    ['in a Secret, which some controllers take', [{ ...CA, kind: 'Secret' }], ['Accepted=Unknown Pending', 'ResolvedRefs=Unknown Pending']],
  ])('%s', (_, refs, expected) => {
    const held = [configMap('apps/empty', { 'ca.crt': '' }), configMap('apps/odd', { other: 'x' }), secret('apps/ca', { 'ca.crt': 'x' })];
    if (refs.some((ref) => 'kind' in ref && ref.kind === 'Secret')) {
      held.pop();
    }
    expect(says({ validation: validation(...refs) }, ...held)).toEqual(expected);
  });

  test('those of the system need no reference', () => {
    expect(says({ validation: { hostname: 'a.com', wellKnownCACertificates: 'System' } })).toEqual(['Accepted', 'ResolvedRefs']);
  });
});

describe('targets', () => {
  test.each<[string, object, string]>([
    ['a port by its name', { ...SERVICE, sectionName: 'web' }, 'Accepted'],
    ['a port that is not there', { ...SERVICE, sectionName: 'none' }, 'Accepted=False TargetNotFound'],
  ])('%s', (_, target, expected) => {
    expect(says({ targetRefs: [target] })?.[0]).toBe(expected);
  });

  test('a Service that is missing, where a route wants it', () => {
    const wants = route('apps/w', { rules: [{ backendRefs: [{ name: 'none', port: 80 }] }] });
    expect(says({ targetRefs: [{ ...SERVICE, name: 'none' }] }, wants)?.[0]).toBe('Accepted=False TargetNotFound');
  });
});

test.each<[string, object[], string]>([
  ['the only target', [{ ...SERVICE, sectionName: 'none' }], 'Service apps/svc has no port named "none"'],
  [
    'one of two',
    [SERVICE, { ...SERVICE, name: 'none' }],
    'Service apps/none does not exist; controllers differ where another target is there',
  ],
])('the message tells whether %s is missing', (_, targetRefs, message) => {
  const { policies } = predicted([...BASE, policy('apps/p', { ...SPEC, targetRefs })]);
  expect(policies[0]?.ancestors[0]?.conditions[0]).toMatchObject({ reason: 'TargetNotFound', message });
});

describe('two policies of one target', () => {
  const pair = (one: object, other: object, ages: [object, object] = [{}, {}]) =>
    ['a', 'b'].map(
      (name) => ancestors(name, policy('apps/a', { ...SPEC, ...one }, ages[0]), policy('apps/b', { ...SPEC, ...other }, ages[1]))?.[0]?.[1],
    );
  const web = { targetRefs: [{ ...SERVICE, sectionName: 'web' }] };
  const admin = { targetRefs: [{ ...SERVICE, sectionName: 'admin' }] };
  test.each<[string, object, object, [object, object], string[]]>([
    ['the name decides', {}, {}, [{}, {}], ['Accepted', 'Accepted=False Conflicted']],
    [
      'the older wins',
      {},
      {},
      [{ creationTimestamp: '2026-02-01T00:00:00Z' }, { creationTimestamp: '2026-01-01T00:00:00Z' }],
      ['Accepted=False Conflicted', 'Accepted'],
    ],
    ['a port and the whole do not conflict', web, {}, [{}, {}], ['Accepted', 'Accepted']],
    ['two ports do not conflict', web, admin, [{}, {}], ['Accepted', 'Accepted']],
    ['one port conflicts', web, web, [{}, {}], ['Accepted', 'Accepted=False Conflicted']],
    [
      'losing some targets leaves the rest open',
      web,
      { targetRefs: [...web.targetRefs, ...admin.targetRefs] },
      [{}, {}],
      ['Accepted', 'Accepted=Unknown Pending'],
    ],
  ])('%s', (_, one, other, ages, expected) => {
    expect(pair(one, other, ages)).toEqual(expected);
  });

  test.each<[object, boolean]>([
    [{}, true],
    [{ creationTimestamp: '2026-01-01T00:00:00Z' }, false],
  ])('the loser is told the winner, and whether the name alone decides: %j', (age, named) => {
    const { policies } = predicted([...BASE, policy('apps/a', SPEC, age), policy('apps/b', SPEC)]);
    const conditions = policies[1]?.ancestors[0]?.conditions ?? [];
    const [cause] = causesOf(conditions, 'conflicted');
    expect([cause?.path.join('.'), cause?.winner.name]).toEqual(['spec.targetRefs.0', 'a']);
    expect(conditions[0]?.message.includes('the name decides')).toBe(named);
  });
});

describe('an entry for each Gateway that reaches the Service', () => {
  const names = (...pieces: Piece[]) => ancestors('p', policy('apps/p', SPEC), ...pieces)?.map(([name]) => name);
  const via = (parentRef: object, id = 'apps/s') =>
    route(id, { parentRefs: [parentRef], rules: [{ backendRefs: [{ name: 'svc', namespace: 'apps', port: 80 }] }] });

  test('through any of its routes and ListenerSets, once', () => {
    const open = gateway('infra/open', [listener()], { allowedListeners: { namespaces: { from: 'All' } } });
    const set = listenerSet('apps/ls', [listener({ port: 8080 })], { name: 'open', namespace: 'infra' });
    const pieces = [open, set, via({ kind: 'ListenerSet', name: 'ls' }), via({ name: 'gw', namespace: 'infra' }, 'apps/t')];
    expect(names(...pieces)).toEqual(['infra/gw', 'infra/open']);
  });

  test('not through a route that is refused, or that may not refer to the Service', () => {
    const closed = gateway('infra/closed', [listener({ allowedRoutes: { namespaces: { from: 'Same' } } })]);
    const elsewhere = gateway('infra/elsewhere');
    expect(names(closed, via({ name: 'closed', namespace: 'infra' }), elsewhere, via({ name: 'elsewhere' }, 'infra/s'))).toEqual([
      'infra/gw',
    ]);
  });

  test('none where no route leads to the Service, or the controller has no BackendTLSPolicy', () => {
    expect(predicted([...BASE.slice(0, -1), policy('apps/p', SPEC)]).policies[0]?.ancestors).toEqual([]);
    expect(predicted([...BASE, policy('apps/p', SPEC)], { without: ['SupportBackendTLSPolicy'] }).policies[0]?.ancestors).toEqual([]);
  });
});
