import { Duration } from 'cdk8s';
import { HttpRoute } from '../../constructs/routes/http-route';
import { type CookieSessionPersistenceOptions, SessionPersistence } from '../../constructs/routes/session-persistence';
import { everything, listener, service, source, specOf } from './routes';

function written(sessionPersistence: SessionPersistence) {
  const rules = [{ backends: [service()], sessionPersistence }];
  return specOf(new HttpRoute(source(everything), 'echo', { parents: [listener()], rules })).rules[0].sessionPersistence;
}

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

test.each<[CookieSessionPersistenceOptions, string]>([
  [{ lifetimeType: 'Permanent' }, 'absoluteTimeout is missing: a permanent cookie has to end at some time'],
  [{ lifetimeType: 'permanent' as 'Permanent' }, 'lifetimeType is "permanent": expected one of Permanent, Session'],
  [{ sessionName: '' }, 'sessionName is "": expected'],
  [{ sessionName: 'a b' }, 'sessionName is "a b": expected'],
  [{ sessionName: 'x'.repeat(129) }, 'it has 129 characters, expected at most 128'],
])('fails if a cookie is %j', (options, why) => {
  expect(() => SessionPersistence.cookie(options)).toThrow(why);
});
