import { parentFaults } from './faults';
import type { Rule } from './rule';

/** What the assumed controller lacks, where the API does not say what follows. */
export const unsupportedFeature: Rule<'unsupported-feature'> = {
  reads: [],
  *find({ prediction: { routes } }) {
    for (const { manifest, cause, severity } of parentFaults(routes, 'unsupported-feature'))
      yield { at: manifest, path: cause.path, severity, params: { feature: cause.feature } };
  },
};
