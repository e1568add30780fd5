import type { Construct } from 'constructs';
import type { HttpRouteSpec, HttpRouteSpecRules } from '../imports/gateway.networking.k8s.io';
import { withDefaults } from '../targets';
import { type RouteBackend, weighted, weightedRef } from './backend-ref';
import type { Plain } from './binding';
import { hostnames } from './hostnames';
import type { HttpRouteFilter } from './http-route-filter';
import { type HttpRouteBackend, type HttpRouteRule, renderMatch, renderRetry, renderTimeouts } from './http-route-rule';
import { type KongHttpRouteOptions, STRIP_PATH } from './kong';
import { Route, type RouteProps } from './route';
import { together } from './route-filter';
import { rulesTogether, someOf } from './route-rules';
import { count, refuse } from './validate';

/** Properties of an `HttpRoute`. */
export interface HttpRouteProps extends RouteProps {
  /** What is done with requests. Of several rules that match, the most specific match counts, then the first. */
  readonly rules: readonly HttpRouteRule[];

  /**
   * Hosts that the requests are for, such as `example.com` or `*.example.com`.
   *
   * @default - every host that the listeners answer for
   */
  readonly hostnames?: readonly string[];

  /**
   * What Kong alone does with the route.
   *
   * @default - nothing
   */
  readonly kong?: KongHttpRouteOptions;
}

type Rule = Plain<HttpRouteSpecRules>;

/**
 * An HTTPRoute: brings HTTP requests from listeners to backends.
 *
 * @throws where the API server would refuse it, where it would be let through though it cannot work, or where the target does not serve it
 */
export class HttpRoute extends Route {
  private readonly rules: HttpRouteRule[] = [];
  private readonly hosts: string[] = [];
  private readonly kong: KongHttpRouteOptions;

  public constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id, 'HTTPRoute', props);
    this.kong = props.kong ?? {};
    this.addHostnames(...(props.hostnames ?? []));
    this.addRules(...props.rules);
  }

  /**
   * Adds hosts that the requests are for.
   *
   * @throws where one is no hostname, stands twice, or there are more than 16
   */
  public addHostnames(...names: string[]): void {
    this.hosts.push(...names);
    hostnames(this.at('hostnames'), this.hosts, 16);
  }

  /**
   * Adds rules after those that the route has.
   *
   * @throws where a rule cannot work, alone or beside the others
   */
  public addRules(...rules: HttpRouteRule[]): void {
    this.rules.push(...rules);
    this.spec();
    this.stripOnKong();
  }

  protected override routing(): Plain<HttpRouteSpec> {
    const { rules } = withDefaults('HTTPRoute', { rules: this.rules.map((rule, index) => this.rule(this.at(`rules[${index}]`), rule)) });
    rulesTogether(this.at('rules'), rules);
    for (const [index, rule] of rules.entries()) {
      this.refusePrefixesWithoutOne(this.at(`rules[${index}]`), rule, this.rules[index]?.stripPrefix === true);
    }
    return { hostnames: hostnames(this.at('hostnames'), this.hosts, 16), rules };
  }

  private rule(at: string, rule: HttpRouteRule): Rule {
    const filters = this.filters(`${at}.filters`, rule.filters ?? []);
    const backends = (rule.backends ?? []).map((given, index) => this.backend(`${at}.backends[${index}]`, weighted(given)));
    count(`${at}.backends`, backends, 16);
    refuseNoAnswer(at, filters, backends.length, rule.stripPrefix === true);
    const strip = rule.stripPrefix && this.target.controller !== 'kong';
    return {
      name: rule.name,
      matches: rule.matches?.map((match, index) => renderMatch(`${at}.matches[${index}]`, match)),
      filters: someOf(strip ? [...filters, STRIP_PREFIX] : filters),
      backendRefs: someOf(backends),
      timeouts: rule.timeouts && renderTimeouts(`${at}.timeouts`, rule.timeouts),
      retry: rule.retry && renderRetry(`${at}.retry`, rule.retry),
      sessionPersistence: rule.sessionPersistence?._render(),
    };
  }

  private backend(at: string, given: HttpRouteBackend | RouteBackend) {
    this.refersTo(at, given.backend);
    const filters = 'filters' in given ? this.filters(`${at}.filters`, given.filters ?? []) : [];
    return { ...weightedRef(at, given, this.namespace), filters: someOf(filters) };
  }

  private filters(at: string, filters: readonly HttpRouteFilter[]) {
    const rendered = filters.map((filter, index) => {
      this.refersTo(`${at}[${index}]`, filter.backend);
      return filter._render(`${at}[${index}]`, this.namespace);
    });
    together(at, rendered, ['ExtensionRef', 'ExternalAuth', 'RequestMirror']);
    return rendered;
  }

  private refusePrefixesWithoutOne(at: string, { matches = [], filters = [], backendRefs = [] }: Rule, strips: boolean): void {
    const all = [...filters, ...backendRefs.flatMap((ref) => ref.filters ?? [])];
    const replaces = all.some(({ requestRedirect, urlRewrite }) => (requestRedirect ?? urlRewrite)?.path?.type === 'ReplacePrefixMatch');
    const [first, ...others] = matches;
    if ((strips || replaces) && (first?.path?.type !== 'PathPrefix' || others.length > 0)) {
      const what = strips ? 'stripPrefix' : 'HttpPathModifier.replacePrefixMatch';
      refuse(`${at}.matches`, matches, `${what} wants exactly one match, of a path prefix; make a rule for each`);
    }
  }

  private stripOnKong(): void {
    const proxying = this.rules.filter(({ backends = [] }) => backends.length > 0);
    if (this.target.controller !== 'kong' || !proxying.some(({ stripPrefix }) => stripPrefix)) {
      return;
    }
    if (!proxying.every(({ stripPrefix }) => stripPrefix) || this.kong.stripPath === false) {
      const cure = 'say the same for every rule, make two routes, or use HttpPathModifier.replacePrefixMatch in a urlRewrite filter';
      throw new Error(`${this.at('rules')}: stripPrefix differs, and Kong strips for the whole route or not at all; ${cure}`);
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
    throw new Error(`${at} has a redirect and ${backends} backends: a request is redirected or sent to a backend, not both`);
  }
  if (backends === 0 && !redirects && !types.includes('ExtensionRef')) {
    throw new Error(`${at} has neither backends nor a redirect: requests would be answered with 500; give backends`);
  }
  if (strips && backends === 0) {
    throw new Error(`${at}.stripPrefix changes what a backend sees, and the rule has none; leave it out`);
  }
  if (strips && types.includes('URLRewrite')) {
    throw new Error(
      `${at} has stripPrefix and a urlRewrite filter: give the filter the path HttpPathModifier.replacePrefixMatch('/') instead of stripPrefix`,
    );
  }
}
