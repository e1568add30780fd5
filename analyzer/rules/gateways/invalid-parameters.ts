import { formatRef } from '../../model/object-ref';
import type { ReferenceTarget } from '../../status/conditions/cause';
import { conditionFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly target: ReferenceTarget;
}

/** Parameters that do not exist. */
export const invalidParameters = defineRule('invalid-parameters', {
  reads: [],
  title: 'the parameters of a Gateway or GatewayClass do not exist',
  why: 'A controller refuses an object whose parameters it cannot read.',
  *find({ prediction: { classes, gateways } }): Iterable<Found<Params>> {
    for (const { manifest, conditions } of [...classes, ...gateways]) {
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'invalid-parameters')) {
        yield { at: manifest, path: cause.path, severity, params: { target: cause.target }, missing: cause.missing, predicts };
      }
    }
  },
  message: (subject, { target }) => `${subject} takes its parameters from ${formatRef(target)}, which does not exist`,
  question: (subject, { target }) => `${subject} finds its parameters in ${formatRef(target)}`,
  fix: ({ target }) => `add ${formatRef(target)}, or remove parametersRef`,
  traffic: unattached,
});
