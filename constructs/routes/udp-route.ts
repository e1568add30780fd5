import type { Construct } from 'constructs';
import { StreamRoute, type StreamRouteProps } from './stream-route';

/** Properties of a `UdpRoute`. */
export interface UdpRouteProps extends StreamRouteProps {}

/**
 * A UDPRoute: brings UDP packets from a listener to backends. Kong reads it with its feature gate
 * GatewayAlpha only.
 */
export class UdpRoute extends StreamRoute {
  /**
   * @throws if the API server would refuse the route, or accept it although it cannot work, and if
   * the target does not serve it: in the standard channel it is served since Gateway API 1.6
   */
  constructor(scope: Construct, id: string, props: UdpRouteProps) {
    super(scope, id, 'UDPRoute', props);
    this.check();
  }
}
