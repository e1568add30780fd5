import { causesOf, gateway, gatewayClass, grant, namespace, parentsOf, predicted, route, routeSays, service } from './scene';

const rules = [{ backendRefs: [{ name: 'svc', namespace: 'shop', port: 80 }] }];
const BASE = [
  gatewayClass('class'),
  ...['infra', 'apps', 'shop', 'other'].map((name) => namespace(name)),
  gateway('infra/gw'),
  service('shop/svc'),
  route('apps/r', { rules }),
];
const ROUTE = 'HTTPRoute apps/r';

function near(...grants: Parameters<typeof predicted>[0]) {
  const prediction = predicted([...BASE, ...grants]);
  const [cause] = causesOf(parentsOf(prediction, ROUTE)[0]?.conditions ?? [], 'ref-not-permitted');
  return [routeSays(prediction, ROUTE)[1], cause?.grants.map(({ grant: one, failed }) => `${one.namespace}/${one.name} ${failed}`)];
}

describe('a grant permits only what it names, letter by letter', () => {
  test.each<[string, string, object, object, string]>([
    ['its own namespace', 'other/g', {}, {}, 'namespace'],
    ['the namespace of the route', 'apps/g', {}, {}, 'namespace'],
    ['from.group', 'shop/g', { group: '' }, {}, 'from'],
    ['from.kind', 'shop/g', { kind: 'GRPCRoute' }, {}, 'from'],
    ['from.namespace', 'shop/g', { namespace: 'other' }, {}, 'from'],
    ['to.group', 'shop/g', {}, { group: 'core' }, 'to'],
    ['to.kind', 'shop/g', {}, { kind: 'Secret' }, 'to'],
    ['to.name alone', 'shop/g', {}, { name: 'other' }, 'to'],
    ['from and to', 'shop/g', { kind: 'GRPCRoute' }, { name: 'other' }, 'from,to'],
  ])('fails if it names another %s', (_, id, from, to, failed) => {
    expect(near(grant(id, from, to))).toEqual(['ResolvedRefs=False RefNotPermitted', [`${id} ${failed}`]]);
  });

  test.each<[string, object]>([
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['its name', { name: 'svc' }],
  ])('permits with %s in to', (_, to) => {
    expect(near(grant('shop/g', {}, to))).toEqual(['ResolvedRefs', undefined]);
  });
});

test('from of one grant does not go with to of another', () => {
  expect(near(grant('shop/a', {}, { name: 'other' }), grant('shop/b', { namespace: 'other' }, {}))).toEqual([
    'ResolvedRefs=False RefNotPermitted',
    ['shop/b from', 'shop/a to'],
  ]);
});

test('each from goes with each to, and grants add up', () => {
  const both = grant('shop/g', {}, {});
  const wide = {
    ...both,
    spec: {
      from: [{ group: 'a', kind: 'b', namespace: 'c' }, ...(both as never as { spec: { from: [] } }).spec.from],
      to: [
        { group: '', kind: 'Secret' },
        { group: '', kind: 'Service' },
        { group: '', kind: 'Service', name: 'svc' },
      ],
    },
  };
  const prediction = predicted([...BASE, wide, grant('shop/h', {}, { name: 'svc' })]);
  expect(prediction.routes[0]?.references[0]?.grants.flat().map(({ grant: { name }, from, to }) => [name, from, to])).toEqual([
    ['g', 1, 1],
    ['g', 1, 2],
    ['h', 0, 0],
  ]);
});

test('among many grants, references that are permitted alike share the list of what permits them', () => {
  const many = Array.from({ length: 12 }, (_, index) => grant(`shop/g${index}`, {}, {}));
  const { routes } = predicted([...BASE, route('apps/s', { rules }), ...many]);
  const [one, other] = routes.map(({ references }) => references[0]?.grants);
  expect(one?.map((uses) => uses.length)).toEqual([12]);
  expect(other?.[0]).toBe(one?.[0]);
});

test('the grants that lack least are told first, and no more than a few', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    grant(`shop/g${index}`, { kind: 'Gateway', namespace: 'x' }, { name: `n${index}` }),
  );
  const [, told] = near(...many, grant('shop/z', {}, { name: 'svx' }), grant('other/z', {}, { name: 'svc' }));
  expect(told).toHaveLength(5);
  expect(told?.slice(0, 3)).toEqual(['shop/z to', 'other/z namespace', 'shop/g0 from,to']);
});

test('a controller without ReferenceGrant lets no reference out', () => {
  const prediction = predicted([...BASE, grant('shop/g', {}, {})], { without: ['SupportReferenceGrant'] });
  expect(routeSays(prediction, ROUTE)).toEqual(['Accepted', 'ResolvedRefs=False RefNotPermitted']);
});

test('a grant is not asked for in the way from a route to its Gateway', () => {
  const none = predicted(BASE.slice(0, -1).concat(route('apps/r')));
  expect(routeSays(none, ROUTE)).toEqual(['Accepted', 'ResolvedRefs']);
});
