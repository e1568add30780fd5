import { Gateway, HttpRoute, HttpRouteFilter, NamespaceChart } from 'cdk8s-crossing';
import { app } from './app';

const edge = NamespaceChart.ensure(app, 'edge', { owner: 'platform', protect: true });

/** The public Gateway, which this repository writes. */
export const gateway = new Gateway(edge, 'public', {
  gatewayClassName: 'public',
  listeners: [
    { name: 'http', port: 80, protocol: 'HTTP' },
    {
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      hostname: '*.example.com',
      tls: { certificateRefs: [{ name: 'example-com', namespace: 'certificates' }] },
    },
    { name: 'vault', port: 8443, protocol: 'TLS', hostname: 'vault.example.com', tls: { mode: 'Passthrough' } },
    { name: 'postgres', port: 5432, protocol: 'TCP' },
  ],
});

/** The Gateway inside of the company network, which another repository writes. */
export const internal = Gateway.fromManifest('context/internal-gateway.yaml', { mutable: false });

// The Secret is made by cert-manager; whoever owns the namespace permits the Gateway to use it.
NamespaceChart.external(app, 'certificates', { owner: 'platform' });

new HttpRoute(edge, 'redirect', {
  parents: [gateway.listener('http')],
  rules: [{ filters: [HttpRouteFilter.requestRedirect({ scheme: 'https', statusCode: 301 })] }],
});
