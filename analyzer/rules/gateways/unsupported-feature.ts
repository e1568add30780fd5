import type { Manifest } from '../../model/manifest';
import type { Condition } from '../../status/conditions/condition';
import { conditionFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** What the assumed controller lacks, where the API does not say what follows. */
export const unsupportedFeature: Rule<'unsupported-feature'> = {
  reads: [],
  *find({ prediction: { gateways, routes } }) {
    const judged: { manifest: Manifest; conditions: readonly Condition[] }[] = [
      ...gateways,
      ...routes.flatMap(({ manifest, parents }) => parents.map(({ conditions }) => ({ manifest, conditions }))),
    ];
    for (const { manifest, conditions } of judged)
      for (const { cause, severity } of conditionFaults(conditions, 'unsupported-feature'))
        yield { at: manifest, path: cause.path, severity, params: { feature: cause.feature } };
  },
};
