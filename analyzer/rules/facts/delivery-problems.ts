import type { DeliveryProblem } from '../../model/deliveries/delivery';
import type { World } from '../../model/world/world';
import type { Found } from '../rule';

/** What is known of a delivery that is not what its owner means it to be. */
export type DeliveryParams = Pick<DeliveryProblem, 'by' | 'message'>;

/** One kind of problem of the deliveries, each at the engine's object. */
export function* deliveryProblems(world: World, what: DeliveryProblem['what']): Iterable<Found<DeliveryParams>> {
  for (const problem of world.problems) {
    if (problem.what !== 'delivery' || problem.delivery.what !== what) {
      continue;
    }
    const { by, message, file, line, column } = problem.delivery;
    yield { at: { file, line, column }, severity: 'warning', params: { by, message } };
  }
}
