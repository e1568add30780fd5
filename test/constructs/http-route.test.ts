import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import type { Target } from '../../constructs/checks/target';
import { HttpPathModifier } from '../../constructs/routes/filters/http-path-modifier';
import { HttpRouteFilter } from '../../constructs/routes/filters/http-route-filter';
import { HttpRoute, type HttpRouteProps } from '../../constructs/routes/http-route';
import type { HttpRouteRetry, HttpRouteRule } from '../../constructs/routes/http-route-rule';
import { HeaderMatch } from '../../constructs/routes/matches/header-match';
import { HttpPathMatch } from '../../constructs/routes/matches/http-path-match';
import { QueryParamMatch } from '../../constructs/routes/matches/query-param-match';
import { SessionPersistence } from '../../constructs/routes/session-persistence';
import { everything, listener, many, objectOf, service, source, specOf, standard } from './routes';

const echo = service();

function route(props: Partial<HttpRouteProps> = {}, target: Partial<Target> = everything): HttpRoute {
  return new HttpRoute(source(target), 'echo', { parents: [listener()], rules: [{ backends: [echo] }], ...props });
}

function ruled(...rules: HttpRouteRule[]): HttpRoute {
  return route({ rules });
}

function ruleOf(rule: HttpRouteRule, target: Partial<Target> = everything) {
  return specOf(route({ rules: [rule] }, target)).rules[0];
}

test('defaults', () => {
  expect(objectOf(route())).toMatchInlineSnapshot(`
{
  "apiVersion": "gateway.networking.k8s.io/v1",
  "kind": "HTTPRoute",
  "metadata": {
    "name": "echo",
    "namespace": "test-source",
  },
  "spec": {
    "parentRefs": [
      {
        "group": "gateway.networking.k8s.io",
        "kind": "Gateway",
        "name": "kong",
        "namespace": "kong",
        "sectionName": "proxy",
      },
    ],
    "rules": [
      {
        "backendRefs": [
          {
            "group": "",
            "kind": "Service",
            "name": "echo",
            "namespace": "test-destination",
            "port": 1027,
            "weight": 1,
          },
        ],
        "matches": [
          {
            "path": {
              "type": "PathPrefix",
              "value": "/",
            },
          },
        ],
      },
    ],
  },
}
`);
});

test('the object is the default child, for patches of the user', () => {
  const echoed = route();
  ApiObject.of(echoed).addJsonPatch(JsonPatch.replace('/spec/rules/0/backendRefs/0/weight', 7));
  expect(specOf(echoed).rules[0].backendRefs[0].weight).toBe(7);
});

describe('matches', () => {
  test('every condition of the API can be written', () => {
    const match = {
      path: HttpPathMatch.exact('/echo'),
      headers: [HeaderMatch.exact('x-version', 'v2'), HeaderMatch.regularExpression('x-user', '^a')],
      queryParams: [QueryParamMatch.exact('q', 'a b'), QueryParamMatch.regularExpression('page', '[0-9]+')],
      method: 'GET',
    } as const;
    expect(ruleOf({ matches: [match], backends: [echo] }).matches).toMatchInlineSnapshot(`
[
  {
    "headers": [
      {
        "name": "x-version",
        "type": "Exact",
        "value": "v2",
      },
      {
        "name": "x-user",
        "type": "RegularExpression",
        "value": "^a",
      },
    ],
    "method": "GET",
    "path": {
      "type": "Exact",
      "value": "/echo",
    },
    "queryParams": [
      {
        "name": "q",
        "type": "Exact",
        "value": "a b",
      },
      {
        "name": "page",
        "type": "RegularExpression",
        "value": "[0-9]+",
      },
    ],
  },
]
`);
  });

  test('a match without a path has the prefix /', () => {
    expect(ruleOf({ matches: [{ method: 'POST' }], backends: [echo] }).matches).toEqual([
      { path: { type: 'PathPrefix', value: '/' }, method: 'POST' },
    ]);
  });

  test('an empty list of matches is none', () => {
    expect(ruleOf({ matches: [], backends: [echo] }).matches).toEqual([{ path: { type: 'PathPrefix', value: '/' } }]);
  });

  test('fails if two conditions are on headers that differ in case only', () => {
    const headers = [HeaderMatch.exact('X-A', '1'), HeaderMatch.exact('x-a', '2')];
    expect(() => ruled({ matches: [{ headers }], backends: [echo] })).toThrow(
      'HTTPRoute test-source/echo: rules[0].matches[0].headers holds "x-a" twice: a match has one condition on a name',
    );
  });

  test('fails if two conditions are on one query parameter', () => {
    const queryParams = [QueryParamMatch.exact('q', '1'), QueryParamMatch.exact('q', '2')];
    expect(() => ruled({ matches: [{ queryParams }], backends: [echo] })).toThrow('rules[0].matches[0].queryParams holds "q" twice');
  });

  test('query parameters that differ in case differ', () => {
    const queryParams = [QueryParamMatch.exact('q', '1'), QueryParamMatch.exact('Q', '2')];
    expect(() => objectOf(ruled({ matches: [{ queryParams }], backends: [echo] }))).not.toThrow();
  });

  test.each(['headers', 'queryParams'] as const)('fails if a match has 17 %s', (kind) => {
    const names = many(17, (index) => `n${index}`);
    const match = {
      headers: { headers: names.map((name) => HeaderMatch.exact(name, 'a')) },
      queryParams: { queryParams: names.map((name) => QueryParamMatch.exact(name, 'a')) },
    };
    expect(() => ruled({ matches: [match[kind]], backends: [echo] })).toThrow(`rules[0].matches[0].${kind} has 17 items: expected 0 to 16`);
  });

  test('fails if two rules have the same match', () => {
    const matches = [{ path: HttpPathMatch.prefix('/echo') }];
    expect(() => ruled({ matches, backends: [echo] }, { matches, backends: [service('other')] })).toThrow(
      'HTTPRoute test-source/echo: rules[1].matches[0] matches the same requests as rules[0].matches[0]: it is never reached; remove one of them',
    );
  });

  test('fails if a rule without matches stands beside one for the prefix /', () => {
    expect(() => ruled({ backends: [echo] }, { matches: [{ path: HttpPathMatch.prefix('/') }], backends: [echo] })).toThrow(
      'never reached',
    );
  });

  test('fails if a rule has 65 matches, or all rules have 129', () => {
    const matches = (count: number, at: string) => many(count, (index) => ({ path: HttpPathMatch.exact(`/${at}/${index}`) }));
    expect(() => ruled({ matches: matches(65, 'a'), backends: [echo] })).toThrow('rules[0].matches has 65 items: expected 0 to 64');
    const three = (last: number): HttpRouteRule[] => [
      { matches: matches(64, 'a'), backends: [echo] },
      { matches: matches(last, 'b'), backends: [echo] },
      { matches: matches(1, 'c'), backends: [echo] },
    ];
    expect(() => objectOf(ruled(...three(63)))).not.toThrow();
    expect(() => ruled(...three(64))).toThrow('rules: matches of all rules has 129 items: expected 0 to 128');
  });
});

describe('rules', () => {
  test('they stay in the order in which they are given, also those that are added', () => {
    const many = ruled({ matches: [{ path: HttpPathMatch.prefix('/b') }], backends: [echo] });
    many.addRules({ matches: [{ path: HttpPathMatch.prefix('/a') }], backends: [echo] });
    expect(specOf(many).rules.map((rule: { matches: [{ path: { value: string } }] }) => rule.matches[0].path.value)).toEqual(['/b', '/a']);
  });

  test('fails if there is none', () => {
    expect(() => ruled()).toThrow('HTTPRoute test-source/echo: rules has 0 items: expected 1 to 16');
  });

  test('fails if there are 17', () => {
    const rules = many(17, (index) => ({ matches: [{ path: HttpPathMatch.exact(`/${index}`) }], backends: [echo] }));
    expect(() => objectOf(ruled(...rules.slice(1)))).not.toThrow();
    expect(() => ruled(...rules)).toThrow('rules has 17 items: expected 1 to 16');
  });

  test('fails if two have one name', () => {
    expect(() => ruled({ name: 'a', backends: [echo] }, { name: 'a', matches: [{ method: 'GET' }], backends: [echo] })).toThrow(
      'rules holds "a" twice: the names of rules differ',
    );
  });

  test('fails if a name is none', () => {
    expect(() => ruled({ name: 'A b', backends: [echo] })).toThrow('rules[0].name is "A b": expected');
  });

  test('fails if one has neither backends nor a redirect', () => {
    expect(() => ruled({})).toThrow('HTTPRoute test-source/echo: rules[0] has neither backends nor a redirect');
    expect(() => ruled({ backends: [] })).toThrow('rules[0] has neither backends nor a redirect');
  });

  test('fails if one has a redirect and backends', () => {
    const filters = [HttpRouteFilter.requestRedirect({ scheme: 'https' })];
    expect(() => ruled({ filters, backends: [echo] })).toThrow(
      'rules[0] has a redirect and backends: a request is redirected or sent to a backend, not both',
    );
  });

  test('an extension may answer in place of a backend', () => {
    const filters = [HttpRouteFilter.extensionRef({ group: 'gateway.envoyproxy.io', kind: 'HTTPRouteFilter', name: 'direct' })];
    expect(() => objectOf(ruled({ filters }))).not.toThrow();
  });
});

describe('backends', () => {
  test('they have weights, ports and filters of their own, and their order stays', () => {
    const { backendRefs } = ruleOf({
      backends: [
        { backend: service('b'), weight: 9, filters: [HttpRouteFilter.requestHeaderModifier({ set: { 'x-to': 'b' } })] },
        { backend: service('a'), port: 8080, weight: 0 },
        service('c'),
      ],
    });
    expect(backendRefs).toMatchInlineSnapshot(`
[
  {
    "filters": [
      {
        "requestHeaderModifier": {
          "set": [
            {
              "name": "x-to",
              "value": "b",
            },
          ],
        },
        "type": "RequestHeaderModifier",
      },
    ],
    "group": "",
    "kind": "Service",
    "name": "b",
    "namespace": "test-destination",
    "port": 1027,
    "weight": 9,
  },
  {
    "group": "",
    "kind": "Service",
    "name": "a",
    "namespace": "test-destination",
    "port": 8080,
    "weight": 0,
  },
  {
    "group": "",
    "kind": "Service",
    "name": "c",
    "namespace": "test-destination",
    "port": 1027,
    "weight": 1,
  },
]
`);
  });

  test('fails if there are 17', () => {
    expect(() => ruled({ backends: many(17, (index) => service(`s${index}`)) })).toThrow(
      'rules[0].backends has 17 items: expected 0 to 16',
    );
  });

  test.each([-1, 1_000_001, 0.5])('fails if a weight is %d', (weight) => {
    expect(() => ruled({ backends: [{ backend: echo, weight }] })).toThrow(
      `HTTPRoute test-source/echo: rules[0].backends[0].weight is ${weight}: expected whole numbers from 0 to 1000000`,
    );
  });

  test('the route names each of them once, also those of mirrors and of external authorization', () => {
    const filters = [HttpRouteFilter.requestMirror(service('shadow')), HttpRouteFilter.externalAuthOverHttp(service('auth'))];
    const onBackend = [HttpRouteFilter.requestMirror(service('deep'))];
    const { backends } = ruled({
      filters,
      backends: [
        { backend: echo, filters: onBackend },
        { backend: echo, weight: 2 },
      ],
    });
    expect(backends.map(({ name }) => name).sort()).toEqual(['auth', 'deep', 'echo', 'shadow']);
  });
});

describe('timeouts, retry, session persistence', () => {
  test('they are written as the API has them', () => {
    const { timeouts, retry, sessionPersistence } = ruleOf({
      backends: [echo],
      timeouts: { request: Duration.seconds(90), backendRequest: Duration.millis(1500) },
      retry: { attempts: 3, backoff: Duration.millis(100), codes: [503, 500] },
      sessionPersistence: SessionPersistence.cookie({ sessionName: 'sticky' }),
    });
    expect({ timeouts, retry, sessionPersistence }).toMatchInlineSnapshot(`
{
  "retry": {
    "attempts": 3,
    "backoff": "100ms",
    "codes": [
      500,
      503,
    ],
  },
  "sessionPersistence": {
    "sessionName": "sticky",
    "type": "Cookie",
  },
  "timeouts": {
    "backendRequest": "1s500ms",
    "request": "1m30s",
  },
}
`);
  });

  test('fails if one attempt may take longer than the request', () => {
    const timeouts = { request: Duration.seconds(5), backendRequest: Duration.seconds(10) };
    expect(() => ruled({ backends: [echo], timeouts })).toThrow(
      'HTTPRoute test-source/echo: rules[0].timeouts.backendRequest is "10s": it is longer than request, which is "5s"',
    );
  });

  test('a request without limit leaves any to its attempts', () => {
    const timeouts = { request: Duration.seconds(0), backendRequest: Duration.seconds(10) };
    expect(ruleOf({ backends: [echo], timeouts }).timeouts).toEqual({ request: '0s', backendRequest: '10s' });
  });

  test.each<[HttpRouteRetry, string]>([
    [{ attempts: 0 }, 'rules[0].retry.attempts is 0'],
    [{ codes: [] }, 'rules[0].retry says nothing: give attempts, backoff or codes, or leave it out'],
    [{ codes: [200] }, 'rules[0].retry.codes[0] is 200: expected whole numbers from 400 to 599'],
    [{ codes: [500, 500] }, 'rules[0].retry.codes holds "500" twice'],
  ])('fails if retry is %j', (retry, why) => {
    expect(() => ruled({ backends: [echo], retry })).toThrow(why);
  });

  test.each([['timeouts'], ['retry']] as const)('fails if %s says nothing', (prop) => {
    expect(() => ruled({ backends: [echo], [prop]: {} })).toThrow(`rules[0].${prop} says nothing`);
  });
});

describe('replacing the prefix', () => {
  const replace = HttpPathModifier.replacePrefixMatch('/');
  const prefix = { path: HttpPathMatch.prefix('/echo') };

  test.each<[string, HttpRouteRule]>([
    ['urlRewrite', { filters: [HttpRouteFilter.urlRewrite({ path: replace })], backends: [echo] }],
    ['requestRedirect', { filters: [HttpRouteFilter.requestRedirect({ path: replace })] }],
    ['urlRewrite on a backend', { backends: [{ backend: echo, filters: [HttpRouteFilter.urlRewrite({ path: replace })] }] }],
  ])('fails if the rule has other than one match of a prefix: %s', (_, rule) => {
    const why = 'rules[0]: HttpPathModifier.replacePrefixMatch needs exactly one match, of a path prefix; the rule has';
    expect(() => objectOf(ruled({ ...rule, matches: [prefix] }))).not.toThrow();
    expect(() => objectOf(ruled(rule))).not.toThrow();
    expect(() => ruled({ ...rule, matches: [{ path: HttpPathMatch.exact('/echo') }] })).toThrow(
      `${why} Exact "/echo"; make a rule for each`,
    );
    expect(() => ruled({ ...rule, matches: [prefix, { method: 'GET' }] })).toThrow(`${why} PathPrefix "/echo", PathPrefix "/"`);
  });
});

describe('stripPrefix', () => {
  const strips: HttpRouteRule = { matches: [{ path: HttpPathMatch.prefix('/echo') }], stripPrefix: true, backends: [echo] };

  test('is an annotation for Kong', () => {
    const { metadata, spec } = objectOf(route({ rules: [strips] }, { controller: 'kong' }));
    expect(metadata.annotations).toEqual({ 'konghq.com/strip-path': 'true' });
    expect(spec.rules[0].filters).toBeUndefined();
  });

  test('is a URLRewrite filter for any other controller', () => {
    const { metadata, spec } = objectOf(route({ rules: [strips] }, standard('1.3')));
    expect(metadata.annotations).toBeUndefined();
    expect(spec.rules[0].filters).toEqual([
      { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
    ]);
  });

  test.each<Target['controller']>(['generic', 'kong'])('fails if the match is no prefix, for %s', (controller) => {
    const rules = [{ ...strips, matches: [{ path: HttpPathMatch.exact('/echo') }] }];
    expect(() => route({ rules }, { controller })).toThrow(
      'rules[0]: stripPrefix needs exactly one match, of a path prefix; the rule has Exact "/echo"',
    );
  });

  test('fails if there is a rewrite already', () => {
    const rules = [{ ...strips, filters: [HttpRouteFilter.urlRewrite({ hostname: 'example.com' })] }];
    expect(() => route({ rules })).toThrow('rules[0].stripPrefix is true, and the rule has a urlRewrite filter: a rule rewrites once');
  });

  test('fails if it makes one filter too many', () => {
    const rules = [{ ...strips, filters: many(16, () => HttpRouteFilter.requestMirror(echo)) }];
    expect(() => route({ rules })).toThrow('rules[0].filters, with the one of stripPrefix, has 17 items: expected 0 to 16');
  });

  test('fails if there is no backend to see the path', () => {
    const rules = [{ stripPrefix: true, filters: [HttpRouteFilter.requestRedirect({ scheme: 'https' })] } as const];
    expect(() => route({ rules })).toThrow('rules[0].stripPrefix is true: it changes what a backend sees, and the rule has none');
  });

  test('fails for Kong if another rule says something else', () => {
    const other = { backends: [echo] };
    expect(() => objectOf(route({ rules: [strips, other] }, standard('1.3')))).not.toThrow();
    expect(() => route({ rules: [strips, other] }, { controller: 'kong' })).toThrow(
      'rules: some have stripPrefix and some have not, and Kong strips for the whole route or not at all',
    );
  });

  test('a rule that only redirects says nothing else', () => {
    const redirects = { filters: [HttpRouteFilter.requestRedirect({ scheme: 'https' })] };
    expect(() => objectOf(route({ rules: [strips, redirects] }, { controller: 'kong' }))).not.toThrow();
  });

  test('fails for Kong if kong.stripPath says the opposite', () => {
    expect(() => route({ rules: [strips], kong: { stripPath: false } }, { controller: 'kong' })).toThrow(
      'kong.stripPath is false: a rule has stripPrefix; give one of them',
    );
  });
});

describe('hostnames', () => {
  test('they are written in one order, whatever the order in which they are given', () => {
    const hosts = route({ hostnames: ['b.example.com', '*.example.com'] });
    hosts.addHostnames('a.example.com');
    expect(specOf(hosts).hostnames).toEqual(['*.example.com', 'a.example.com', 'b.example.com']);
  });

  test('fails if one is an IP address, stands twice, or there are 17', () => {
    expect(() => route({ hostnames: ['a.com', '10.0.0.1'] })).toThrow(
      'HTTPRoute test-source/echo: hostnames[1] is "10.0.0.1": an IP address is not a hostname',
    );
    expect(() => route({ hostnames: ['a.com', 'a.com'] })).toThrow('hostnames holds "a.com" twice: name it once');
    expect(() => route({ hostnames: many(17, (index) => `h${index}.com`) })).toThrow('hostnames has 17 items');
  });
});

describe('targets', () => {
  const named = { name: 'a', backends: [echo] };
  const retried = { retry: { attempts: 1 }, backends: [echo] };
  const redirected = { filters: [HttpRouteFilter.requestRedirect({ scheme: 'https', statusCode: 308 })] } as const;
  const cors = { filters: [HttpRouteFilter.cors({ allowOrigins: ['https://a.com'] })], backends: [echo] };
  const anyOrigin = { filters: [HttpRouteFilter.cors({ allowOrigins: ['*'] })], backends: [echo] };
  const authorized = { filters: [HttpRouteFilter.externalAuthOverHttp(echo)], backends: [echo] };
  const mirrored = { filters: [HttpRouteFilter.requestMirror(echo)], backends: [echo] };
  const filtered = { backends: [{ backend: echo, filters: [HttpRouteFilter.responseHeaderModifier({ remove: ['x'] })] }] };
  const kong = { controller: 'kong' } as const;
  const experimental13 = { controller: 'generic' } as const;

  test.each<[string, HttpRouteRule, Partial<Target>, Partial<Target>]>([
    ['rules[0].name', named, standard('1.3'), standard('1.4')],
    ['rules[0].retry', retried, standard('1.6'), experimental13],
    ['rules[0].sessionPersistence', { sessionPersistence: SessionPersistence.header(), backends: [echo] }, standard('1.6'), experimental13],
    ['rules[0].filters[0].cors', cors, standard('1.4'), standard('1.5')],
    ['rules[0].filters[0].cors', cors, kong, experimental13],
    ['rules[0].filters[0].cors.allowOrigins[0] is *', anyOrigin, experimental13, standard('1.5')],
    ['rules[0].filters[0].externalAuth', authorized, experimental13, everything],
    ['rules[0].filters[0].requestRedirect.statusCode is 308', redirected, standard('1.4'), standard('1.5')],
    ['rules[0].filters[0].requestMirror', mirrored, kong, standard('1.3')],
    ['rules[0].backends[0].filters', filtered, kong, standard('1.3')],
  ])('fails if the target does not serve %s', (path, rule, without, with_) => {
    expect(() => route({ rules: [rule] }, without)).toThrow(`HTTPRoute test-source/echo: ${path}: target `);
    expect(() => objectOf(route({ rules: [rule] }, with_))).not.toThrow();
  });

  test('fails if Kong is given a backend of another kind', () => {
    const imported = { ...echo, kind: 'ServiceImport', apiVersion: 'multicluster.x-k8s.io/v1alpha1' };
    expect(() => route({ rules: [{ backends: [imported] }] }, kong)).toThrow(
      'rules[0].backends[0].kind is "ServiceImport": target kong (Gateway API 1.3, experimental channel) takes Service as a backend',
    );
    expect(ruleOf({ backends: [imported] }).backendRefs[0]).toMatchObject({ group: 'multicluster.x-k8s.io', kind: 'ServiceImport' });
  });
});
