import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export type Params = DeliveryParams;

/** A partial Gateway that an engine may delete whole, or apply as if it were whole. */
export const partialGatewayUnprotected = defineRule('partial-gateway-unprotected', {
  reads: [],
  title: 'an engine may delete the Gateway that a patch names',
  why: 'A patch has the name of the Gateway. When its file is removed or its delivery is deleted, the engine deletes the whole Gateway; and an engine that does not apply on the server, or does not merge, removes the other listeners.',
  find: ({ world }): Iterable<Found<Params>> => deliveryProblems(world, 'unprotected'),
  message: (_, { by, message }) => `${by} delivers ${message}`,
  fix: () => 'add the annotations to the patch',
});
