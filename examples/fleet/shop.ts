import { type CrossingApp, CrossNamespaceRoute, EchoService, HttpPathMatch, HttpRouteFilter, http, NamespaceChart } from 'cdk8s-crossing';
import type { Gateways } from './platform';
import type { Settings } from './settings';

const owner = 'team-shop';

export function shop(app: CrossingApp, { gateway }: Gateways, { canary: share, domain }: Settings): void {
  const routes = NamespaceChart.ensure(app, 'shop', { owner });
  const stable = new EchoService(NamespaceChart.ensure(app, 'shop-stable', { owner }), 'shop');
  const canary = new EchoService(NamespaceChart.ensure(app, 'shop-canary', { owner }), 'shop');
  const audit = new EchoService(NamespaceChart.ensure(app, 'audit', { owner }), 'audit');

  // A canary over two namespaces, and a copy of every order for the auditors in a third.
  new CrossNamespaceRoute(app, 'shop-route', {
    name: 'shop',
    listener: gateway.listener('https'),
    source: routes,
    backend: [
      { backend: stable, weight: 100 - share },
      { backend: canary, weight: share },
    ],
    route: http({
      hostnames: [`shop.${domain}`],
      rules: [
        {
          matches: [{ path: HttpPathMatch.prefix('/orders'), method: 'POST' }],
          filters: [HttpRouteFilter.requestMirror(audit)],
          timeouts: { request: '10s' },
        },
        {},
      ],
    }),
  });
}
