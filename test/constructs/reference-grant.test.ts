import { ApiObject, type App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { CrossingApp, grantReference, NamespaceChart, ReferenceGrant, type ReferenceGrantProps, type Referrer } from '../../constructs';
import { manifests } from '../../jest';

const props: ReferenceGrantProps = {
  from: [{ kind: 'HTTPRoute', namespace: 'test-source' }],
  to: [{ kind: 'Service', name: 'echo' }],
};

function grant(more: Partial<ReferenceGrantProps> = {}, app: App = Testing.app()): ReferenceGrant {
  return new ReferenceGrant(NamespaceChart.ensure(app, 'test-destination'), 'test-grant', { ...props, ...more });
}

test('defaults', () => {
  expect(ApiObject.of(grant()).toJson()).toMatchInlineSnapshot(`
{
  "apiVersion": "gateway.networking.k8s.io/v1beta1",
  "kind": "ReferenceGrant",
  "metadata": {
    "name": "test-grant",
    "namespace": "test-destination",
  },
  "spec": {
    "from": [
      {
        "group": "gateway.networking.k8s.io",
        "kind": "HTTPRoute",
        "namespace": "test-source",
      },
    ],
    "to": [
      {
        "group": "",
        "kind": "Service",
        "name": "echo",
      },
    ],
  },
}
`);
});

test('the primary child is the object', () => {
  const it = grant();
  expect(it.node.defaultChild).toBe(it.node.findChild('Resource'));
});

test('it lands in the chart of its namespace, wherever it stands', () => {
  const app = Testing.app();
  const it = new ReferenceGrant(new Chart(app, 'mine'), 'allow-web', { ...props, namespace: 'shop', name: 'web' });
  expect(ApiObject.of(it).chart).toBe(NamespaceChart.ensure(app, 'shop'));
  expect(ApiObject.of(it).toJson().metadata).toEqual({ name: 'web', namespace: 'shop' });
});

test('it is written in the version that every release serves and every controller reads', () => {
  expect(ApiObject.of(grant({}, new CrossingApp({ target: { controller: 'generic', gatewayApi: '1.6' } }))).apiVersion).toBe(
    'gateway.networking.k8s.io/v1beta1',
  );
});

test('a whole kind is permitted where no name is given', () => {
  expect(ApiObject.of(grant({ to: [{ group: 'example.com', kind: 'Function' }] })).toJson().spec.to).toEqual([
    { group: 'example.com', kind: 'Function' },
  ]);
});

const seventeen = <Item>(item: Item) => Array<Item>(17).fill(item);

test.each<[string, Partial<ReferenceGrantProps>, string]>([
  ['the name is none', { name: '../x' }, 'name is "../x": expected 1 to 253 lower-case letters'],
  ['the namespace is none', { namespace: 'a.b' }, 'namespace is "a.b": expected 1 to 63 lower-case letters'],
  ['nobody may refer', { from: [] }, 'from has 0 items: expected 1 to 16'],
  ['nothing may be referred to', { to: [] }, 'to has 0 items: expected 1 to 16'],
  ['17 may refer', { from: seventeen({ kind: 'HTTPRoute', namespace: 'a' }) }, 'from has 17 items: expected 1 to 16'],
  ['17 may be referred to', { to: seventeen({ kind: 'Service' }) }, 'to has 17 items: expected 1 to 16'],
  ['a namespace is a wildcard', { from: [{ kind: 'HTTPRoute', namespace: '*' }] }, 'from[0].namespace is "*": expected 1 to 63'],
  ['a namespace is empty', { from: [{ kind: 'HTTPRoute', namespace: '' }] }, 'from[0].namespace is "": expected 1 to 63'],
  ['a kind is none', { from: [{ kind: 'HTTP Route', namespace: 'a' }] }, 'from[0].kind is "HTTP Route": expected 1 to 63 letters'],
  ['a group is none', { from: [{ group: 'Example', kind: 'A', namespace: 'a' }] }, 'from[0].group is "Example": expected'],
  [
    'the group is core',
    { to: [{ group: 'core', kind: 'Service' }] },
    'to[0].group is "core": no kind is in that group; the group of Service, Secret and ConfigMap is ""',
  ],
  ['the name of a target is none', { to: [{ kind: 'Service', name: 'A' }] }, 'to[0].name is "A": expected 1 to 253'],
  [
    'it is for its own namespace',
    { from: [{ kind: 'HTTPRoute', namespace: 'test-destination' }] },
    'from[0].namespace is "test-destination": the grant is in the same namespace, where references need none; leave it out',
  ],
])('fails if %s', (_, more, why) => {
  expect(() => grant(more)).toThrow(why);
});

test('fails if it is in no namespace', () => {
  expect(() => new ReferenceGrant(Testing.chart(), 'a', props)).toThrow('namespace is missing: test/a is in no chart that has one');
});

describe('gathered grants', () => {
  /** An object that refers to others. */
  class Refers extends Construct implements Referrer {
    constructor(
      app: App,
      id: string,
      readonly namespace = 'web',
      readonly kind: Referrer['kind'] = 'HTTPRoute',
    ) {
      super(app, id);
    }
  }
  const service = (name: string, namespace = 'shop') => ({ group: '', kind: 'Service', name, namespace });

  /** Each grant as `namespace/name from kind of namespace to names`. */
  const written = (app: App) =>
    manifests(app)
      .filter(({ kind }) => kind === 'ReferenceGrant')
      .map(({ metadata, spec }) => {
        const { from, to } = spec as { from: [Referrer]; to: { name: string }[] };
        return `${metadata.namespace}/${metadata.name} ${from.map((it) => `${it.kind} of ${it.namespace}`)} to ${to.map(({ name }) => name)}`;
      });

  test('there is one for each namespace referred to, namespace that refers, and kind', () => {
    const app = Testing.app();
    grantReference(new Refers(app, 'a'), service('b'));
    grantReference(new Refers(app, 'b'), service('a'));
    grantReference(new Refers(app, 'c', 'web', 'GRPCRoute'), service('a'));
    grantReference(new Refers(app, 'd', 'api'), service('a'));
    grantReference(new Refers(app, 'e'), service('a', 'bank'));
    expect(written(app)).toEqual([
      'bank/web-httproute HTTPRoute of web to a',
      'shop/web-httproute HTTPRoute of web to a,b',
      'shop/web-grpcroute GRPCRoute of web to a',
      'shop/api-httproute HTTPRoute of api to a',
    ]);
  });

  test('the same reference is permitted once', () => {
    const app = Testing.app();
    grantReference(new Refers(app, 'a'), service('b'));
    grantReference(new Refers(app, 'b'), service('b'));
    expect(written(app)).toEqual(['shop/web-httproute HTTPRoute of web to b']);
  });

  test('within one namespace no consent is needed', () => {
    const app = Testing.app();
    grantReference(new Refers(app, 'a'), service('b', 'web'));
    expect(written(app)).toEqual([]);
  });

  test('sixteen names fill one object, and further ones are told apart by number', () => {
    const app = Testing.app();
    const names = Array.from({ length: 33 }, (_, index) => `s${index + 10}`);
    for (const name of [...names].reverse()) {
      grantReference(new Refers(app, name), service(name), 'many');
    }
    expect(written(app)).toEqual([
      `shop/many HTTPRoute of web to ${names.slice(0, 16)}`,
      `shop/many-2 HTTPRoute of web to ${names.slice(16, 32)}`,
      `shop/many-3 HTTPRoute of web to ${names.slice(32)}`,
    ]);
  });

  test('whoever names the grant names it for all, also for those before', () => {
    const app = Testing.app();
    grantReference(new Refers(app, 'a'), service('a'));
    grantReference(new Refers(app, 'b'), service('b'), 'test-grant');
    grantReference(new Refers(app, 'c'), service('c'));
    expect(written(app)).toEqual(['shop/test-grant HTTPRoute of web to a,b,c']);
  });

  test('a name that is given up may be taken', () => {
    const app = Testing.app();
    grantReference(new Refers(app, 'a'), service('a'));
    grantReference(new Refers(app, 'b'), service('a'), 'other');
    grantReference(new Refers(app, 'c', 'api'), service('a'), 'web-httproute');
    expect(written(app)).toEqual(['shop/other HTTPRoute of web to a', 'shop/web-httproute HTTPRoute of api to a']);
  });

  test('fails if two name one grant differently, and names both', () => {
    const app = Testing.app();
    grantReference(new Refers(app, 'first'), service('a'), 'one');
    expect(() => grantReference(new Refers(app, 'second'), service('b'), 'two')).toThrow(
      'grantName is "two" in second and "one" in first: both let HTTPRoute of "web" refer to "shop" and share one ReferenceGrant; give it one name',
    );
  });

  test('fails if the name is that of a grant for others', () => {
    const app = Testing.app();
    grantReference(new Refers(app, 'a'), service('a'), 'test-grant');
    expect(() => grantReference(new Refers(app, 'b', 'api'), service('a'), 'test-grant')).toThrow(
      'ReferenceGrant shop/test-grant is for HTTPRoute of "web" and for HTTPRoute of "api": each has a grant of its own; give them different names with grantName',
    );
  });

  test('fails if the name or what is referred to is none', () => {
    const app = Testing.app();
    const referrer = new Refers(app, 'a');
    expect(() => grantReference(referrer, service('a'), 'A')).toThrow('grantName is "A": expected 1 to 253');
    expect(() => grantReference(referrer, service('A'))).toThrow('name is "A": expected 1 to 253');
    expect(() => grantReference(referrer, service('a', 'B'))).toThrow('namespace is "B": expected 1 to 63');
    expect(() => grantReference(referrer, { ...service('a'), group: 'core' })).toThrow('group is "core": no kind is in that group');
  });
});
