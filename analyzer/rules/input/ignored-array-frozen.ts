import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export type Params = DeliveryParams;

/** An Application that ignores a field within an array and respects that when it syncs. */
export const ignoredArrayFrozen = defineRule('ignored-array-frozen', {
  reads: [],
  title: 'a field that is ignored in an array keeps the whole array as it is',
  why: 'RespectIgnoreDifferences=true puts the live value in the place of what is ignored. Of a custom resource it puts the whole array there, so no change in Git of any element reaches the cluster, and Argo CD says Synced.',
  find: ({ world }): Iterable<Found<Params>> => deliveryProblems(world, 'frozen'),
  message: (_, { by, message }) => `${by} ignores ${message}, with RespectIgnoreDifferences=true: the array is not changed any more`,
  fix: () => 'remove the entry of ignoreDifferences, and write the defaults out in Git',
});
