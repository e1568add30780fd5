import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export type Params = DeliveryParams;

/** An object that two engine objects of a cluster deliver. */
export const objectDeliveredTwice = defineRule('object-delivered-twice', {
  reads: [],
  title: 'two deliveries of one cluster bring the same object',
  why: 'Flux applies both with one field manager: they take turns without an error, and each removes what the other set. Argo CD does the same, or fails the second one if it has FailOnSharedResource=true. When one of them stops delivering the object, it may delete what the other one needs.',
  find: ({ world }): Iterable<Found<Params>> => deliveryProblems(world, 'shared'),
  message: (_, { by, message }) => `${by} delivers ${message}`,
  fix: ({ by }) => `leave the object to one of them, or narrow the path of ${by}`,
});
