import { Duration } from 'cdk8s';
import type { Target } from '../../constructs/checks/target';
import type { HttpCors } from '../../constructs/routes/filters/http-cors';
import type { HttpExternalAuthOverHttp } from '../../constructs/routes/filters/http-external-auth';
import { HttpPathModifier } from '../../constructs/routes/filters/http-path-modifier';
import { type HttpRedirect, HttpRouteFilter } from '../../constructs/routes/filters/http-route-filter';
import type { HeaderModifier, LocalObject, MirrorOptions } from '../../constructs/routes/filters/route-filter';
import { HttpRoute } from '../../constructs/routes/http-route';
import { everything, listener, many, service, source, specOf } from './routes';

const echo = service();

function filtersOf(filters: readonly HttpRouteFilter[], target: Partial<Target> = everything, backends = [echo]) {
  const rules = [{ filters, backends }];
  return specOf(new HttpRoute(source(target), 'echo', { parents: [listener()], rules })).rules[0].filters;
}

describe.each(['requestHeaderModifier', 'responseHeaderModifier'] as const)('%s', (prop) => {
  const filterOf = (headers: HeaderModifier) => filtersOf([HttpRouteFilter[prop](headers)])[0];

  test('sets, adds and removes headers, each in the order of their names', () => {
    const filter = filterOf({ set: { 'x-b': '1', 'x-a': 'two words' }, add: { 'x-c': '3' }, remove: ['x-e', 'x-d'] });
    expect(filter.type).toBe(`R${prop.slice(1)}`);
    expect(filter[prop]).toEqual({
      set: [
        { name: 'x-a', value: 'two words' },
        { name: 'x-b', value: '1' },
      ],
      add: [{ name: 'x-c', value: '3' }],
      remove: ['x-d', 'x-e'],
    });
  });

  test('leaves out what it does not do', () => {
    expect(filterOf({ set: { 'x-a': '1' }, add: {}, remove: [] })[prop]).toEqual({ set: [{ name: 'x-a', value: '1' }] });
  });

  test.each<[HeaderModifier, string]>([
    [{}, ' names no header: give set, add or remove'],
    [{ set: {}, add: {}, remove: [] }, ' names no header: give set, add or remove'],
    [{ set: { 'X-A': '1', 'x-a': '2' } }, '.set holds "x-a" twice: the names of headers differ by more than case'],
    [{ add: { 'X-A': '1', 'x-a': '2' } }, '.add holds "x-a" twice'],
    [{ remove: ['X-A', 'x-a'] }, '.remove holds "x-a" twice'],
    [{ set: { 'x a': '1' } }, '.set is "x a": expected 1 to 256 letters, digits and'],
    [{ remove: ['x:a'] }, '.remove is "x:a": expected 1 to 256 letters'],
    [{ set: { 'x-a': '' } }, '.set["x-a"] is "": expected visible ASCII characters'],
    [{ add: { 'x-a': 'a\nb' } }, '.add["x-a"] is "a\\nb": expected visible ASCII characters'],
    [{ set: Object.fromEntries(many(17, (index) => [`x-${index}`, '1'])) }, '.set has 17 items: expected 0 to 16'],
    [{ remove: many(17, (index) => `x-${index}`) }, '.remove has 17 items: expected 0 to 16'],
  ])('fails if it is %j', (headers, why) => {
    expect(() => HttpRouteFilter[prop](headers)).toThrow(`${prop}${why}`);
  });
});

describe('requestMirror', () => {
  const mirrorOf = (options?: MirrorOptions) => filtersOf([HttpRouteFilter.requestMirror(service('shadow'), options)])[0].requestMirror;
  const backendRef = { group: '', kind: 'Service', name: 'shadow', namespace: 'test-destination', port: 1027 };

  test('mirrors every request unless it says otherwise', () => {
    expect(mirrorOf()).toEqual({ backendRef });
  });

  test('mirrors a share, to a port of its own', () => {
    expect(mirrorOf({ percent: 0 })).toEqual({ backendRef, percent: 0 });
    expect(mirrorOf({ port: 80, fraction: { numerator: 1, denominator: 3 } })).toEqual({
      backendRef: { ...backendRef, port: 80 },
      fraction: { numerator: 1, denominator: 3 },
    });
    expect(mirrorOf({ fraction: { numerator: 7 } })).toEqual({ backendRef, fraction: { numerator: 7, denominator: 100 } });
  });

  test('may stand several times', () => {
    const mirrors = ['a', 'b'].map((name) => HttpRouteFilter.requestMirror(service(name)));
    expect(filtersOf(mirrors)).toHaveLength(2);
  });

  test.each<[MirrorOptions, string]>([
    [{ percent: 101 }, 'percent is 101: expected whole numbers from 0 to 100'],
    [{ percent: -1 }, 'percent is -1: expected'],
    [{ percent: 0.5 }, 'percent is 0.5: expected whole numbers from 0 to 100'],
    [{ fraction: { numerator: 4, denominator: 3 } }, 'fraction.numerator is 4: expected whole numbers from 0 to 3'],
    [{ fraction: { numerator: 101 } }, 'fraction.numerator is 101: expected whole numbers from 0 to 100'],
    [{ fraction: { numerator: 0, denominator: 0 } }, 'fraction.denominator is 0: expected whole numbers from 1 to'],
    [
      { percent: 1, fraction: { numerator: 1 } },
      'requestMirror.percent and requestMirror.fraction are both given: a mirror takes one of them',
    ],
  ])('fails if the share is %j', (options, why) => {
    expect(() => HttpRouteFilter.requestMirror(echo, options)).toThrow(why);
  });

  test('fails if the port is none, or one that the Service does not have', () => {
    expect(() => mirrorOf({ port: 0 })).toThrow('requestMirror.port is 0: expected whole numbers from 1 to 65535');
    const known = { ...echo, ports: [{ port: 1027 }] };
    expect(() => filtersOf([HttpRouteFilter.requestMirror(known, { port: 80 })])).toThrow(
      'requestMirror.port is 80: Service test-destination/echo does not have it; expected 1027',
    );
  });
});

describe('requestRedirect', () => {
  const redirectOf = (redirect: HttpRedirect) => filtersOf([HttpRouteFilter.requestRedirect(redirect)], everything, [])[0].requestRedirect;

  test('answers 302 unless it says otherwise', () => {
    expect(redirectOf({ scheme: 'https' })).toEqual({ scheme: 'https', statusCode: 302 });
  });

  test('changes any part of the address', () => {
    expect(
      redirectOf({
        scheme: 'https',
        hostname: 'example.com',
        path: HttpPathModifier.replaceFullPath('/moved'),
        port: 8443,
        statusCode: 308,
      }),
    ).toEqual({
      scheme: 'https',
      hostname: 'example.com',
      path: { type: 'ReplaceFullPath', replaceFullPath: '/moved' },
      port: 8443,
      statusCode: 308,
    });
  });

  test.each<[HttpRedirect, string]>([
    [{}, 'requestRedirect is {}: it leads back to where it comes from; give scheme, hostname, path or port'],
    [{ statusCode: 301 }, 'requestRedirect is {"statusCode":301}: it leads back to where it comes from'],
    [{ hostname: '*.example.com' }, 'requestRedirect.hostname is "*.example.com": no wildcard is allowed'],
    [{ hostname: '' }, 'requestRedirect.hostname is "": expected'],
    [{ hostname: '10.0.0.1' }, 'requestRedirect.hostname is "10.0.0.1": an IP address is not a hostname'],
    [{ hostname: 'example.com:80' }, 'requestRedirect.hostname is "example.com:80": a hostname has no port'],
    [{ scheme: 'HTTPS' as 'https' }, 'requestRedirect.scheme is "HTTPS": expected one of http, https'],
    [{ scheme: 'https', statusCode: 300 as 301 }, 'requestRedirect.statusCode is 300: expected one of 301, 302, 303, 307, 308'],
    [{ port: 65_536 }, 'requestRedirect.port is 65536: expected whole numbers from 1 to 65535'],
  ])('fails if it is %j', (redirect, why) => {
    expect(() => HttpRouteFilter.requestRedirect(redirect)).toThrow(why);
  });
});

describe('urlRewrite', () => {
  test('changes host and path', () => {
    const rewrite = HttpRouteFilter.urlRewrite({ hostname: 'backend.example.com', path: HttpPathModifier.replacePrefixMatch('/v2') });
    expect(filtersOf([rewrite])).toEqual([
      {
        type: 'URLRewrite',
        urlRewrite: { hostname: 'backend.example.com', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' } },
      },
    ]);
  });

  test('fails if it changes nothing, or to what is no host', () => {
    expect(() => HttpRouteFilter.urlRewrite({})).toThrow('urlRewrite is {}: it changes nothing; give hostname or path');
    expect(() => HttpRouteFilter.urlRewrite({ hostname: '*.a.com' })).toThrow('urlRewrite.hostname is "*.a.com": no wildcard is allowed');
  });

  test('fails if the new path is none', () => {
    expect(() => HttpPathModifier.replaceFullPath('moved')).toThrow('path is "moved": a path starts with "/"; did you mean "/moved"?');
    expect(() => HttpPathModifier.replacePrefixMatch('/a//b')).toThrow('prefix is "/a//b": a path does not contain "//"');
    expect(HttpPathModifier.replacePrefixMatch('').value).toBe('');
  });
});

describe('cors', () => {
  const corsOf = (cors: HttpCors) => filtersOf([HttpRouteFilter.cors(cors)])[0].cors;

  test('lets a browser remember the answer for 5 seconds unless it says otherwise', () => {
    expect(corsOf({ allowOrigins: ['*'] })).toEqual({ allowOrigins: ['*'], maxAge: 5 });
  });

  test('says all that the API has', () => {
    expect(
      corsOf({
        allowOrigins: ['https://example.com:8443', 'http://*.example.com', 'https://*'],
        allowMethods: ['PUT', 'GET'],
        allowHeaders: ['x-b', 'x-a'],
        exposeHeaders: ['*'],
        allowCredentials: true,
        maxAge: Duration.minutes(2),
      }),
    ).toEqual({
      allowOrigins: ['http://*.example.com', 'https://*', 'https://example.com:8443'],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['x-a', 'x-b'],
      exposeHeaders: ['*'],
      allowCredentials: true,
      maxAge: 120,
    });
  });

  test('credentials that are not expected left out, as some releases take true only', () => {
    expect(corsOf({ allowOrigins: ['*'], allowCredentials: false })).not.toHaveProperty('allowCredentials');
  });

  test.each<[HttpCors, string]>([
    [{ allowOrigins: ['example.com'] }, 'cors.allowOrigins is "example.com": expected scheme, host and port'],
    [{ allowOrigins: ['https://example.com/a'] }, 'cors.allowOrigins is "https://example.com/a"'],
    [{ allowOrigins: ['*', 'https://a.com'] }, 'cors.allowOrigins is ["*","https://a.com"]: "*" has to be the only item'],
    [{ allowMethods: ['get' as 'GET'] }, 'cors.allowMethods is "get": expected one of *, CONNECT, DELETE, GET,'],
    [{ allowOrigins: [] }, 'cors.allowOrigins has 0 items: expected 1 to 64'],
    [{ allowOrigins: ['https://a.com', 'https://a.com'] }, 'cors.allowOrigins holds "https://a.com" twice'],
    [{ allowMethods: ['*', 'GET'] }, 'cors.allowMethods is ["*","GET"]: "*" has to be the only item'],
    [{ allowHeaders: ['X-A', 'x-a'] }, 'cors.allowHeaders holds "x-a" twice'],
    [{ exposeHeaders: ['a b'] }, 'cors.exposeHeaders is "a b": expected 1 to 256 letters'],
    [{ allowHeaders: many(65, (index) => `x-${index}`) }, 'cors.allowHeaders has 65 items: expected 1 to 64'],
    [{ maxAge: Duration.seconds(0) }, 'cors.maxAge is 0: expected whole numbers from 1 to'],
    [{ maxAge: Duration.millis(1500) }, 'cors.maxAge is 1.5: expected whole numbers from 1 to'],
  ])('fails if it is %j', (cors, why) => {
    expect(() => HttpRouteFilter.cors(cors)).toThrow(why);
  });
});

describe('externalAuth', () => {
  const backendRef = { group: '', kind: 'Service', name: 'echo', namespace: 'test-destination', port: 1027 };

  test('asks an HTTP server', () => {
    const auth = { path: '/auth', allowedHeaders: ['x-b', 'x-a'], allowedResponseHeaders: ['x-user'], forwardBody: 1024 };
    expect(filtersOf([HttpRouteFilter.externalAuthOverHttp(echo, auth)])[0].externalAuth).toEqual({
      protocol: 'HTTP',
      backendRef,
      http: { path: '/auth', allowedHeaders: ['x-a', 'x-b'], allowedResponseHeaders: ['x-user'] },
      forwardBody: { maxSize: 1024 },
    });
  });

  test('asks a gRPC server', () => {
    expect(filtersOf([HttpRouteFilter.externalAuthOverGrpc(echo, { allowedHeaders: ['x-a'] })])[0].externalAuth).toEqual({
      protocol: 'GRPC',
      backendRef,
      grpc: { allowedHeaders: ['x-a'] },
    });
  });

  test('says how it asks where it has nothing else to say', () => {
    expect(filtersOf([HttpRouteFilter.externalAuthOverHttp(echo)])[0].externalAuth).toEqual({ protocol: 'HTTP', backendRef, http: {} });
    expect(filtersOf([HttpRouteFilter.externalAuthOverGrpc(echo)])[0].externalAuth).toEqual({ protocol: 'GRPC', backendRef, grpc: {} });
  });

  test.each<[HttpExternalAuthOverHttp, string]>([
    [{ path: 'auth' }, 'path is "auth": a path starts with "/"; did you mean "/auth"?'],
    [{ path: '' }, 'path is "": a path starts with "/"'],
    [{ forwardBody: -1 }, 'forwardBody is -1: expected whole numbers from 0 to 65535'],
    [{ allowedHeaders: ['a', 'A'] }, 'allowedHeaders holds "a" twice'],
    [{ allowedResponseHeaders: ['a b'] }, 'allowedResponseHeaders is "a b": expected'],
  ])('fails if it is %j', (auth, why) => {
    expect(() => HttpRouteFilter.externalAuthOverHttp(echo, auth)).toThrow(why);
  });
});

describe('extensionRef', () => {
  test('names an object of the controller', () => {
    const object = { group: 'configuration.konghq.com', kind: 'KongPlugin', name: 'rate-limit' };
    expect(filtersOf([HttpRouteFilter.extensionRef(object)], { controller: 'kong' })).toEqual([
      { type: 'ExtensionRef', extensionRef: object },
    ]);
  });

  test.each<[Partial<LocalObject>, string]>([
    [{ group: 'Konghq' }, 'extensionRef.group is "Konghq": expected'],
    [{ kind: '' }, 'extensionRef.kind is "": expected 1 to 63 letters'],
    [{ name: '../x' }, 'extensionRef.name is "../x": expected'],
  ])('fails if it has %j', (part, why) => {
    expect(() => HttpRouteFilter.extensionRef({ group: '', kind: 'ConfigMap', name: 'a', ...part })).toThrow(why);
  });
});

describe('several filters', () => {
  const headers = HttpRouteFilter.requestHeaderModifier({ remove: ['x-a'] });
  const rewrite = HttpRouteFilter.urlRewrite({ hostname: 'a.com' });
  const redirect = HttpRouteFilter.requestRedirect({ scheme: 'https' });

  test('stay in the order in which they are given', () => {
    expect(filtersOf([rewrite, headers]).map(({ type }: { type: string }) => type)).toEqual(['URLRewrite', 'RequestHeaderModifier']);
  });

  test.each([
    ['RequestHeaderModifier', headers],
    ['ResponseHeaderModifier', HttpRouteFilter.responseHeaderModifier({ remove: ['x-a'] })],
    ['RequestRedirect', redirect],
    ['URLRewrite', rewrite],
    ['CORS', HttpRouteFilter.cors({ allowOrigins: ['*'] })],
  ])('fails if %s stands twice', (type, filter) => {
    expect(() => filtersOf([filter, filter], everything, type === 'RequestRedirect' ? [] : [echo])).toThrow(
      `HTTPRoute test-source/echo: rules[0].filters holds "${type}" twice: a filter of this type may be used once`,
    );
  });

  test('fails if a backend has one twice', () => {
    const rules = [{ backends: [{ backend: echo, filters: [headers, headers] }] }];
    expect(() => new HttpRoute(source(everything), 'echo', { parents: [listener()], rules })).toThrow(
      'rules[0].backends[0].filters holds "RequestHeaderModifier" twice',
    );
  });

  test('fails if a request is redirected and rewritten', () => {
    expect(() => filtersOf([redirect, rewrite], everything, [])).toThrow(
      'rules[0].filters is ["RequestRedirect","URLRewrite"]: a request is redirected or rewritten, not both',
    );
  });

  test('fails if there are 17', () => {
    const mirrors = many(17, () => HttpRouteFilter.requestMirror(echo));
    expect(() => filtersOf(mirrors.slice(1))).not.toThrow();
    expect(() => filtersOf(mirrors)).toThrow('rules[0].filters has 17 items: expected 0 to 16');
  });
});
