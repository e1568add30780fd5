import type { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { any, type Check, type Hints, listOf, objectOf, type Shape } from '../checks/shape';
import { count, dnsSubdomain, list, optional } from '../checks/validate';
import { asRouteBackend, type RouteBackend, type WeightedBackend, weightedRef } from './backend-ref';
import { ROUTE_HINTS, ROUTE_PROPS, Route, type RouteProps } from './route';

/** What TCP, TLS and UDP routes have in common. */
export interface StreamRouteProps extends RouteProps {
  /** Where connections go, 1 to 16 backends. */
  readonly backends: readonly (WeightedBackend | RouteBackend)[];

  /**
   * Name of the one rule that the route has: a DNS subdomain.
   *
   * @default - no name
   */
  readonly ruleName?: string;
}

/** The props of TCP and UDP routes. */
export const STREAM_SHAPE: Shape<StreamRouteProps> = { ...ROUTE_PROPS, backends: listOf(), ruleName: any };
export const STREAM_HINTS: Hints = {
  ...ROUTE_HINTS,
  rules: 'the route has one rule; write its backends directly',
  hostnames: 'the route takes no hostnames; leave hostnames out',
};
const STREAM_PROPS = objectOf<StreamRouteProps>(STREAM_SHAPE, 'props { parents, backends }', STREAM_HINTS);

/**
 * A route with one rule that brings connections or packets to backends, without looking into them.
 */
export abstract class StreamRoute extends Route {
  private readonly given: (WeightedBackend | RouteBackend)[];
  private readonly ruleName: string | undefined;

  protected constructor(scope: Construct, id: string, kind: RouteKind, props: StreamRouteProps, check: Check = STREAM_PROPS) {
    super(scope, id, kind, props, check);
    this.given = [...list(this.at('backends'), props.backends)];
    this.ruleName = optional(props.ruleName, (it) => dnsSubdomain(this.at('ruleName'), it));
  }

  /**
   * Adds backends after those that the route has.
   *
   * @throws if one is invalid, or there are more than 16
   */
  addBackends(...backends: (WeightedBackend | RouteBackend)[]): void {
    this.given.push(...backends);
    this.check();
  }

  protected override routing(): object {
    count(this.at('backends'), this.given, 16, 1);
    const backendRefs = this.given.map((backend, index) => {
      const at = this.at(`backends[${index}]`);
      const routeBackend = asRouteBackend(at, backend);
      this.refersTo(at, routeBackend.backend);
      return weightedRef(at, routeBackend, this.namespace);
    });
    return { rules: [{ name: this.ruleName, backendRefs }] };
  }
}
