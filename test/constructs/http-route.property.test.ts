import { Duration } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import { dnsLabel, dnsSubdomain } from '../../constructs/checks/validate';
import { absolutePath, headerValue, hostname, httpName } from '../../constructs/checks/validate-http';
import type { Backend } from '../../constructs/routes/backend';
import { HttpPathModifier } from '../../constructs/routes/filters/http-path-modifier';
import { HttpRouteFilter } from '../../constructs/routes/filters/http-route-filter';
import { HttpRoute } from '../../constructs/routes/http-route';
import type { HttpRouteRule } from '../../constructs/routes/http-route-rule';
import { HeaderMatch } from '../../constructs/routes/matches/header-match';
import { HttpPathMatch } from '../../constructs/routes/matches/http-path-match';
import { QueryParamMatch } from '../../constructs/routes/matches/query-param-match';
import { SessionPersistence } from '../../constructs/routes/session-persistence';
import { everything, listener, objectOf, service, source } from './routes';

/** What is made of arbitrary input, where it is not refused. */
function accepted<Input, Output>(input: Arbitrary<Input>, make: (input: Input) => Output): Arbitrary<Output> {
  return input
    .map((it) => {
      try {
        return [make(it)] as const;
      } catch {
        return undefined;
      }
    })
    .filter((it) => it !== undefined)
    .map(([it]) => it);
}

/** Text that is often refused, and where it is not, is at the edge of what the API server takes. */
const text = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 8 });

const path = accepted(text("/a.~%2fF0:@!$&'()*+,;=#? é"), (it) => absolutePath('path', `/${it}`));
const name = accepted(text('aZ0-_.!#$%&*+^`|~: é'), (it) => httpName('name', it));
const value = accepted(text('aZ0 \t~!"\\é'), (it) => headerValue('value', it));
const number = fc.constantFrom(-1, 0, 0.5, 1, 100, 101, 1_000_000, 1_000_001);
const host = accepted(text('a0-.*A:'), (it) => hostname('host', `${it}.example.com`));
const expression = text('a0-.*+?[](){}^$|\\d:P<>');
const duration = fc.oneof(
  fc.integer({ min: 0, max: 100_000_000 }).map((it) => Duration.millis(it)),
  fc.integer({ min: 0, max: 400 }).map((it) => Duration.days(it)),
);
const origin = text('a0-.*:/').map((it) => `https://${it}`);

const headers = accepted(fc.tuple(fc.boolean(), name, value), ([exact, ...given]) =>
  exact ? HeaderMatch.exact(...given) : HeaderMatch.regularExpression(...given),
);
const queryParams = accepted(fc.tuple(fc.boolean(), name, text('a é/?&\n"')), ([exact, ...given]) =>
  exact ? QueryParamMatch.exact(...given) : QueryParamMatch.regularExpression(...given),
);
const paths = fc.oneof(
  accepted(path, HttpPathMatch.prefix),
  accepted(path, HttpPathMatch.exact),
  accepted(expression, (it) => HttpPathMatch.regularExpression(it)),
);
const modifier = fc.oneof(accepted(path, HttpPathModifier.replaceFullPath), accepted(path, HttpPathModifier.replacePrefixMatch));
const headerModifier = fc.record(
  {
    set: fc.dictionary(name, value, { maxKeys: 2 }),
    add: fc.dictionary(name, value, { maxKeys: 2 }),
    remove: fc.array(name, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const backend: Arbitrary<Backend> = fc.record({
  name: accepted(text('ab0-'), (it) => dnsLabel('name', it)),
  port: fc.constantFrom(1, 80, 65_535),
  metadata: fc.record({ namespace: fc.constantFrom('test-destination', 'test-source') }),
});

const filters = fc.oneof(
  accepted(headerModifier, HttpRouteFilter.requestHeaderModifier),
  accepted(headerModifier, HttpRouteFilter.responseHeaderModifier),
  accepted(
    fc.record({ percent: number, fraction: fc.record({ numerator: number, denominator: number }) }, { requiredKeys: [] }),
    (options) => HttpRouteFilter.requestMirror(service('shadow'), options),
  ),
  accepted(fc.record({ hostname: host, path: modifier }, { requiredKeys: [] }), HttpRouteFilter.urlRewrite),
  accepted(
    fc.record(
      {
        allowOrigins: fc.array(origin, { maxLength: 2 }),
        allowHeaders: fc.array(name, { maxLength: 2 }),
        exposeHeaders: fc.array(name, { maxLength: 2 }),
        allowCredentials: fc.boolean(),
        maxAge: duration,
      },
      { requiredKeys: [] },
    ),
    HttpRouteFilter.cors,
  ),
  accepted(fc.record({ path, allowedHeaders: fc.array(name, { maxLength: 2 }), forwardBody: number }, { requiredKeys: [] }), (auth) =>
    HttpRouteFilter.externalAuthOverHttp(service('auth'), auth),
  ),
);

const rule: Arbitrary<HttpRouteRule> = fc.record(
  {
    name: accepted(text('ab-.'), (it) => dnsSubdomain('name', it)),
    matches: fc.array(
      fc.record(
        {
          path: paths,
          headers: fc.array(headers, { maxLength: 2 }),
          queryParams: fc.array(queryParams, { maxLength: 2 }),
          method: fc.constantFrom('GET', 'TRACE'),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
    filters: fc.array(filters, { maxLength: 2 }),
    backends: fc.array(fc.oneof(backend, fc.record({ backend, weight: number }, { requiredKeys: ['backend'] })), { maxLength: 2 }),
    stripPrefix: fc.boolean(),
    timeouts: fc.record({ request: duration, backendRequest: duration }, { requiredKeys: [] }),
    retry: fc.record(
      { attempts: number, backoff: duration, codes: fc.array(fc.integer({ min: 399, max: 600 }), { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    sessionPersistence: accepted(
      fc.record({ sessionName: name, absoluteTimeout: duration }, { requiredKeys: [] }),
      SessionPersistence.cookie,
    ),
  },
  { requiredKeys: ['backends'] },
);

const routes = accepted(
  fc.record({ hostnames: fc.array(host, { maxLength: 2 }), rules: fc.array(rule, { minLength: 1, maxLength: 2 }) }),
  (props) => new HttpRoute(source(everything), 'echo', { parents: [listener()], ...props }),
);

/** The paths below a value at which nothing stands: null, or an empty list or map. */
function empties(it: unknown, at = ''): string[] {
  if (typeof it !== 'object' || it === null) {
    return it === null || it === undefined ? [at] : [];
  }
  const entries = Object.entries(it);
  return entries.length === 0 ? [at] : entries.flatMap(([key, inner]) => empties(inner, `${at}.${key}`));
}

test('whatever is accepted is written without nulls and empty parts, but for the one that the API asks for', () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(empties(objectOf(route)).filter((at) => !at.endsWith('.externalAuth.http'))).toEqual([]);
    }),
    { seed: 17, numRuns: 60 },
  );
});
