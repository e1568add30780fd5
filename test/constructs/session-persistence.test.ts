import { Duration } from 'cdk8s';
import { HttpRoute } from '../../constructs/routes/http-route';
import { type CookieSessionPersistenceOptions, SessionPersistence } from '../../constructs/routes/session-persistence';
import type { Target } from '../../targets';
import { everything, listener, service, source, specOf } from './routes';

function written(sessionPersistence: SessionPersistence, target: Partial<Target> = old) {
  const rules = [{ backends: [service()], sessionPersistence }];
  return specOf(new HttpRoute(source(target), 'echo', { parents: [listener()], rules })).rules[0].sessionPersistence;
}

const old = { ...everything, gatewayApi: '1.6' } as const;
const named = { ...everything, gatewayApi: '1.7' } as const;

test('a cookie or a header binds a client to a backend', () => {
  expect(written(SessionPersistence.cookie())).toEqual({ type: 'Cookie' });
  expect(written(SessionPersistence.header({ sessionName: 'x-session' }))).toEqual({ type: 'Header', sessionName: 'x-session' });
});

test('a cookie may outlive the browser', () => {
  expect(written(SessionPersistence.cookie({ lifetimeType: 'Permanent', absoluteTimeout: Duration.days(1) }))).toEqual({
    type: 'Cookie',
    absoluteTimeout: '24h',
    cookieConfig: { lifetimeType: 'Permanent' },
  });
});

test('a target of release 1.7 gets its shape, defaults written', () => {
  expect(written(SessionPersistence.cookie(), named)).toEqual({ type: 'Cookie', cookie: { path: '/', lifetimeType: 'Session' } });
  expect(written(SessionPersistence.cookie({ sessionName: 'id', path: '/shop', absoluteTimeout: '1h' }), named)).toEqual({
    type: 'Cookie',
    absoluteTimeout: '1h',
    cookie: { name: 'id', path: '/shop', lifetimeType: 'Session' },
  });
  expect(written(SessionPersistence.header({ sessionName: 'x-session' }), named)).toEqual({
    type: 'Header',
    header: { name: 'x-session' },
  });
});

test('fails if a header has no name and the target is of release 1.7', () => {
  expect(() => written(SessionPersistence.header(), named)).toThrow(
    'rules[0].sessionPersistence: a header needs a name since Gateway API 1.7',
  );
});

test('fails if a cookie has a path and the target is older', () => {
  expect(() => written(SessionPersistence.cookie({ path: '/a' }), old)).toThrow(
    'rules[0].sessionPersistence.path: target generic (Gateway API 1.6, experimental channel) does not serve it; it is in the experimental channel since 1.7 only',
  );
});

test.each<[CookieSessionPersistenceOptions, string]>([
  [{ lifetimeType: 'Permanent' }, 'absoluteTimeout is missing: a permanent cookie has to end at some time'],
  [{ lifetimeType: 'permanent' as 'Permanent' }, 'lifetimeType is "permanent": expected one of Permanent, Session'],
  [{ path: 'shop' }, 'path is "shop": a path starts with "/"'],
  [{ sessionName: '' }, 'sessionName is "": expected'],
  [{ sessionName: 'a b' }, 'sessionName is "a b": expected'],
  [{ sessionName: 'x'.repeat(129) }, 'it has 129 characters, expected at most 128'],
])('fails if a cookie is %j', (options, why) => {
  expect(() => SessionPersistence.cookie(options)).toThrow(why);
});
