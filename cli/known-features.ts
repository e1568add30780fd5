import { nearest } from '../analyzer/rules/near';
import { FEATURES } from '../targets/features';
import { Trouble } from './exit-code';

/** Refuses what is no feature of the Gateway API, with the name that is likely meant. */
export function refuseUnknownFeatures(features: readonly string[]): void {
  for (const feature of features) {
    const name = feature.replace(/^Support/, '');
    if (FEATURES.includes(name)) continue;
    const near = nearest(name, FEATURES);
    throw new Trouble(
      `--without ${feature}: no such feature of the Gateway API; ${near === undefined ? `known are ${FEATURES.join(', ')}` : `did you mean ${near}?`}`,
    );
  }
}
