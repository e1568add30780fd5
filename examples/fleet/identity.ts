import { CrossNamespaceRoute, HttpRoute, NamespaceChart, tls } from 'cdk8s-crossing';
import { app } from './app';
import { gateway } from './platform';

const identity = NamespaceChart.ensure(app, 'identity', { owner: 'team-identity' });

// TLS goes to the vault as it is: the Gateway does not see inside.
new CrossNamespaceRoute(app, 'vault', {
  listener: gateway.listener('vault'),
  source: identity,
  destination: NamespaceChart.ensure(app, 'identity-vault', { owner: 'team-identity' }),
  route: tls({ hostnames: ['vault.example.com'] }),
});

// A route of its own, to a Service beside it: the Gateway is opened for it as well.
new HttpRoute(identity, 'login', {
  parents: [gateway.listener('https')],
  hostnames: ['login.example.com'],
  rules: [{ backends: [{ name: 'login', port: 8080, metadata: { namespace: 'identity' } }] }],
});
