import { type CrossingApp, type ExternalGateway, Gateway, HttpRoute, HttpRouteFilter, NamespaceChart } from 'cdk8s-crossing';
import type { Settings } from './settings';

/** What the teams attach their routes to. */
export interface Gateways {
  /** The public Gateway, which this repository writes. */
  readonly gateway: Gateway;
  /** The Gateway inside of the company network, which another repository writes. */
  readonly internal: ExternalGateway;
}

export function platform(app: CrossingApp, { domain }: Settings): Gateways {
  const edge = NamespaceChart.ensure(app, 'edge', { owner: 'platform', protect: true });

  const gateway = new Gateway(edge, 'public', {
    gatewayClassName: 'public',
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP' },
      {
        name: 'https',
        port: 443,
        protocol: 'HTTPS',
        hostname: `*.${domain}`,
        tls: { certificateRefs: [{ name: 'example-com', namespace: 'certificates' }] },
      },
      { name: 'vault', port: 8443, protocol: 'TLS', hostname: `vault.${domain}`, tls: { mode: 'Passthrough' } },
      { name: 'postgres', port: 5432, protocol: 'TCP' },
    ],
  });

  // The Secret is made by cert-manager; whoever owns the namespace permits the Gateway to use it.
  NamespaceChart.external(app, 'certificates', { owner: 'platform' });

  new HttpRoute(edge, 'redirect', {
    parents: [gateway.listener('http')],
    rules: [{ filters: [HttpRouteFilter.requestRedirect({ scheme: 'https', statusCode: 301 })] }],
  });

  return { gateway, internal: Gateway.fromManifest('context/common/internal-gateway.yaml', { mutable: false }) };
}
