import { CrossingApp, CrossNamespaceRoute, Gateway, http } from 'cdk8s-crossing';

const app = new CrossingApp();

new CrossNamespaceRoute(app, 'echo', {
  listener: Gateway.external({ namespace: 'kong', name: 'kong' }).listener('proxy', { port: 80, protocol: 'HTTP' }),
  source: 'test-source',
  destination: 'test-destination',
  grantName: 'test-grant',
  route: http({ pathPrefix: '/echo', stripPrefix: true }),
});

app.synth();
