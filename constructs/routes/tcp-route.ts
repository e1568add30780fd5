import type { Construct } from 'constructs';
import { StreamRoute, type StreamRouteProps } from './stream-route';

/** Properties of a `TcpRoute`. */
export interface TcpRouteProps extends StreamRouteProps {}

/**
 * A TCPRoute: brings TCP connections from a listener to backends. Kong reads it with its feature
 * gate GatewayAlpha only.
 */
export class TcpRoute extends StreamRoute {
  /**
   * @throws if the API server would refuse the route, or accept it although it cannot work, and if
   * the target does not serve it: in the standard channel it is served since Gateway API 1.6
   */
  constructor(scope: Construct, id: string, props: TcpRouteProps) {
    super(scope, id, 'TCPRoute', props);
    this.check();
  }
}
