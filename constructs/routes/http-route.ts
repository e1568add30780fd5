import type { Construct } from 'constructs';
import type { HttpRouteSpecRules } from '../../imports/gateway.networking.k8s.io';
import type { Plain } from '../checks/binding';
import { listOf, objectOf } from '../checks/shape';
import { count, refuse } from '../checks/validate';
import { HTTP_RULE, type HttpRouteRule, renderMatch, renderRetry, renderTimeouts } from './http-route-rule';
import { KONG_HTTP, type KongHttpRouteOptions, STRIP_PATH } from './kong';
import { ROUTE_HINTS, ROUTE_PROPS } from './route';
import { undefinedIfEmpty } from './route-rules';
import { RuledRoute, type RuledRouteProps } from './ruled-route';

/** Properties of an `HttpRoute`. */
export interface HttpRouteProps extends RuledRouteProps<HttpRouteRule> {
  /**
   * What Kong alone does with the route.
   *
   * @default - nothing
   */
  readonly kong?: KongHttpRouteOptions;
}

const RULE = objectOf<HttpRouteRule>(HTTP_RULE, 'a rule { backends }', {
  ...ROUTE_HINTS,
  pathPrefix: "write matches: [{ path: HttpPathMatch.prefix('/cart') }]",
});
const PROPS = objectOf<HttpRouteProps>(
  { ...ROUTE_PROPS, kong: KONG_HTTP, rules: listOf(RULE), hostnames: listOf() },
  'props { parents, rules }',
  { ...ROUTE_HINTS, backends: 'write rules: [{ backends }]' },
);

type Rendered = Plain<HttpRouteSpecRules>;

/** An HTTPRoute: brings HTTP requests from listeners to backends. */
export class HttpRoute extends RuledRoute<HttpRouteRule> {
  private readonly kong: KongHttpRouteOptions;
  private readonly stripByHand: string | undefined;

  /**
   * @throws if the API server would refuse the route, or accept it although it cannot work, and if
   * the target does not serve a part of it
   */
  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id, 'HTTPRoute', props, PROPS, RULE);
    this.kong = props.kong ?? {};
    this.stripByHand = props.annotations?.[STRIP_PATH];
    this.check();
  }

  protected override check(): object {
    const spec = super.check();
    this.stripOnKong();
    return spec;
  }

  protected override rule(at: string, rule: HttpRouteRule): Rendered {
    const { backends = [], stripPrefix = false } = rule;
    const ownFilters = this.filters(`${at}.filters`, rule.filters ?? []) ?? [];
    refuseNoAnswer(at, ownFilters, backends.length, stripPrefix);
    const filters = stripPrefix && this.target.controller !== 'kong' ? [...ownFilters, STRIP_PREFIX] : ownFilters;
    count(`${at}.filters, with the one of stripPrefix,`, filters, 16);
    const rendered = {
      name: rule.name,
      matches: rule.matches && undefinedIfEmpty(rule.matches.map((match, index) => renderMatch(`${at}.matches[${index}]`, match))),
      filters: undefinedIfEmpty(filters),
      backendRefs: undefinedIfEmpty(this.backendRefs(`${at}.backends`, backends)),
      timeouts: rule.timeouts && renderTimeouts(`${at}.timeouts`, rule.timeouts),
      retry: rule.retry && renderRetry(`${at}.retry`, rule.retry),
      sessionPersistence: rule.sessionPersistence?._render(`${at}.sessionPersistence`, this.target),
    };
    refusePrefixesWithoutOne(at, rendered, stripPrefix);
    return rendered;
  }

  private stripOnKong(): void {
    const proxying = this.rules.filter(({ backends = [] }) => backends.length > 0);
    if (this.target.controller !== 'kong' || !proxying.some(({ stripPrefix }) => stripPrefix)) {
      return;
    }
    if (this.kong.stripPath === false) {
      refuse(this.at('kong.stripPath'), false, 'a rule has stripPrefix; give one of them');
    }
    if (this.stripByHand !== undefined && this.stripByHand !== 'true') {
      refuse(this.at(`annotations["${STRIP_PATH}"]`), this.stripByHand, 'a rule has stripPrefix; give one of them');
    }
    if (!proxying.every(({ stripPrefix }) => stripPrefix)) {
      const cure = 'say the same in every rule, make two routes, or use HttpPathModifier.replacePrefixMatch in a urlRewrite filter';
      throw new Error(
        `${this.at('rules')}: some have stripPrefix and some have not, and Kong strips for the whole route or not at all; ${cure}`,
      );
    }
    this.annotate(STRIP_PATH, 'true');
  }
}

const STRIP_PREFIX = {
  type: 'URLRewrite',
  urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
} as const;

function refuseNoAnswer(at: string, filters: readonly { readonly type: string }[], backends: number, strips: boolean): void {
  const types = filters.map(({ type }) => type);
  const redirects = types.includes('RequestRedirect');
  if (redirects && backends > 0) {
    throw new Error(`${at} has a redirect and backends: a request is redirected or sent to a backend, not both`);
  }
  if (backends === 0 && !redirects && !types.includes('ExtensionRef')) {
    throw new Error(`${at} has neither backends nor a redirect: its requests would be answered with 500; give backends`);
  }
  if (strips && backends === 0) {
    throw new Error(`${at}.stripPrefix is true: it changes what a backend sees, and the rule has none; leave it out`);
  }
  if (strips && types.includes('URLRewrite')) {
    const cure = "leave it out, and give the filter the path HttpPathModifier.replacePrefixMatch('/')";
    throw new Error(`${at}.stripPrefix is true, and the rule has a urlRewrite filter: a rule rewrites once; ${cure}`);
  }
}

function refusePrefixesWithoutOne(at: string, { matches, filters = [], backendRefs = [] }: Rendered, strips: boolean): void {
  const all = [...filters, ...backendRefs.flatMap((ref) => ref.filters ?? [])];
  const replaces = all.some(({ requestRedirect, urlRewrite }) => (requestRedirect ?? urlRewrite)?.path?.type === 'ReplacePrefixMatch');
  // A rule or a match without a path has the default: the prefix "/".
  const others = matches?.filter(({ path }) => path !== undefined && path.type !== 'PathPrefix') ?? [];
  if ((strips || replaces) && ((matches?.length ?? 1) > 1 || others.length > 0)) {
    const what = strips ? 'stripPrefix' : 'HttpPathModifier.replacePrefixMatch';
    throw new Error(
      `${at}: ${what} needs exactly one match, of a path prefix; the rule has ${formatMatches(matches ?? [])}; make a rule for each`,
    );
  }
  if (strips && (matches?.[0]?.path?.value ?? '/') === '/') {
    throw new Error(`${at}.stripPrefix is true: the rule matches every path, so there is no prefix to remove; give one, or leave it out`);
  }
}

function formatMatches(matches: NonNullable<Rendered['matches']>): string {
  return matches.map(({ path }) => `${path?.type ?? 'PathPrefix'} ${JSON.stringify(path?.value ?? '/')}`).join(', ');
}
