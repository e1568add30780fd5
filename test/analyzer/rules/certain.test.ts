import { meant } from '../../../analyzer/rules/grants/grant-kind-unknown';
import { isBroken } from '../../../analyzer/rules/routing/regular-expression-invalid';

const API = 'gateway.networking.k8s.io';

test.each([
  ['core', 'Service', 'group', ''],
  ['v1', 'Secret', 'group', ''],
  [API, 'Service', 'group', ''],
  ['', 'HTTPRoute', 'group', API],
  ['gateway.networking.k8s.oi', 'HTTPRoute', 'group', API],
  ['gateway.networking.x-k8s.io', 'HTTPRoute', 'group', API],
  ['gateway.networking.x-k8s.io', 'ListenerSet', 'group', API],
  [API, 'XListenerSet', 'group', 'gateway.networking.x-k8s.io'],
  [API, 'HttpRoute', 'kind', 'HTTPRoute'],
  [API, 'HTTPRoutes', 'kind', 'HTTPRoute'],
  ['', 'Services', 'kind', 'Service'],
  ['', 'configmap', 'kind', 'ConfigMap'],
])('group %j and kind %j exist nowhere together: the %s is %j', (group, kind, key, value) => {
  expect(meant({ group, kind })).toEqual({ key, value });
});

test.each([
  ['', 'Service'],
  ['', 'Secret'],
  [API, 'HTTPRoute'],
  ['serving.knative.dev', 'Service'],
  ['networking.istio.io', 'Gateway'],
  ['multicluster.x-k8s.io', 'ServiceImport'],
  ['configuration.konghq.com', 'KongPlugin'],
  ['', 'Pod'],
  ['constructor', 'HttpRoute'],
  ['', 'constructor'],
  [API, 'HTTPRouteOfTomorrow'],
])('group %j and kind %j may exist together', (group, kind) => {
  expect(meant({ group, kind })).toBeUndefined();
});

test.each(['(', 'a(b', 'a)', '[a', 'a[b-', '*a', '+a', '(a|*)', '[z-a]', 'a{2,1}', '\\'])('no engine reads %j', (expression) => {
  expect(isBroken(expression)).toBe(true);
});

test.each([
  '/a.*',
  '^/v[12]/(a|b)$',
  '(?i)/a',
  '(?P<name>a)',
  '(?<name>a)',
  'a++',
  'a{1,2}+',
  '\\Qa(b\\E',
  '[](]',
  '[^](]',
  '[[:alpha:]]+',
  '[a&&[b]',
  '(?=a)b',
  'a{,2}',
  '',
])('some engine may read %j', (expression) => {
  expect(isBroken(expression)).toBe(false);
});
