import { causesOf, gateway, gatewayClass, grant, namespace, parentsOf, predicted, route, routeSays, service } from './scene';

const BASE = [gatewayClass('class'), namespace('infra'), namespace('apps'), namespace('shop'), gateway('infra/gw')];
const PERMITTED = grant('shop/allow', {}, {});

function says(spec: object, pieces: readonly object[] = [], kind = 'HTTPRoute') {
  const prediction = predicted([...BASE, ...(pieces as never[]), route('apps/r', spec, kind)]);
  return routeSays(prediction, `${kind} apps/r`);
}

function resolves(backendRef: object, pieces: readonly object[] = [], kind = 'HTTPRoute') {
  const [accepted, resolved] = says({ rules: [{ backendRefs: [backendRef] }] }, pieces, kind);
  expect(accepted).toBe(kind === 'HTTPRoute' ? 'Accepted' : expect.any(String));
  return resolved;
}

const SHOP = { name: 'svc', namespace: 'shop', port: 80 };

describe('of several things that are wrong with a reference, the first counts', () => {
  test.each<[string, object, object[], string]>([
    ['nothing', { name: 'svc', port: 80 }, [service('apps/svc')], 'ResolvedRefs'],
    ['its own namespace written out', { name: 'svc', namespace: 'apps', port: 80 }, [service('apps/svc')], 'ResolvedRefs'],
    ['kind, consent, existence', { ...SHOP, kind: 'Bucket' }, [], 'ResolvedRefs=False InvalidKind'],
    ['group, consent, existence', { ...SHOP, group: 'example.org' }, [PERMITTED], 'ResolvedRefs=False InvalidKind'],
    ['group core', { ...SHOP, group: 'core' }, [PERMITTED, service('shop/svc')], 'ResolvedRefs=False InvalidKind'],
    ['consent and existence', SHOP, [], 'ResolvedRefs=False RefNotPermitted'],
    ['consent alone', SHOP, [service('shop/svc')], 'ResolvedRefs=False RefNotPermitted'],
    ['existence', SHOP, [PERMITTED], 'ResolvedRefs=False BackendNotFound'],
    ['port', { ...SHOP, port: 81 }, [PERMITTED, service('shop/svc')], 'ResolvedRefs=False BackendNotFound'],
    ['nothing, with consent', SHOP, [PERMITTED, service('shop/svc')], 'ResolvedRefs'],
    ['namespace forgotten', { name: 'svc', port: 80 }, [PERMITTED, service('shop/svc')], 'ResolvedRefs=False BackendNotFound'],
  ])('%s', (_, ref, pieces, expected) => {
    expect(resolves(ref, pieces)).toBe(expected);
  });
});

describe('Services', () => {
  const ref = { name: 'svc', port: 80 };
  test.each<[string, object, string]>([
    ['headless', { clusterIP: 'None', ports: [{ port: 80 }] }, 'ResolvedRefs'],
    ['of type ExternalName, without ports', { type: 'ExternalName', externalName: 'example.com' }, 'ResolvedRefs'],
    ['with the port for UDP alone', { ports: [{ port: 80, protocol: 'UDP' }] }, 'ResolvedRefs=Unknown Pending'],
    [
      'with the port for UDP and TCP',
      {
        ports: [
          { port: 80, protocol: 'UDP' },
          { port: 80, protocol: 'TCP' },
        ],
      },
      'ResolvedRefs',
    ],
    ['with h2c', { ports: [{ port: 80, appProtocol: 'kubernetes.io/h2c' }] }, 'ResolvedRefs'],
    ['with a protocol of somebody', { ports: [{ port: 80, appProtocol: 'example.com/x' }] }, 'ResolvedRefs'],
  ])('%s', (_, spec, expected) => {
    expect(resolves(ref, [service('apps/svc', spec)])).toBe(expected);
  });
});

test('a weight of 0 and a rule without backends change nothing', () => {
  expect(resolves({ name: 'svc', port: 80, weight: 0 })).toBe('ResolvedRefs=False BackendNotFound');
  expect(says({ rules: [{}] })).toEqual(['Accepted', 'ResolvedRefs']);
  expect(says({ rules: undefined })).toEqual(['Accepted', 'ResolvedRefs']);
});

describe('mirrors and checks of permission need what backends need, at the rule and at a backend', () => {
  const mirror = { type: 'RequestMirror', requestMirror: { backendRef: SHOP } };
  const check = { type: 'ExternalAuth', externalAuth: { backendRef: SHOP } };
  const own = { name: 'svc', port: 80 };
  test.each([
    ['mirror of a rule', { filters: [mirror], backendRefs: [own] }, 'spec.rules.0.filters.0.requestMirror.backendRef', 'mirror'],
    [
      'mirror of a backend',
      { backendRefs: [{ ...own, filters: [mirror] }] },
      'spec.rules.0.backendRefs.0.filters.0.requestMirror.backendRef',
      'mirror',
    ],
    ['check', { filters: [check], backendRefs: [own] }, 'spec.rules.0.filters.0.externalAuth.backendRef', 'external-auth'],
  ])('%s', (_, rule, path, role) => {
    const pieces = [...BASE, service('apps/svc'), route('apps/r', { rules: [rule] })];
    const refused = predicted(pieces);
    expect(routeSays(refused, 'HTTPRoute apps/r')).toEqual(['Accepted', 'ResolvedRefs=False RefNotPermitted']);
    const bad = refused.routes[0]?.references.filter(({ status }) => status === 'False') ?? [];
    expect(bad.map((one) => [one.path.join('.'), one.role])).toEqual([[path, role]]);
    expect(bad[0]?.cause?.path.join('.')).toBe(`${path}.namespace`);
    const permitted = predicted([...pieces, PERMITTED, service('shop/svc')]);
    expect(routeSays(permitted, 'HTTPRoute apps/r')).toEqual(['Accepted', 'ResolvedRefs']);
  });
});

test('the first reason in the document is told, and that there are others', () => {
  const rules = [{ backendRefs: [{ name: 'none', port: 80 }] }, { backendRefs: [{ ...SHOP, kind: 'Bucket' }, SHOP] }];
  const prediction = predicted([...BASE, route('apps/r', { rules })]);
  const [, condition] = parentsOf(prediction, 'HTTPRoute apps/r')[0]?.conditions ?? [];
  expect(condition?.reason).toBe('BackendNotFound');
  expect(condition?.causes.map(({ why }) => why)).toEqual(['backend-not-found', 'invalid-kind', 'ref-not-permitted']);
  expect(condition?.message).toMatchInlineSnapshot(
    `"Service apps/none does not exist; and 2 more (a controller may tell any of the reasons BackendNotFound, InvalidKind, RefNotPermitted)"`,
  );
});

test('names that come near are told, and the ports that there are', () => {
  const pieces = [...BASE, service('apps/echo'), service('apps/ehco'), service('apps/other')];
  const wrong = predicted([...pieces, route('apps/r', { rules: [{ backendRefs: [{ name: 'echos', port: 80 }] }] })]);
  const [missing] = causesOf(parentsOf(wrong, 'HTTPRoute apps/r')[0]?.conditions ?? [], 'backend-not-found');
  expect(missing?.path.join('.')).toBe('spec.rules.0.backendRefs.0.name');
  const other = predicted([...pieces, route('apps/r', { rules: [{ backendRefs: [{ name: 'echo', port: 8080 }] }] })]);
  const [port] = causesOf(parentsOf(other, 'HTTPRoute apps/r')[0]?.conditions ?? [], 'backend-port-not-found');
  expect([port?.path.join('.'), port?.ports]).toEqual(['spec.rules.0.backendRefs.0.port', [80]]);
});

test('a refused route still has its references judged, and they do not depend on the parent', () => {
  const rules = [{ backendRefs: [SHOP] }];
  const parentRefs = [
    { name: 'gw', namespace: 'infra', sectionName: 'none' },
    { name: 'gw', namespace: 'infra', sectionName: 'web' },
  ];
  const prediction = predicted([...BASE, route('apps/r', { parentRefs, rules })]);
  expect(routeSays(prediction, 'HTTPRoute apps/r', 0)).toEqual(['Accepted=False NoMatchingParent', 'ResolvedRefs=False RefNotPermitted']);
  expect(routeSays(prediction, 'HTTPRoute apps/r', 1)).toEqual(['Accepted', 'ResolvedRefs=False RefNotPermitted']);
});

test.each<[string, object, object, string]>([
  [
    'a port for another transport',
    { name: 'svc', port: 80 },
    { ports: [{ port: 80, protocol: 'UDP' }] },
    'Service apps/svc has port 80 for another transport protocol alone, and controllers differ',
  ],
  [
    'a port that is not there',
    { name: 'svc', port: 81 },
    { ports: [{ port: 80 }, { port: 82 }] },
    'Service apps/svc has no port 81, its ports are 80 and 82; controllers differ on the reason',
  ],
  [
    'a kind of the controller',
    { group: 'example.net', kind: 'Backend', name: 'b' },
    {},
    'cannot tell whether the controller knows Backend of example.net apps/b',
  ],
  ['a kind that is none', { kind: 'Bu\ncket', name: 'b' }, {}, 'cannot reference Bu cket apps/b: known are Service'],
])('a message says what is wrong or open, in one line: %s', (_, ref, spec, message) => {
  const pieces = [...BASE, service('apps/svc', spec), route('apps/r', { rules: [{ backendRefs: [ref] }] })];
  expect(parentsOf(predicted(pieces), 'HTTPRoute apps/r')[0]?.conditions[1]?.message).toBe(message);
});

describe('what only some controller knows cannot be told', () => {
  test.each<[string, object, object[]]>([
    ['a ServiceImport', { name: 'svc', group: 'multicluster.x-k8s.io', kind: 'ServiceImport' }, []],
    ['a kind of the controller', { name: 'svc', group: 'example.net', kind: 'Backend' }, []],
    ['a pool of models', { name: 'svc', group: 'inference.networking.k8s.io', kind: 'InferencePool' }, []],
    [
      'a kind of which there is an object',
      { name: 'svc', group: 'example.org', kind: 'Bucket' },
      [{ apiVersion: 'example.org/v1', kind: 'Bucket', metadata: { name: 'svc', namespace: 'apps' } }],
    ],
  ])('%s', (_, ref, pieces) => {
    expect(resolves(ref, pieces)).toBe('ResolvedRefs=Unknown Pending');
  });

  test.each<[string, boolean]>([
    ['example.org', true],
    ['apps', false],
    ['networking.k8s.io', false],
    ['gateway.networking.k8s.io', false],
  ])('a kind of group %s, with no class to tell the controller by: %s', (group, open) => {
    const pieces = [namespace('infra'), namespace('apps'), gateway('infra/gw')];
    const backend = route('apps/r', { rules: [{ backendRefs: [{ group, kind: 'Backend', name: 'b' }] }] });
    expect(routeSays(predicted([...pieces, backend]), 'HTTPRoute apps/r')[1]).toBe(
      open ? 'ResolvedRefs=Unknown Pending' : 'ResolvedRefs=False InvalidKind',
    );
  });

  test('a filter that is an object of its own and is not in the input', () => {
    const rules = [{ filters: [{ type: 'ExtensionRef', extensionRef: { group: 'example.net', kind: 'Limit', name: 'ten' } }] }];
    expect(says({ rules })).toEqual(['Accepted', 'ResolvedRefs=Unknown Pending']);
    const limit = { apiVersion: 'example.net/v1', kind: 'Limit', metadata: { name: 'ten', namespace: 'apps' } };
    expect(says({ rules }, [limit])).toEqual(['Accepted', 'ResolvedRefs']);
  });
});
