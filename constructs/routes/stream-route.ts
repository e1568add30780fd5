import type { Construct } from 'constructs';
import type { RouteKind } from '../../gateway-api';
import { count, dnsSubdomain, list, optional } from '../checks/validate';
import type { Backend } from './backend';
import { asRouteBackend, type RouteBackend, weightedRef } from './backend-ref';
import { Route, type RouteProps } from './route';

/** What TCP, TLS and UDP routes have in common. */
export interface StreamRouteProps extends RouteProps {
  /** Where connections go, 1 to 16 backends. */
  readonly backends: readonly (Backend | RouteBackend)[];

  /**
   * Name of the one rule that the route has: a DNS subdomain.
   *
   * @default - no name
   */
  readonly ruleName?: string;
}

/** A route with one rule that brings connections or packets to backends, without looking into them. */
export abstract class StreamRoute extends Route {
  private readonly given: (Backend | RouteBackend)[];
  private readonly ruleName: string | undefined;

  protected constructor(scope: Construct, id: string, kind: RouteKind, props: StreamRouteProps) {
    super(scope, id, kind, props);
    this.given = [...list(this.at('backends'), props.backends)];
    this.ruleName = optional(props.ruleName, (it) => dnsSubdomain(this.at('ruleName'), it));
  }

  /**
   * Adds backends after those that the route has.
   *
   * @throws where one is none, or there are more than 16
   */
  public addBackends(...backends: (Backend | RouteBackend)[]): void {
    this.given.push(...backends);
    this.check();
  }

  protected override routing(): object {
    count(this.at('backends'), this.given, 16, 1);
    const backendRefs = this.given.map((backend, index) => {
      const at = this.at(`backends[${index}]`);
      const given = asRouteBackend(backend);
      this.refersTo(at, given.backend);
      return weightedRef(at, given, this.namespace);
    });
    return { rules: [{ name: this.ruleName, backendRefs }] };
  }
}
