import type { Manifest } from '../model/manifest';
import type { Condition } from '../status/condition';
import type { Reference } from '../status/prediction';
import { formatPath } from './edit';
import { conditionFaults } from './faults';
import type { Found, Rule } from './rule';

/** Where no reference is at fault, or the references' own faults tell it all. */
function* found(
  manifest: Manifest,
  conditions: readonly Condition[],
  references: readonly Reference[],
): Iterable<Found<'no-valid-ca-certificate'>> {
  if (references.some(({ role, status }) => role === 'ca-certificate' && status === 'False')) return;
  for (const { cause, severity, predicts } of conditionFaults(conditions, 'no-valid-ca-certificate'))
    yield { at: manifest, path: cause.path, severity, params: { place: formatPath(cause.path) }, missing: cause.missing, predicts };
}

/** Certificates are to be checked, and there is none to check them against. */
export const noValidCaCertificate: Rule<'no-valid-ca-certificate'> = {
  reads: [],
  *find({ prediction: { gateways, policies } }) {
    for (const { manifest, listeners, references } of gateways)
      for (const { conditions } of listeners) yield* found(manifest, conditions, references);
    for (const { manifest, ancestors, references } of policies)
      for (const { conditions } of ancestors) yield* found(manifest, conditions, references);
  },
};
