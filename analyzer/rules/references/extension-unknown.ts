import { parentFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** A filter that is an object of its own, and that is not in the input. */
export const extensionUnknown: Rule<'extension-unknown'> = {
  reads: [],
  *find({ prediction: { routes } }) {
    for (const { manifest, cause, severity } of parentFaults(routes, 'extension-unknown'))
      yield { at: manifest, path: cause.path, severity, params: { target: cause.target }, missing: cause.missing };
  },
};
