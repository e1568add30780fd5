import type { Construct } from 'constructs';
import type { GrpcRouteSpecRules } from '../../imports/gateway.networking.k8s.io';
import type { Plain } from '../checks/binding';
import { any, listOf, objectOf, type Shape } from '../checks/shape';
import { list } from '../checks/validate';
import type { RouteBackend, WeightedBackend } from './backend-ref';
import type { GrpcRouteFilter } from './filters/grpc-route-filter';
import { apiFilter } from './filters/route-filter';
import { type GrpcMethodMatch, METHOD } from './matches/grpc-method-match';
import { HEADERS, type HeaderMatch, renderHeaders } from './matches/header-match';
import { ROUTE_HINTS, ROUTE_PROPS } from './route';
import { undefinedIfEmpty } from './route-rules';
import { RuledRoute, type RuledRouteProps } from './ruled-route';
import { SESSION_PERSISTENCE, type SessionPersistence } from './session-persistence';

/** Which requests a rule is for: those for which every condition holds (GRPCRouteMatch). */
export interface GrpcRouteMatch {
  /**
   * Which service and method is called.
   *
   * @default - any
   */
  readonly method?: GrpcMethodMatch;

  /**
   * Which headers the request has, at most one condition on each.
   *
   * @default - any
   */
  readonly headers?: readonly HeaderMatch[];
}

/** A backend with what a GRPCRoute says about it. */
export interface GrpcRouteBackend extends RouteBackend {
  /**
   * What is done to the requests that go to this backend.
   *
   * @default - nothing
   */
  readonly filters?: readonly GrpcRouteFilter[];
}

/** What is done with some of the requests (GRPCRouteRule). */
export interface GrpcRouteRule {
  /** Where they go, 1 to 16 backends. */
  readonly backends: readonly (WeightedBackend | GrpcRouteBackend)[];

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
  readonly matches?: readonly GrpcRouteMatch[];

  /**
   * What is done to them on their way.
   *
   * @default - nothing
   */
  readonly filters?: readonly GrpcRouteFilter[];

  /**
   * What binds a client to one backend; experimental.
   *
   * @default - nothing
   */
  readonly sessionPersistence?: SessionPersistence;
}

const MATCH = objectOf<GrpcRouteMatch>(
  { method: METHOD, headers: HEADERS },
  'a match such as { method: GrpcMethodMatch.exact({ service }) }',
);

/** The shape of a rule. */
export const GRPC_RULE: Shape<GrpcRouteRule> = {
  backends: listOf(),
  name: any,
  matches: listOf(MATCH),
  filters: listOf(apiFilter('GrpcRouteFilter')),
  sessionPersistence: SESSION_PERSISTENCE,
};
const RULE = objectOf<GrpcRouteRule>(GRPC_RULE, 'a rule { backends }', ROUTE_HINTS);

/** Properties of a `GrpcRoute`. */
export interface GrpcRouteProps extends RuledRouteProps<GrpcRouteRule> {}

const PROPS = objectOf<GrpcRouteProps>(
  { ...ROUTE_PROPS, rules: listOf(RULE), hostnames: listOf() },
  'props { parents, rules }',
  ROUTE_HINTS,
);

/** A GRPCRoute: brings gRPC calls from listeners to backends. */
export class GrpcRoute extends RuledRoute<GrpcRouteRule> {
  /**
   * @throws if the API server would refuse the route, or accept it although it cannot work, and if
   * the target does not serve a part of it
   */
  constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id, 'GRPCRoute', props, PROPS, RULE);
    this.check();
  }

  protected override rule(at: string, rule: GrpcRouteRule): Plain<GrpcRouteSpecRules> {
    if (list(`${at}.backends`, rule.backends).length === 0) {
      throw new Error(`${at} has no backends: its calls would fail; give at least one`);
    }
    return {
      name: rule.name,
      matches:
        rule.matches &&
        undefinedIfEmpty(
          rule.matches.map(({ method, headers }, index) => ({
            method: method && { type: method.type, ...method.names },
            headers: renderHeaders(`${at}.matches[${index}].headers`, headers),
          })),
        ),
      filters: this.filters(`${at}.filters`, rule.filters ?? []),
      backendRefs: this.backendRefs(`${at}.backends`, rule.backends),
      sessionPersistence: rule.sessionPersistence?._render(`${at}.sessionPersistence`, this.target),
    };
  }
}
