import { deliveredObjects } from './delivered-objects';
import type { DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';

/**
 * Objects that an Application with ServerSideApply compares without the defaults of their CRDs: by
 * whom, and which one.
 */
export function comparedObjects(delivered: readonly Delivered[]): DeliveryFault[] {
  return delivered.flatMap((one) =>
    allOf(one).flatMap(({ by, file, structuredDiff }) =>
      structuredDiff === true ? [...deliveredObjects(one)].map(({ subject }) => ({ by, file, message: subject })) : [],
    ),
  );
}
