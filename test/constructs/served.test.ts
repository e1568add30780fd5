import { Duration } from 'cdk8s';
import { GrpcRouteFilter } from '../../constructs/routes/filters/grpc-route-filter';
import { HttpPathModifier } from '../../constructs/routes/filters/http-path-modifier';
import { HttpRouteFilter } from '../../constructs/routes/filters/http-route-filter';
import { GrpcRoute } from '../../constructs/routes/grpc-route';
import { HttpRoute } from '../../constructs/routes/http-route';
import { GrpcMethodMatch } from '../../constructs/routes/matches/grpc-method-match';
import { HeaderMatch } from '../../constructs/routes/matches/header-match';
import { HttpPathMatch } from '../../constructs/routes/matches/http-path-match';
import { QueryParamMatch } from '../../constructs/routes/matches/query-param-match';
import type { Route } from '../../constructs/routes/route';
import { SessionPersistence } from '../../constructs/routes/session-persistence';
import { TcpRoute } from '../../constructs/routes/tcp-route';
import { TlsRoute } from '../../constructs/routes/tls-route';
import { UdpRoute } from '../../constructs/routes/udp-route';
import { only, type RouteKind } from '../../gateway-api';
import { servedPaths } from '../targets/paths';
import { everything, listener, service, source, specOf } from './routes';

const name = 'all';
const useDefaultGateways = 'All';
const headers = { set: { a: '1' }, add: { b: '2' }, remove: ['c'] };
const sessionPersistence = SessionPersistence.cookie({
  sessionName: 'session',
  lifetimeType: 'Permanent',
  absoluteTimeout: Duration.days(1),
});
const mirrors = [{ percent: 1 }, { fraction: { numerator: 1 } }];
const extension = { group: 'example.com', kind: 'Limit', name: 'ten' };

const grpcFilters = [
  GrpcRouteFilter.requestHeaderModifier(headers),
  GrpcRouteFilter.responseHeaderModifier(headers),
  ...mirrors.map((share) => GrpcRouteFilter.requestMirror(service(), share)),
  GrpcRouteFilter.extensionRef(extension),
];
const rewrites = [HttpPathModifier.replaceFullPath('/b'), HttpPathModifier.replacePrefixMatch('/b')].map((path) =>
  HttpRouteFilter.urlRewrite({ hostname: 'b.com', path }),
);
const redirects = [HttpPathModifier.replaceFullPath('/b'), HttpPathModifier.replacePrefixMatch('/b')].map((path) =>
  HttpRouteFilter.requestRedirect({ scheme: 'https', hostname: 'b.com', path, port: 443, statusCode: 301 }),
);
const httpFilters = [
  HttpRouteFilter.requestHeaderModifier(headers),
  HttpRouteFilter.responseHeaderModifier(headers),
  ...mirrors.map((share) => HttpRouteFilter.requestMirror(service(), share)),
  HttpRouteFilter.cors({
    allowOrigins: ['*'],
    allowMethods: ['GET'],
    allowHeaders: ['a'],
    exposeHeaders: ['a'],
    allowCredentials: true,
  }),
  HttpRouteFilter.externalAuthOverGrpc(service(), { allowedHeaders: ['a'], forwardBody: 1 }),
  HttpRouteFilter.externalAuthOverHttp(service(), { path: '/', allowedHeaders: ['a'], allowedResponseHeaders: ['a'] }),
  HttpRouteFilter.extensionRef(extension),
];

const stream = { parents: [], ruleName: name, backends: [service()], useDefaultGateways } as const;

/** Routes that say all that their kinds can say. */
const routes: Record<RouteKind, Route> = {
  GRPCRoute: new GrpcRoute(source(everything), 'echo', {
    parents: [listener()],
    hostnames: ['a.com'],
    useDefaultGateways,
    rules: [
      {
        name,
        matches: [{ method: GrpcMethodMatch.exact({ service: 'a.B', method: 'C' }), headers: [HeaderMatch.exact('a', '1')] }],
        filters: grpcFilters,
        backends: [{ backend: service(), filters: grpcFilters }],
        sessionPersistence,
      },
    ],
  }),
  HTTPRoute: new HttpRoute(source(everything), 'echo', {
    parents: [listener()],
    hostnames: ['a.com'],
    useDefaultGateways,
    rules: [
      {
        name,
        matches: [
          {
            path: HttpPathMatch.prefix('/a'),
            headers: [HeaderMatch.exact('a', '1')],
            queryParams: [QueryParamMatch.exact('a', '1')],
            method: 'GET',
          },
        ],
        filters: httpFilters,
        backends: [...rewrites, ...redirects].map((filter) => ({ backend: service(), filters: [...httpFilters, filter] })),
        timeouts: { request: Duration.seconds(2), backendRequest: Duration.seconds(1) },
        retry: { attempts: 1, backoff: Duration.seconds(1), codes: [500] },
        sessionPersistence,
      },
      ...rewrites.map((filter, index) => ({
        matches: [{ path: HttpPathMatch.prefix(`/rewrite${index}`) }],
        filters: [filter],
        backends: [service()],
      })),
      ...redirects.map((filter, index) => ({ matches: [{ path: HttpPathMatch.prefix(`/redirect${index}`) }], filters: [filter] })),
    ],
  }),
  TCPRoute: new TcpRoute(source(everything), 'echo', { ...stream, parents: [listener('proxy', 'TCP')] }),
  TLSRoute: new TlsRoute(source(everything), 'echo', { ...stream, hostnames: ['a.com'], parents: [listener('proxy', 'TLS')] }),
  UDPRoute: new UdpRoute(source(everything), 'echo', { ...stream, parents: [listener('proxy', 'UDP')] }),
};

/** The paths of all fields of a value; `[]` stands for every item of a list. */
function pathsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) {
    return [at, ...value.flatMap((item) => pathsOf(item, `${at}[]`))];
  }
  const below = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return [at, ...below.flatMap(([key, item]) => pathsOf(item, at === '' ? key : `${at}.${key}`))];
}

test('every field of a route can be written, but for the port of a listener, which is named instead', () => {
  const bundle = only({ gatewayApi: '1.6', channel: 'experimental' });
  for (const [kind, route] of Object.entries(routes)) {
    const written = new Set(pathsOf(specOf(route)));
    const missing = servedPaths(kind as RouteKind, bundle).filter((path) => !written.has(path));
    expect({ kind, missing }).toEqual({ kind, missing: ['parentRefs[].port'] });
  }
});
