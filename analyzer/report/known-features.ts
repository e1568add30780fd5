import { FEATURES } from '../../gateway-api';
import { nearest } from '../text/did-you-mean';

/** Refuses unknown features of the Gateway API and suggests the nearest name; `at` is the option that names them. */
export function refuseUnknownFeatures(features: readonly string[], at: string): void {
  for (const feature of features) {
    const name = feature.replace(/^Support/, '');
    if (FEATURES.includes(name)) continue;
    const near = nearest(name, FEATURES);
    throw new Error(
      `${at} ${feature}: unknown feature of the Gateway API; ${near === undefined ? `expected one of ${FEATURES.join(', ')}` : `did you mean ${near}?`}`,
    );
  }
}
