import { type CrossingApp, CrossNamespaceRoute, http, NamespaceChart, tcp } from 'cdk8s-crossing';
import type { Gateways } from './platform';
import type { Settings } from './settings';

export function data(app: CrossingApp, { gateway, internal }: Gateways, { domain }: Settings): void {
  const routes = NamespaceChart.ensure(app, 'data', { owner: 'team-data' });

  new CrossNamespaceRoute(app, 'postgres', {
    listener: gateway.listener('postgres'),
    source: routes,
    backend: { name: 'postgres', port: 5432, metadata: { namespace: 'databases' } },
    route: tcp(),
  });

  // Reports are read from outside and from inside, through two Gateways. Their Service exists
  // already, and its namespace has the grant.
  const reports = NamespaceChart.external(app, 'databases', { owner: 'team-data' });
  new CrossNamespaceRoute(app, 'reports', {
    listeners: [gateway.listener('https'), internal.listener('http')],
    source: routes,
    destination: reports,
    backend: { name: 'reports', port: 8080, metadata: { namespace: 'databases' } },
    route: http({ hostnames: [`reports.${domain}`] }),
  });
}
