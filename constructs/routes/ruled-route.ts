import type { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { withDefaults } from '../checks/defaults';
import { type Check, listOf } from '../checks/shape';
import { targetOf } from '../checks/target';
import { count, list } from '../checks/validate';
import type { Backend } from './backend';
import { asRouteBackend, type RouteBackend, type WeightedBackend, weightedRef } from './backend-ref';
import { apiFilter, refuseFilterClashes } from './filters/route-filter';
import { hostnames } from './hostnames';
import { Route, type RouteProps } from './route';
import { rulesTogether } from './route-rules';

/** What HTTP and gRPC routes have in common. */
export interface RuledRouteProps<Rule> extends RouteProps {
  /**
   * What is done with requests, 1 to 16 rules. Of several that match, the one with the most
   * specific match counts, then the first.
   */
  readonly rules: readonly Rule[];

  /**
   * Hosts that the requests are for, such as `example.com` or `*.example.com`, at most 16. Each
   * listener has to answer for one of them.
   *
   * @default - every host that the listeners answer for
   */
  readonly hostnames?: readonly string[];
}

/** A filter of some kind of route. */
interface Filter<Rendered> {
  readonly backend?: Backend | undefined;

  /** @internal */
  _render(at: string, namespace: string): Rendered;
}

interface RenderedRule {
  readonly name?: string | undefined;
  readonly matches?: readonly object[] | undefined;
}

const FILTERS: Partial<Record<RouteKind, Check>> = {
  GRPCRoute: listOf(apiFilter('GrpcRouteFilter')),
  HTTPRoute: listOf(apiFilter('HttpRouteFilter')),
};

/** A route with several rules, each with matches, filters and backends: HTTPRoute and GRPCRoute. */
export abstract class RuledRoute<Rule> extends Route {
  private readonly given: Rule[] = [];
  protected override readonly hosts: string[] = [];

  protected constructor(
    scope: Construct,
    id: string,
    kind: RouteKind,
    props: RuledRouteProps<Rule>,
    check: Check,
    private readonly ruleCheck: Check,
  ) {
    super(scope, id, kind, props, check);
    this.hosts.push(...(props.hostnames ?? []));
    this.given.push(...list(this.at('rules'), props.rules));
  }

  /** The rules, as they were given. */
  get rules(): readonly Rule[] {
    return [...this.given];
  }

  /**
   * Adds hosts that the requests are for.
   *
   * @throws if one is not a hostname, is repeated, or there are more than 16, or a listener answers
   * for none of them
   */
  addHostnames(...names: string[]): void {
    this.hosts.push(...names);
    this.check();
  }

  /**
   * Adds rules after those that the route has.
   *
   * @throws if a rule cannot work, alone or beside the others
   */
  addRules(...rules: Rule[]): void {
    listOf(this.ruleCheck)(this.at('rules'), rules);
    this.given.push(...rules);
    this.check();
  }

  /** One rule as the API takes it. */
  protected abstract rule(at: string, rule: Rule): RenderedRule;

  protected override routing(): { readonly hostnames: readonly string[] | undefined; readonly rules: readonly RenderedRule[] } {
    const hosts = hostnames(this.at('hostnames'), this.hosts, 16);
    const { rules } = withDefaults(targetOf(this), this.kind, {
      rules: this.given.map((rule, index) => this.rule(this.at(`rules[${index}]`), rule)),
    });
    rulesTogether(this.at('rules'), rules);
    return { hostnames: hosts, rules };
  }

  /** Backends of a rule as the API takes them. */
  protected backendRefs<Rendered extends { readonly type: string }>(
    at: string,
    backends: readonly (WeightedBackend | (RouteBackend & { readonly filters?: readonly Filter<Rendered>[] }))[],
  ) {
    count(at, backends, 16);
    return backends.map((backend, index) => {
      const routeBackend = asRouteBackend(`${at}[${index}]`, backend, true);
      this.refersTo(`${at}[${index}]`, routeBackend.backend);
      const filters = 'filters' in routeBackend ? routeBackend.filters : undefined;
      return {
        ...weightedRef(`${at}[${index}]`, routeBackend, this.namespace),
        filters: filters && this.filters<Rendered>(`${at}[${index}].filters`, filters),
      };
    });
  }

  /** Filters of a rule or a backend as the API takes them; undefined if there are none. */
  protected filters<Rendered extends { readonly type: string }>(
    at: string,
    filters: readonly Filter<Rendered>[],
  ): readonly Rendered[] | undefined {
    FILTERS[this.kind]?.(at, filters);
    const rendered = filters.map((filter, index) => {
      this.refersTo(`${at}[${index}]`, filter.backend);
      return filter._render(`${at}[${index}]`, this.namespace);
    });
    refuseFilterClashes(at, rendered);
    return rendered.length > 0 ? rendered : undefined;
  }
}
