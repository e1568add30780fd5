import fc from 'fast-check';
import type { Path } from '../../../analyzer/model/path';
import type { World } from '../../../analyzer/model/world/world';
import { told, worldOf } from './world';

const FROM: Path = ['spec', 'listeners', 0, 'allowedRoutes', 'namespaces', 'from'];
const SELECTOR: Path = ['spec', 'listeners', 0, 'allowedRoutes', 'namespaces', 'selector'];

function gateway(spec: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra}
spec:
${spec.replace(/^/gm, '  ')}
`;
}

const WHOLE = gateway(`gatewayClassName: class
listeners:
  - name: web
    port: 80
    protocol: HTTP
    allowedRoutes:
      namespaces:
        from: Same
        selector:
          matchLabels: {old: label}
      kinds: [{kind: HTTPRoute}, {kind: GRPCRoute}]
  - name: admin
    port: 8080
    protocol: HTTP`);

const BY_LABEL = gateway(`listeners:
  - name: web
    allowedRoutes:
      namespaces:
        from: Selector
        selector:
          matchExpressions: [{key: team, operator: Exists}]`);

const ALL = gateway(`listeners:
  - name: web
    allowedRoutes: {namespaces: {from: All}}`);

function only(world: World) {
  const [manifest, ...more] = world.all('Gateway');
  expect(more).toEqual([]);
  if (manifest === undefined) {
    throw new Error('there is no Gateway');
  }
  return manifest;
}

test('a partial Gateway wins by listener and field, and replaces selector and kinds whole', () => {
  const world = worldOf(BY_LABEL, WHOLE);
  expect(only(world).object.spec).toEqual({
    gatewayClassName: 'class',
    listeners: [
      {
        name: 'web',
        port: 80,
        protocol: 'HTTP',
        allowedRoutes: {
          namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] } },
          kinds: [
            { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
            { group: 'gateway.networking.k8s.io', kind: 'GRPCRoute' },
          ],
        },
      },
      { name: 'admin', port: 8080, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } },
    ],
  });
  expect(world.problems).toEqual([]);

  const kinds = gateway('listeners: [{name: web, allowedRoutes: {kinds: [{kind: TLSRoute}]}}]');
  const [web] = only(worldOf(kinds, WHOLE)).object.spec.listeners ?? [];
  expect(web?.allowedRoutes?.kinds).toEqual([{ group: 'gateway.networking.k8s.io', kind: 'TLSRoute' }]);
  expect(web?.allowedRoutes?.namespaces?.from).toBe('Same');
});

test('a default of the CRD never stands for what another part says', () => {
  const whole = gateway(
    'gatewayClassName: class\nlisteners: [{name: web, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]',
  );
  const partial = gateway('listeners: [{name: web, hostname: a.example.com, allowedRoutes: {kinds: [{kind: HTTPRoute}]}}]');
  const [web] = only(worldOf([whole, partial])).object.spec.listeners ?? [];
  expect(web).toMatchObject({ hostname: 'a.example.com', allowedRoutes: { namespaces: { from: 'All' } } });
});

test('the merged Gateway is known from context alone only if all its parts are', () => {
  expect(only(worldOf(BY_LABEL, WHOLE)).context).toBe(false);
  expect(only(worldOf(WHOLE, BY_LABEL)).context).toBe(false);
  expect(only(worldOf([], [WHOLE, BY_LABEL])).context).toBe(true);
});

test('every value is found in the part that says it', () => {
  const manifest = only(worldOf(BY_LABEL, WHOLE));
  expect(manifest.parts.map(({ file }) => file)).toEqual(['0.yaml', 'context/0.yaml']);
  expect(manifest.locate(FROM)).toEqual({ file: '0.yaml', line: 9, column: 11 });
  expect(manifest.locate([...SELECTOR, 'matchExpressions', 0])).toEqual({ file: '0.yaml', line: 11, column: 32 });
  expect(manifest.locate(['spec', 'listeners', 0, 'port'])).toEqual({ file: 'context/0.yaml', line: 8, column: 7 });
  expect(manifest.locate(['spec', 'listeners', 1, 'allowedRoutes', 'namespaces', 'from'])).toEqual({
    file: 'context/0.yaml',
    line: 16,
    column: 7,
  });
  expect(manifest.locate(['spec', 'gatewayClassName'])).toEqual({ file: 'context/0.yaml', line: 5, column: 3 });
  expect(manifest.locate(['spec', 'listeners', 0])).toEqual({ file: '0.yaml', line: 6, column: 7 });
});

test('indexes in a part are its own', () => {
  const partial = gateway('listeners: [{name: admin, allowedRoutes: {namespaces: {from: All}}}]');
  const path: Path = ['spec', 'listeners', 1, 'allowedRoutes', 'namespaces', 'from'];
  const manifest = only(worldOf(partial, WHOLE));
  expect(manifest.origin(path)).toMatchObject({ manifest: { file: '0.yaml' }, path: FROM });
  expect(manifest.known(path)).toBe(true);
});

test('what a Gateway known from partial manifests alone does not say is unknown', () => {
  const manifest = only(worldOf(BY_LABEL));
  expect(manifest.object.spec).toEqual({
    listeners: [
      {
        name: 'web',
        allowedRoutes: { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] } } },
      },
    ],
  });
  expect(manifest.known(FROM)).toBe(true);
  expect(manifest.known(['spec', 'gatewayClassName'])).toBe(false);
  expect(manifest.known(['spec', 'listeners', 0, 'hostname'])).toBe(false);
  expect(manifest.known(['spec', 'listeners', 0, 'allowedRoutes', 'kinds'])).toBe(false);

  const both = only(worldOf([BY_LABEL, gateway('listeners: [{name: admin}]')]));
  expect(both.object.spec.listeners?.map(({ name }) => name)).toEqual(['web', 'admin']);
  expect(both.known(['spec', 'listeners', 1, 'allowedRoutes', 'namespaces', 'from'])).toBe(false);
});

test('a whole Gateway is known, be it said or not', () => {
  expect(only(worldOf(WHOLE)).known(['spec', 'listeners', 0, 'hostname'])).toBe(true);
  expect(only(worldOf(BY_LABEL, WHOLE)).known(['spec', 'listeners', 0, 'hostname'])).toBe(true);
});

test('partial Gateways that agree are no contest', () => {
  const world = worldOf([ALL, ALL], WHOLE);
  expect(world.problems).toEqual([]);
  expect(only(world).object.spec.listeners?.[0]?.allowedRoutes?.namespaces?.from).toBe('All');
});

test.each([
  ['with the whole one', WHOLE],
  ['without it', []],
])('fails if two partial Gateways disagree, %s', (_, context) => {
  for (const parts of [
    [ALL, BY_LABEL],
    [BY_LABEL, ALL],
  ]) {
    const world = worldOf(parts, context);
    const manifest = only(world);
    expect(world.problems.map(told)).toEqual([`contested Gateway infra/gw 0.yaml:${FROM.join('.')} 1.yaml:${FROM.join('.')}`]);
    expect(manifest.known(FROM)).toBe(false);
    expect(manifest.object.spec.listeners?.[0]?.allowedRoutes?.namespaces).not.toHaveProperty('from');
    expect(manifest.object.spec.listeners?.[0]?.allowedRoutes?.namespaces?.selector).toEqual({
      matchExpressions: [{ key: 'team', operator: 'Exists' }],
    });
    expect(manifest.known(SELECTOR)).toBe(true);
  }
});

test('fails if selectors differ, whatever else they share, and then all of it is unknown', () => {
  const other = BY_LABEL.replace('key: team', 'key: tier');
  const world = worldOf([BY_LABEL, other], WHOLE);
  expect(world.problems.map(told)).toEqual([`contested Gateway infra/gw 0.yaml:${SELECTOR.join('.')} 1.yaml:${SELECTOR.join('.')}`]);
  expect(only(world).known([...SELECTOR, 'matchExpressions', 0])).toBe(false);
  expect(only(world).known(FROM)).toBe(true);
});

test('fails if a partial Gateway names a listener that the whole one lacks', () => {
  const partial = gateway('listeners: [{name: web, hostname: a.example.com}, {name: wbe, allowedRoutes: {namespaces: {from: All}}}]');
  const world = worldOf(partial, WHOLE);
  expect(world.problems.map(told)).toEqual(['missing Gateway infra/gw wbe 0.yaml:spec.listeners.1']);
  expect(only(world).object.spec.listeners?.map(({ name, hostname }) => `${name} ${hostname}`)).toEqual([
    'web a.example.com',
    'admin undefined',
  ]);
});

test('a partial Gateway adds a listener that it says whole', () => {
  const world = worldOf(gateway('listeners: [{name: extra, port: 81, protocol: HTTP}]'), WHOLE);
  expect(world.problems).toEqual([]);
  expect(only(world).object.spec.listeners?.map(({ name }) => name)).toEqual(['web', 'admin', 'extra']);
  expect(only(world).object.spec.listeners?.[2]?.allowedRoutes?.namespaces?.from).toBe('Same');
});

test('a Gateway whole in the input and in context is the one of the input', () => {
  const world = worldOf(WHOLE.replace('port: 80\n', 'port: 81\n'), WHOLE);
  expect(world.problems).toEqual([]);
  expect(only(world)).toMatchObject({ context: false, object: { spec: { listeners: [{ port: 81 }, { port: 8080 }] } } });
});

test('the order of sources and documents changes nothing', () => {
  const texts = [WHOLE, WHOLE.replace('8080', '8081'), ALL, BY_LABEL, gateway('listeners: [{name: admin, hostname: b.example.com}]')];
  const views = (world: World) => {
    const manifest = only(world);
    return {
      object: manifest.object,
      problems: world.problems.map(({ what }) => what).sort(),
      port: manifest.locate(['spec', 'listeners', 1, 'port']).line,
    };
  };
  const expected = views(worldOf(texts.join('---\n')));
  fc.assert(
    fc.property(fc.shuffledSubarray(texts, { minLength: texts.length }), (shuffled) => {
      expect(views(worldOf(shuffled.join('---\n'))).object).toEqual(expected.object);
      expect(views(worldOf(shuffled.join('---\n'))).problems).toEqual(expected.problems);
    }),
  );
});
