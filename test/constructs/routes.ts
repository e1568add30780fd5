import { ApiObject, App } from 'cdk8s';
import type { Backend } from '../../constructs/backend';
import type { Listener, Protocol } from '../../constructs/listener';
import { NamespaceChart } from '../../constructs/namespace-chart';
import type { Route } from '../../constructs/route';
import { TARGET_CONTEXT, type Target } from '../../constructs/target';

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
  return new NamespaceChart(app, 'test-source');
}

/** A listener of Gateway kong/kong. */
export function listener(name = 'proxy', protocol: Protocol = 'HTTP'): Listener {
  return { namespace: 'kong', gateway: 'kong', name, protocol };
}

/** A Service in namespace `test-destination`. */
export function service(name = 'echo', port = 1027): Backend {
  return { name, port, metadata: { namespace: 'test-destination' } };
}

/** The object of a route. */
export function objectOf(route: Route) {
  return ApiObject.of(route).toJson();
}

/** The `spec` of a route. */
export function specOf(route: Route) {
  return objectOf(route).spec;
}
