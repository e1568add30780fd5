import type { BundleSet } from '../../../gateway-api';
import type { Path } from '../path';
import { conform, isMap } from './check-shape';
import { collectFaults } from './collect-faults';
import type { Plan } from './plan';

/** A default that an object does not say. */
export interface MissingDefault {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * The defaults that the API server adds within what one applier says whole, such as an item of
 * `parentRefs`: there a comparison that does not know them finds a difference. A list of which an
 * item does not fit has none.
 */
export function missingDefaults(written: unknown, plan: Plan, bundles: BundleSet): MissingDefault[] {
  const filled: unknown = structuredClone(written);
  conform(filled, plan, [], { whole: false, fill: false, bundles }, collectFaults([]));
  return [...added(written, filled, [])];
}

function* added(written: unknown, filled: unknown, path: Path): Generator<MissingDefault> {
  if (Array.isArray(written) && Array.isArray(filled) && written.length === filled.length) {
    for (const [index, item] of filled.entries()) {
      yield* added(written[index], item, [...path, index]);
    }
  }
  if (!isMap(written) || !isMap(filled)) {
    return;
  }
  for (const [key, value] of Object.entries(filled)) {
    if (Object.hasOwn(written, key)) {
      yield* added(written[key], value, [...path, key]);
    } else {
      yield { path: [...path, key], value };
    }
  }
}
