import type { DeliveryProblem } from '../../model/deliveries/delivery';
import { defineRule, type Found } from '../rule';

export type Params = Pick<DeliveryProblem, 'by' | 'message'>;

/** A partial Gateway that an engine may delete whole, or apply as if it were whole. */
export const partialGatewayUnprotected = defineRule('partial-gateway-unprotected', {
  reads: [],
  title: 'an engine may delete the Gateway that a patch names',
  why: 'A patch has the name of the Gateway. When its file is removed or its delivery is deleted, the engine deletes the whole Gateway; and an engine that does not apply on the server, or does not merge, removes the other listeners.',
  *find({ world }): Iterable<Found<Params>> {
    for (const problem of world.problems) {
      if (problem.what !== 'delivery' || problem.delivery.what !== 'unprotected') continue;
      const { by, message, file, line, column } = problem.delivery;
      yield { at: { file, line, column }, severity: 'warning', params: { by, message } };
    }
  },
  message: (_, { by, message }) => `${by} delivers ${message}`,
  fix: () => 'add the annotations to the patch',
});
