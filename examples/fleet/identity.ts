import { type CrossingApp, CrossNamespaceRoute, HttpRoute, NamespaceChart, tls } from 'cdk8s-crossing';
import type { Gateways } from './platform';
import type { Settings } from './settings';

export function identity(app: CrossingApp, { gateway }: Gateways, { domain }: Settings): void {
  const routes = NamespaceChart.ensure(app, 'identity', { owner: 'team-identity' });

  // TLS goes to the vault as it is: the Gateway does not see inside.
  new CrossNamespaceRoute(app, 'vault', {
    listener: gateway.listener('vault'),
    source: routes,
    destination: NamespaceChart.ensure(app, 'identity-vault', { owner: 'team-identity' }),
    route: tls({ hostnames: [`vault.${domain}`] }),
  });

  // A route of its own, to a Service beside it: the Gateway is opened for it as well.
  new HttpRoute(routes, 'login', {
    parents: [gateway.listener('https')],
    hostnames: [`login.${domain}`],
    rules: [{ backends: [{ name: 'login', port: 8080, metadata: { namespace: 'identity' } }] }],
  });
}
