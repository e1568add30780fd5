import { referenceFaults } from '../facts/condition-faults';
import { lossOf } from '../facts/traffic';
import type { Rule } from '../rule';

/** A backend whose port speaks what the controller does not. */
export const unsupportedAppProtocol: Rule<'unsupported-app-protocol'> = {
  reads: [],
  *find({ prediction: { routes } }) {
    for (const fault of referenceFaults(routes, 'unsupported-app-protocol', 'UnsupportedProtocol')) {
      const { manifest, reference, cause, severity, predicts } = fault;
      const params = { target: cause.target, appProtocol: cause.appProtocol, loss: lossOf(manifest, reference) };
      yield { at: manifest, path: cause.path, severity, params, missing: cause.missing, predicts };
    }
  },
};
