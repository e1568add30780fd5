import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export type Params = DeliveryParams;

/** A Namespace object that an engine may delete, with all that other deliveries have in it. */
export const namespaceUnprotected = defineRule('namespace-unprotected', {
  reads: [],
  title: 'an engine may delete a namespace that others deliver into',
  why: 'When the file of a Namespace is removed or its delivery is deleted, the engine deletes the namespace with everything in it, whoever delivered that. No route, Service or Secret of the others is left.',
  find: ({ world }): Iterable<Found<Params>> => deliveryProblems(world, 'namespace-unprotected'),
  message: (_, { by, message }) => `${by} delivers ${message}`,
  fix: () => 'add the annotation to the Namespace',
});
