import { nearest } from '../../analyzer/text/did-you-mean';
import { FEATURES } from '../../gateway-api';
import { Trouble } from '../exit-code';

/** Refuses what is no feature of the Gateway API, with the name that is likely meant; `at` is who names it. */
export function refuseUnknownFeatures(features: readonly string[], at: string): void {
  for (const feature of features) {
    const name = feature.replace(/^Support/, '');
    if (FEATURES.includes(name)) continue;
    const near = nearest(name, FEATURES);
    throw new Trouble(
      `${at} ${feature}: no such feature of the Gateway API; ${near === undefined ? `known are ${FEATURES.join(', ')}` : `did you mean ${near}?`}`,
    );
  }
}
