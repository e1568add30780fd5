import { type DeliveryParams, deliveryProblems } from '../facts/delivery-problems';
import { defineRule, type Found } from '../rule';

export interface Params extends DeliveryParams {
  /** Whether one delivery brings a Gateway and a patch of it. */
  readonly patch: boolean;
}

/**
 * An object that two engine objects of a cluster deliver, or a Gateway that one delivers whole and
 * as a patch.
 */
export const objectDeliveredTwice = defineRule('object-delivered-twice', {
  reads: [],
  title: 'two deliveries of one cluster bring the same object',
  why: 'Flux applies both with one field manager: they take turns without an error, and each removes what the other set. Argo CD does the same, or fails the second one if it has FailOnSharedResource=true. When one of them stops delivering the object, it may delete what the other one needs.',
  *find({ world }): Iterable<Found<Params>> {
    for (const what of ['shared', 'patched'] as const) {
      for (const found of deliveryProblems(world, what)) {
        yield { ...found, params: { ...found.params, patch: what === 'patched' } };
      }
    }
  },
  message: (_, { by, message }) => `${by} delivers ${message}`,
  fix: ({ by, patch }) =>
    patch ? 'write what the patch says into the Gateway itself' : `leave the object to one of them, or narrow the path of ${by}`,
});
