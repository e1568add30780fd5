import { load } from '../../../analyzer/model/load';
import { check } from '../../../analyzer/report/check';
import { predict } from '../../../analyzer/status/predict';
import { byPath, route, shared } from './judged';

const FEATURE = 'GatewayRouteHostnameIntersectionPrecedence';
const WILD = { name: 'wild', port: 80, protocol: 'HTTP', hostname: '*.example.com' };

/** A GatewayClass whose controller says what it supports. */
function classWith(...features: string[]): object {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'example' },
    spec: { controllerName: 'example.com/controller' },
    status: { supportedFeatures: features.map((name) => ({ name })) },
  };
}

function messages(objects: readonly object[], without: readonly string[] = []): string[] {
  const text = [shared(WILD), ...objects].map((object) => JSON.stringify(object)).join('\n---\n');
  const world = load([{ path: 'input.yaml', text }]);
  const { findings } = check(world, predict(world, { without }), { rules: ['hostname-captured', 'route-shadowed'] });
  return findings.map(({ rule, subject, message }) => `${rule} ${subject.namespace}/${subject.name}: ${message}`);
}

/** On the listener, both have the host `*.example.com`. */
const broad = (name: string, born?: number, path = '/a') =>
  route(name, { section: 'wild', hostnames: ['*.com'], rules: [byPath(path)], ...(born !== undefined && { born }) });
const narrow = (name: string, born?: number, path = '/a') =>
  route(name, { section: 'wild', hostnames: ['*.example.com'], rules: [byPath(path)], ...(born !== undefined && { born }) });

const requests = 'requests for /a of "*.example.com" on listener "wild"';

test('a controller that compares own hostnames gives requests to the narrower one, though it is younger', () => {
  expect(messages([classWith(FEATURE), broad('web/old', 1), narrow('shop/new', 2)])).toEqual([
    `hostname-captured web/old: HTTPRoute web/old gets none of the ${requests}: HTTPRoute shop/new claims the same, and its own hostname is narrower`,
  ]);
  expect(messages([classWith(FEATURE), broad('web/old', 1), narrow('web/new', 2)])).toEqual([
    `route-shadowed web/old: HTTPRoute web/old gets nothing here: HTTPRoute web/new claims the same requests for "*.example.com" on listener "wild", and its own hostname is narrower`,
  ]);
});

test.each([
  ['says what it supports, and not that', [classWith('HTTPRouteCORS')], []],
  ['is said to lack it', [], [FEATURE]],
])('a controller that %s gives them to the older one', (_, objects, without) => {
  expect(messages([...objects, broad('web/old', 1), narrow('shop/new', 2)], without)).toEqual([
    `hostname-captured shop/new: HTTPRoute shop/new gets none of the ${requests}: HTTPRoute web/old claims the same, and it is older`,
  ]);
});

test('if nothing says which controller it is, both answers are given', () => {
  const either = `a controller with feature ${FEATURE} sends them to HTTPRoute shop/new, whose own hostname is narrower; another one sends them to`;
  expect(messages([broad('web/old', 1), narrow('shop/new', 2)])).toEqual([
    `hostname-captured shop/new: HTTPRoute shop/new and HTTPRoute web/old claim the same ${requests}: ${either} HTTPRoute web/old, which is older`,
  ]);
  expect(messages([broad('web/old'), narrow('shop/new')])[0]).toMatch(/another one sends them to the older one$/);
  expect(messages([broad('web/old'), narrow('web/new')])[0]).toMatch(/^route-shadowed .* sends them to HTTPRoute web\/new, whose/);
});

test('if the narrower one is older as well, it gets them whichever controller it is', () => {
  expect(messages([broad('web/new', 2), narrow('shop/old', 1)])).toEqual([
    `hostname-captured web/new: HTTPRoute web/new gets none of the ${requests}: HTTPRoute shop/old claims the same, and it is older`,
  ]);
});

test('a narrower path does not help against a narrower hostname', () => {
  const routes = [broad('web/long', 1, '/a/b'), narrow('shop/short', 2)];
  const part = 'requests for /a/b of "*.example.com" on listener "wild"';
  expect(messages([classWith(FEATURE), ...routes])).toEqual([
    `hostname-captured web/long: HTTPRoute web/long gets none of the ${part}: HTTPRoute shop/short claims more, and its own hostname is narrower`,
  ]);
  const taken = `hostname-captured shop/short: HTTPRoute web/long takes the ${part} from HTTPRoute shop/short, which claims more: the narrower match wins`;
  expect(messages([classWith('HTTPRouteCORS'), ...routes])).toEqual([taken]);
  expect(messages(routes)).toEqual([
    `${taken}; a controller with feature ${FEATURE} sends them to HTTPRoute shop/short, whose own hostname is narrower`,
  ]);
});

test('a route without hostnames has the broadest', () => {
  const bare = route('web/bare', { section: 'wild', rules: [byPath('/a')], born: 1 });
  expect(messages([classWith(FEATURE), bare, narrow('shop/named', 2)])[0]).toMatch(
    /^hostname-captured web\/bare: .* its own hostname is narrower$/,
  );
});
