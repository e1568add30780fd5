import { ApiObject, App } from 'cdk8s';
import type { Construct } from 'constructs';
import { TARGET_CONTEXT, type Target } from '../../constructs/checks/target';
import { ExternalGateway, type ExternalListener, type ExternalListenerProps } from '../../constructs/gateways/external-gateway';
import type { Protocol } from '../../constructs/gateways/listener';
import { NamespaceChart } from '../../constructs/namespaces/namespace-chart';
import type { Backend } from '../../constructs/routes/backend';
import { GrpcRoute } from '../../constructs/routes/grpc-route';
import { HttpRoute } from '../../constructs/routes/http-route';
import type { Route, RouteProps } from '../../constructs/routes/route';
import { TcpRoute } from '../../constructs/routes/tcp-route';
import { TlsRoute } from '../../constructs/routes/tls-route';
import { UdpRoute } from '../../constructs/routes/udp-route';

/** A target that serves all that there is. */
export const everything: Target = { controller: 'generic', gatewayApi: '1.6', channel: 'experimental' };

/** A conforming controller on the standard channel of a release. */
export function standard(gatewayApi: Target['gatewayApi']): Target {
  return { controller: 'generic', gatewayApi, channel: 'standard' };
}

/** The chart of namespace `test-source` in an app of its own, for the default target or another. */
export function source(target: Partial<Target> = {}): NamespaceChart {
  const app = new App();
  app.node.setContext(TARGET_CONTEXT, target);
  return NamespaceChart.ensure(app, 'test-source');
}

/** A listener of Gateway kong/kong. */
export function listener(
  name = 'proxy',
  protocol: Protocol = 'HTTP',
  props: ExternalListenerProps = {},
  gateway = { namespace: 'kong', name: 'kong' },
): ExternalListener {
  return new ExternalGateway(gateway).listener(name, { protocol, ...props });
}

/** A Service in namespace `test-destination`. */
export function service(name = 'echo', port = 1027): Backend {
  return { name, port, metadata: { namespace: 'test-destination' } };
}

/** As many of something as are asked for. */
export function many<Item>(count: number, item: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

/** The least that a route of each kind is. */
export const least = {
  GRPCRoute: (scope: Construct, props: Partial<RouteProps> = {}) =>
    new GrpcRoute(scope, 'echo', { parents: [listener()], rules: [{ backends: [service()] }], ...props }),
  HTTPRoute: (scope: Construct, props: Partial<RouteProps> = {}) =>
    new HttpRoute(scope, 'echo', { parents: [listener()], rules: [{ backends: [service()] }], ...props }),
  TCPRoute: (scope: Construct, props: Partial<RouteProps> = {}) =>
    new TcpRoute(scope, 'echo', { parents: [listener('proxy', 'TCP')], backends: [service()], ...props }),
  TLSRoute: (scope: Construct, props: Partial<RouteProps> = {}) =>
    new TlsRoute(scope, 'echo', { parents: [listener('proxy', 'TLS')], hostnames: ['example.com'], backends: [service()], ...props }),
  UDPRoute: (scope: Construct, props: Partial<RouteProps> = {}) =>
    new UdpRoute(scope, 'echo', { parents: [listener('proxy', 'UDP')], backends: [service()], ...props }),
};

/** The object of a route. */
export function objectOf(route: Route) {
  return ApiObject.of(route).toJson();
}

/** The `spec` of a route. */
export function specOf(route: Route) {
  return objectOf(route).spec;
}
