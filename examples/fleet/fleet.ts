import { CrossingApp } from 'cdk8s-crossing';
import { data } from './data';
import { identity } from './identity';
import { orders } from './orders';
import { platform } from './platform';
import { settings } from './settings';
import { shop } from './shop';

/** All that the platform and its four teams have in a cluster. */
export function fleet(cluster: string): CrossingApp {
  const its = settings[cluster];
  if (its === undefined) {
    throw new Error(`cluster ${cluster} has no settings: add them to settings.ts`);
  }
  const app = new CrossingApp({ cluster });
  const gateways = platform(app, its);
  shop(app, gateways, its);
  orders(app, gateways, its);
  data(app, gateways, its);
  identity(app, gateways, its);
  return app;
}
