import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export type Params = DeliveryParams;

/** An Application whose hydrator writes into a directory that is not its own. */
export const hydratedPathShared = defineRule('hydrated-path-shared', {
  reads: [],
  title: 'the hydrator of Argo CD writes into a directory that holds more',
  why: 'The hydrator writes manifest.yaml and removes nothing. It refuses the root of a repository, and a directory that two Applications name; from any other one Argo CD delivers all that is there, so files that were left behind stay in the cluster.',
  find: ({ world }): Iterable<Found<Params>> => deliveryProblems(world, 'hydrated-path'),
  message: (_, { by, message }) => `${by} hydrates into ${message}`,
  fix: ({ by }) => `give ${by} a directory of its own in syncSource.path`,
});
