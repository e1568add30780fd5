import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export type Params = DeliveryParams;

/** A Kustomization of Flux that waits for routes without an expression that reads their status. */
export const routeHealthUnchecked = defineRule('route-health-unchecked', {
  reads: [],
  title: 'Flux waits for a route and takes a refused one as healthy',
  why: 'Flux reads the condition Ready, which a route does not have, so a refused route is healthy at once: the Kustomization is Ready, and what depends on it goes on. An entry of healthCheckExprs reads the conditions of each parent.',
  find: ({ world }): Iterable<Found<Params>> => deliveryProblems(world, 'health-unchecked'),
  message: (_, { by, message }) => `${by} waits for ${message}, and has no healthCheckExprs for it`,
  fix: ({ by }) => `add healthCheckExprs for the group gateway.networking.k8s.io to ${by}`,
});
