import { check } from '../../../analyzer/report/check';
import { predict } from '../../../analyzer/status/predict';
import { worldOf } from '../model/world';
import { gateway, gatewayClass, grant, listener, listenerSays, namespace, type Piece, predicted, service } from './scene';

const CLUSTER = [namespace('infra'), namespace('auth'), gatewayClass('class'), service('auth/authz')];
const CONSENT = grant('auth/edge', { kind: 'Gateway', namespace: 'infra' }, { name: 'authz' });

function guarded(ref: object): Piece {
  const backendRef = { group: '', kind: 'Service', name: 'authz', namespace: 'auth', port: 80, ...ref };
  const requests = [{ type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', http: {}, backendRef } }];
  return gateway('infra/gw', [listener({ filters: { requests }, allowedRoutes: {} })]);
}

const said = (...pieces: Piece[]) => listenerSays(predicted([...CLUSTER, ...pieces]), 'Gateway infra/gw')[1];

test('an authorization Service in another namespace needs the consent of that namespace, before it is looked for', () => {
  expect(said(guarded({}))).toBe('ResolvedRefs=False RefNotPermitted');
  expect(said(guarded({ name: 'nope' }))).toBe('ResolvedRefs=False RefNotPermitted');
  expect(said(guarded({}), CONSENT)).toBe('ResolvedRefs');
});

test('a Service that is missing, or a kind that is not supported, has the reason of listener filters', () => {
  const any = grant('auth/edge', { kind: 'Gateway', namespace: 'infra' }, {});
  expect(said(guarded({ name: 'nope' }), any)).toBe('ResolvedRefs=False InvalidListenerFilterRef');
  expect(said(guarded({ kind: 'ConfigMap', namespace: undefined }))).toBe('ResolvedRefs=False InvalidListenerFilterRef');
});

test('without the feature nobody can tell what the listener answers', () => {
  const prediction = predicted([...CLUSTER, guarded({}), CONSENT], { without: ['GatewayListenerFilters'] });
  expect(listenerSays(prediction, 'Gateway infra/gw')).toContain('Accepted=Unknown Pending');
});

function rulesFor(...pieces: Piece[]): string[] {
  const world = worldOf(pieces.map((piece) => JSON.stringify(piece)));
  return check(world, predict(world)).findings.map(({ rule }) => rule);
}

test('the grant of a listener filter is used', () => {
  expect(rulesFor(...CLUSTER, guarded({}), CONSENT)).toEqual([]);
  expect(rulesFor(...CLUSTER, gateway('infra/gw', [listener({ allowedRoutes: {} })]), CONSENT)).toContain('grant-unused');
});

test('a grant is not called unused where an object that may use it is not understood', () => {
  const odd = gateway('infra/gw', [listener({ allowedRoutes: {}, gates: [{ name: 'authz', namespace: 'auth' }] })]);
  expect(rulesFor(...CLUSTER, odd, CONSENT)).toEqual(['unknown-field']);
  const refused = gateway('infra/gw', [listener({ allowedRoutes: {}, port: 70_000 })]);
  expect(rulesFor(...CLUSTER, refused, CONSENT)).toEqual(['invalid-value']);
});
