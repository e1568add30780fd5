import { type CrossingApp, CrossNamespaceRoute, grpc, NamespaceChart } from 'cdk8s-crossing';
import { Service } from 'cdk8s-plus-28';
import type { Gateways } from './platform';
import type { Settings } from './settings';

const owner = 'team-orders';

export function orders(app: CrossingApp, { gateway }: Gateways, { domain }: Settings): void {
  const backend = NamespaceChart.ensure(app, 'orders-backend', { owner });
  const service = new Service(backend, 'Service', { metadata: { name: 'orders' }, ports: [{ port: 9000 }] });
  service.selectLabel('app', 'orders');

  new CrossNamespaceRoute(app, 'orders-route', {
    name: 'orders',
    listener: gateway.listener('https'),
    source: NamespaceChart.ensure(app, 'orders', { owner }),
    backend: service,
    route: grpc({ hostnames: [`orders.${domain}`], service: 'orders.v1.Orders' }),
  });
}
