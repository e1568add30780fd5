import type { Construct } from 'constructs';
import { limitOf } from '../../targets';
import { listOf, objectOf } from '../checks/shape';
import { list } from '../checks/validate';
import { hostnames } from './hostnames';
import { STREAM_HINTS, STREAM_SHAPE, StreamRoute, type StreamRouteProps } from './stream-route';

/** Properties of a `TlsRoute`. */
export interface TlsRouteProps extends StreamRouteProps {
  /**
   * Hosts that the connections are for, as their server name indication says, such as `example.com`
   * or `*.example.com`: at least one, at most 1024, before Gateway API 1.6 at most 16.
   */
  readonly hostnames: readonly string[];
}

const PROPS = objectOf<TlsRouteProps>({ ...STREAM_SHAPE, hostnames: listOf() }, 'props { parents, hostnames, backends }', STREAM_HINTS);

/**
 * A TLSRoute: brings TLS connections from a listener to backends. Kong reads it with its feature
 * gate GatewayAlpha only.
 */
export class TlsRoute extends StreamRoute {
  protected override readonly hosts: string[];

  /**
   * @throws if the API server would refuse the route, or accept it although it cannot work, and if
   * the target does not serve it: in the standard channel it is served since Gateway API 1.5
   */
  constructor(scope: Construct, id: string, props: TlsRouteProps) {
    super(scope, id, 'TLSRoute', props, PROPS);
    this.hosts = [...list(this.at('hostnames'), props.hostnames)];
    this.check();
  }

  /**
   * Adds hosts that the connections are for.
   *
   * @throws if one is not a hostname, is repeated, or there are more than the target takes
   */
  addHostnames(...names: string[]): void {
    this.hosts.push(...names);
    this.check();
  }

  protected override routing(): object {
    const hosts = hostnames(this.at('hostnames'), this.hosts, limitOf(this.target, 'TLSRoute', 'hostnames', 'maxItems'), 1);
    return { hostnames: hosts, ...super.routing() };
  }
}
