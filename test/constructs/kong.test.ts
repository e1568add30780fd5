import { HttpRoute, type HttpRouteProps } from '../../constructs/routes/http-route';
import { HttpPathMatch } from '../../constructs/routes/matches/http-path-match';
import type { RouteProps } from '../../constructs/routes/route';
import { least, listener, objectOf, service, source, standard } from './routes';

function annotationsOf(props: Partial<HttpRouteProps>) {
  const { metadata } = objectOf(new HttpRoute(source(), 'echo', { parents: [listener()], rules: [{ backends: [service()] }], ...props }));
  return metadata.annotations;
}

test('what Kong alone does is written as its annotations', () => {
  expect(
    annotationsOf({
      kong: { plugins: ['rate-limit', 'auth'], protocols: ['http', 'https'], preserveHost: false, stripPath: true },
      annotations: { 'konghq.com/methods': 'GET' },
    }),
  ).toEqual({
    'konghq.com/methods': 'GET',
    'konghq.com/plugins': 'rate-limit,auth',
    'konghq.com/preserve-host': 'false',
    'konghq.com/protocols': 'http,https',
    'konghq.com/strip-path': 'true',
  });
});

test('what is not said is not written', () => {
  expect(annotationsOf({ kong: {} })).toBeUndefined();
  expect(annotationsOf({ kong: { plugins: [], protocols: [] } })).toBeUndefined();
});

test.each(['GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'] as const)('%s takes plugins and protocols', (kind) => {
  const kong: NonNullable<RouteProps['kong']> = { plugins: ['log'], protocols: ['tls'] };
  expect(objectOf(least[kind](source(), { kong })).metadata.annotations).toEqual({
    'konghq.com/plugins': 'log',
    'konghq.com/protocols': 'tls',
  });
});

test('fails if the target is not Kong', () => {
  const kong = { preserveHost: true };
  const props = { parents: [listener()], rules: [{ backends: [service()] }], kong };
  expect(() => new HttpRoute(source(standard('1.6')), 'echo', props)).toThrow(
    'HTTPRoute test-source/echo: kong is {"preserveHost":true}: the target is generic, which reads none of it; leave it out, or write for target kong',
  );
});

test.each<[HttpRouteProps['kong'], string]>([
  [{ plugins: ['a', 'B c'] }, 'kong.plugins[1] is "B c": expected 1 to 253'],
  [{ plugins: ['a,b'] }, 'kong.plugins[0] is "a,b": expected'],
  [{ plugins: ['a', 'a'] }, 'kong.plugins holds "a" twice: name it once'],
  [{ protocols: ['https', 'HTTP' as 'http'] }, 'kong.protocols[1] is "HTTP": expected one of grpc, grpcs, http, https,'],
  [{ protocols: ['http', 'http'] }, 'kong.protocols holds "http" twice: name it once'],
])('fails if it is %j', (kong = {}, why) => {
  expect(() => annotationsOf({ kong })).toThrow(`HTTPRoute test-source/echo: ${why}`);
});

test('fails if an annotation is given by the option and by hand', () => {
  expect(() => annotationsOf({ kong: { stripPath: true }, annotations: { 'konghq.com/strip-path': 'false' } })).toThrow(
    'annotations["konghq.com/strip-path"] is "false": kong.stripPath writes it already; give one of them',
  );
});

test('fails if an annotation by hand contradicts stripPrefix', () => {
  const rules = [{ matches: [{ path: HttpPathMatch.prefix('/a') }], stripPrefix: true, backends: [service()] }];
  expect(() => annotationsOf({ rules, annotations: { 'konghq.com/strip-path': 'false' } })).toThrow(
    'annotations["konghq.com/strip-path"] is "false": a rule has stripPrefix; give one of them',
  );
  expect(annotationsOf({ rules, annotations: { 'konghq.com/strip-path': 'true' } })).toEqual({ 'konghq.com/strip-path': 'true' });
});
