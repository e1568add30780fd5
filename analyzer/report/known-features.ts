import { FEATURES } from '../../gateway-api';
import { nearest } from '../text/did-you-mean';

/**
 * Refuses unknown features of the Gateway API and suggests the nearest name; `at` is the option
 * that names them.
 */
export function refuseUnknownFeatures(features: readonly string[], at: string): void {
  for (const feature of features) {
    const name = feature.replace(/^Support/, '');
    if (FEATURES.includes(name)) {
      continue;
    }
    throw new Error(`${at} ${feature}: unknown feature of the Gateway API; ${suggestion(name)}`);
  }
}

/** How many names are suggested if none is near. */
const SUGGESTED = 3;

function suggestion(name: string): string {
  const near = nearest(name, FEATURES);
  if (near !== undefined) {
    return `did you mean ${near}?`;
  }
  const alike = FEATURES.filter((feature) => letters(name) !== '' && letters(feature).includes(letters(name))).slice(0, SUGGESTED);
  if (alike.length > 0) {
    return `did you mean ${alike.join(', or ')}?`;
  }
  return `expected a feature of its conformance tests, such as ${FEATURES[0]}`;
}

/** A name in another case, with hyphens or spaces, is the same name. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
