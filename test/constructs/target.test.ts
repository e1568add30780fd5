import { App, Chart } from 'cdk8s';
import { apiVersionFor, refuseUnserved, TARGET_CONTEXT, type Target, targetOf } from '../../constructs/checks/target';

function chart(target?: Partial<Target>): Chart {
  const app = new App();
  if (target) {
    app.node.setContext(TARGET_CONTEXT, target);
  }
  return new Chart(app, 'chart');
}

test('the default is Kong on the experimental channel of Gateway API 1.3', () => {
  expect(targetOf(chart())).toEqual({ controller: 'kong', gatewayApi: '1.3', channel: 'experimental' });
});

test('what the context leaves out is taken from the default', () => {
  expect(targetOf(chart({ gatewayApi: '1.6' }))).toEqual({ controller: 'kong', gatewayApi: '1.6', channel: 'experimental' });
});

test('the nearest context counts', () => {
  const above = chart({ gatewayApi: '1.6' });
  above.node.setContext(TARGET_CONTEXT, { controller: 'generic' });
  expect(targetOf(above).gatewayApi).toBe('1.3');
});

test.each([
  [{ controller: 'nginx' }, 'controller is "nginx": expected generic, kong'],
  [{ gatewayApi: '1.2' }, 'gatewayApi is "1.2": expected 1.3, 1.4, 1.5, 1.6'],
  [{ gatewayApi: 1.5 }, 'gatewayApi is 1.5: expected'],
  [{ channel: 'stable' }, 'channel is "stable": expected experimental, standard'],
  [{ version: '1.5' }, 'version is "1.5": expected controller, gatewayApi, channel'],
])('fails if the context is %j', (context, why) => {
  expect(() => targetOf(chart(context as Partial<Target>))).toThrow(`context cdk8s-crossing:target, ${why}`);
});

test.each<[Target, string]>([
  [
    { controller: 'generic', gatewayApi: '1.5', channel: 'standard' },
    'target generic (Gateway API 1.5, standard channel) does not serve TCPRoute; v1 is in both channels since 1.6, v1alpha2 is in the experimental channel since 1.3 only',
  ],
  [
    { controller: 'kong', gatewayApi: '1.6', channel: 'standard' },
    'target kong (Gateway API 1.6, standard channel) does not serve TCPRoute; kong reads only v1alpha2: v1alpha2 is in the experimental channel since 1.3 only',
  ],
])('fails if the target does not serve the kind: %j', (target, why) => {
  expect(() => apiVersionFor(chart(target), 'TCPRoute', 'TCPRoute a/b')).toThrow(`TCPRoute a/b: ${why}`);
});

test('fails if the controller does not know the kind', () => {
  const target: Target = { controller: 'kong', gatewayApi: '1.6', channel: 'standard' };
  expect(() => apiVersionFor(chart(target), 'ListenerSet', 'ListenerSet a/b')).toThrow(
    'does not serve ListenerSet; kong does not know the kind',
  );
});

const named = { rules: [{ name: 'a' }] };

test('fails if the release lacks a field', () => {
  const scope = chart({ controller: 'generic', channel: 'standard' });
  expect(() => refuseUnserved(scope, 'HTTPRoute', named, (path) => `HTTPRoute a/b: ${path}`)).toThrow(
    'HTTPRoute a/b: rules[0].name: target generic (Gateway API 1.3, standard channel) does not serve it; it is in the standard channel since 1.4 and the experimental channel since 1.3',
  );
  expect(() => refuseUnserved(chart(), 'HTTPRoute', named, (path) => path)).not.toThrow();
});

test('fails if the controller does not honour a field', () => {
  const spec = { rules: [{ filters: [{ cors: {} }] }] };
  expect(() => refuseUnserved(chart(), 'HTTPRoute', spec, (path) => path)).toThrow(
    'rules[0].filters[0].cors: target kong (Gateway API 1.3, experimental channel) does not serve it; kong does not honour it',
  );
});

test('fails if the release lacks a value', () => {
  const spec = { rules: [{ filters: [{ requestRedirect: { statusCode: 308 } }] }] };
  expect(() => refuseUnserved(chart(), 'HTTPRoute', spec, (path) => path)).toThrow(
    'rules[0].filters[0].requestRedirect.statusCode is 308: target kong',
  );
});
