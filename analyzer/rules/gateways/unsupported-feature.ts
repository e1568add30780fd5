import type { Manifest } from '../../model/manifest';
import type { Condition } from '../../status/conditions/condition';
import { conditionFaults } from '../facts/condition-faults';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly feature: string;
}

/** A feature that the assumed controller lacks, if the API does not say what follows. */
export const unsupportedFeature = defineRule('unsupported-feature', {
  reads: [],
  title: 'a manifest uses a feature that the assumed controller lacks',
  why: 'The API does not say what a controller without this optional feature does: some ignore the field, some refuse the object, and some write no status.',
  *find({ prediction: { gateways, routes } }): Iterable<Found<Params>> {
    const judged: { manifest: Manifest; conditions: readonly Condition[] }[] = [
      ...gateways,
      ...routes.flatMap(({ manifest, parents }) => parents.map(({ conditions }) => ({ manifest, conditions }))),
    ];
    for (const { manifest, conditions } of judged) {
      for (const { cause, severity } of conditionFaults(conditions, 'unsupported-feature')) {
        yield { at: manifest, path: cause.path, severity, params: { feature: cause.feature } };
      }
    }
  },
  message: (subject, { feature }) => `${subject} uses ${feature}, which the controller lacks`,
  question: (subject, { feature }) => `${subject} works with a controller that lacks ${feature}`,
  fix: () => 'remove the field, or use a controller that has the feature',
});
