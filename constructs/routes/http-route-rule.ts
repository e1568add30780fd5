import type { Duration } from 'cdk8s';
import { any, boolean, listOf, objectOf, type Shape } from '../checks/shape';
import { distinct, duration, integer, milliseconds, oneOf, optional, refuse } from '../checks/validate';
import type { RouteBackend, WeightedBackend } from './backend-ref';
import type { HttpRouteFilter } from './filters/http-route-filter';
import { apiFilter } from './filters/route-filter';
import { HEADERS, type HeaderMatch, renderHeaders } from './matches/header-match';
import { HTTP_METHODS, type HttpMethod } from './matches/http-method';
import { type HttpPathMatch, PATH } from './matches/http-path-match';
import { QUERY_PARAMS, type QueryParamMatch, renderQueryParams } from './matches/query-param-match';
import { undefinedIfEmpty } from './route-rules';
import { SESSION_PERSISTENCE, type SessionPersistence } from './session-persistence';

/** Which requests a rule is for: those for which every condition holds (HTTPRouteMatch). */
export interface HttpRouteMatch {
  /**
   * Which path the request has.
   *
   * @default HttpPathMatch.prefix('/')
   */
  readonly path?: HttpPathMatch;

  /**
   * Which headers the request has, at most one condition on each.
   *
   * @default - any
   */
  readonly headers?: readonly HeaderMatch[];

  /**
   * Which query parameters the request has, at most one condition on each.
   *
   * @default - any
   */
  readonly queryParams?: readonly QueryParamMatch[];

  /**
   * Which method the request has.
   *
   * @default - any
   */
  readonly method?: HttpMethod;
}

/** A backend with what an HTTPRoute says about it. */
export interface HttpRouteBackend extends RouteBackend {
  /**
   * What is done to the requests that go to this backend.
   *
   * @default - nothing
   */
  readonly filters?: readonly HttpRouteFilter[];
}

/** How long a request may take (HTTPRouteTimeouts). */
export interface HttpRouteTimeouts {
  /**
   * Until the client has the whole answer; zero for no limit.
   *
   * @default - the controller's
   */
  readonly request?: Duration | string;

  /**
   * For one attempt at a backend, at most `request`; zero for no limit.
   *
   * @default - the controller's
   */
  readonly backendRequest?: Duration | string;
}

/** When a request is sent to a backend again (HTTPRouteRetry). */
export interface HttpRouteRetry {
  /**
   * How often at most: a whole number from 1.
   *
   * @default - the controller's
   */
  readonly attempts?: number;

  /**
   * The pause before the next attempt.
   *
   * @default - the controller's
   */
  readonly backoff?: Duration | string;

  /**
   * After which status codes, from 400 to 599.
   *
   * @default - the controller's
   */
  readonly codes?: readonly number[];
}

/** What is done with some of the requests (HTTPRouteRule). */
export interface HttpRouteRule {
  /**
   * Name of the rule: a DNS subdomain; in the standard channel since Gateway API 1.4.
   *
   * @default - no name
   */
  readonly name?: string;

  /**
   * Which requests: those that one of these matches, at most 64.
   *
   * @default - every request
   */
  readonly matches?: readonly HttpRouteMatch[];

  /**
   * What is done to them on their way.
   *
   * @default - nothing
   */
  readonly filters?: readonly HttpRouteFilter[];

  /**
   * Where they go, at most 16 backends. A rule has backends, or a filter that answers instead: a
   * redirect, or an extension of the controller's.
   *
   * @default - none
   */
  readonly backends?: readonly (WeightedBackend | HttpRouteBackend)[];

  /**
   * Whether the prefix that matched is removed before the backend sees the path. The rule has
   * exactly one match, of a path prefix. Kong is instructed by its annotation
   * `konghq.com/strip-path`, which is for all rules of the route; any other controller by a
   * URLRewrite filter.
   *
   * @default false
   */
  readonly stripPrefix?: boolean;

  /**
   * How long they may take.
   *
   * @default - the controller's
   */
  readonly timeouts?: HttpRouteTimeouts;

  /**
   * When they are sent to a backend again; experimental.
   *
   * @default - the controller's
   */
  readonly retry?: HttpRouteRetry;

  /**
   * What binds a client to one backend; experimental.
   *
   * @default - nothing
   */
  readonly sessionPersistence?: SessionPersistence;
}

const MATCH = objectOf<HttpRouteMatch>(
  { path: PATH, headers: HEADERS, queryParams: QUERY_PARAMS, method: any },
  "a match such as { path: HttpPathMatch.prefix('/cart') }",
  { pathPrefix: "write path: HttpPathMatch.prefix('/cart')" },
);
const TIMEOUTS = objectOf<HttpRouteTimeouts>({ request: any, backendRequest: any }, "timeouts such as { request: '10s' }");
const RETRY = objectOf<HttpRouteRetry>({ attempts: any, backoff: any, codes: listOf() }, 'a retry such as { attempts: 3 }');

/** The shape of a rule. */
export const HTTP_RULE: Shape<HttpRouteRule> = {
  name: any,
  matches: listOf(MATCH),
  filters: listOf(apiFilter('HttpRouteFilter')),
  backends: listOf(),
  stripPrefix: boolean,
  timeouts: TIMEOUTS,
  retry: RETRY,
  sessionPersistence: SESSION_PERSISTENCE,
};

/** A match as the API takes it. */
export function renderMatch(at: string, { path, headers, queryParams, method }: HttpRouteMatch) {
  return {
    path: path && { type: path.type, value: path.value },
    headers: renderHeaders(`${at}.headers`, headers),
    queryParams: renderQueryParams(`${at}.queryParams`, queryParams),
    method: optional(method, (it) => oneOf(`${at}.method`, it, HTTP_METHODS)),
  };
}

/** Timeouts as the API takes them. */
export function renderTimeouts(at: string, { request, backendRequest }: HttpRouteTimeouts) {
  if (request === undefined && backendRequest === undefined) {
    throw new Error(`${at} says nothing: give request or backendRequest, or leave it out`);
  }
  const rendered = {
    request: optional(request, (it) => duration(`${at}.request`, it)),
    backendRequest: optional(backendRequest, (it) => duration(`${at}.backendRequest`, it)),
  };
  const [most = 0, attempt = 0] = [request, backendRequest].map((it) => optional(it, (time) => milliseconds(at, time)));
  if (most > 0 && attempt > most) {
    refuse(`${at}.backendRequest`, rendered.backendRequest, `it is longer than request, which is ${JSON.stringify(rendered.request)}`);
  }
  return rendered;
}

/** A retry as the API takes it. */
export function renderRetry(at: string, { attempts, backoff, codes = [] }: HttpRouteRetry) {
  if (attempts === undefined && backoff === undefined && codes.length === 0) {
    throw new Error(`${at} says nothing: give attempts, backoff or codes, or leave it out`);
  }
  for (const [index, code] of codes.entries()) {
    integer(`${at}.codes[${index}]`, code, 400, 599);
  }
  distinct(`${at}.codes`, codes, String, 'name it once');
  return {
    attempts: optional(attempts, (it) => integer(`${at}.attempts`, it, 1, 2 ** 31 - 1)),
    backoff: optional(backoff, (it) => duration(`${at}.backoff`, it)),
    codes: undefinedIfEmpty([...codes].sort((one, other) => one - other)),
  };
}
