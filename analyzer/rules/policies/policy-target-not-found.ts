import { formatRef } from '../../model/object-ref';
import type { ReferenceTarget } from '../../status/conditions/cause';
import { nearest } from '../../text/did-you-mean';
import { quoted } from '../../text/words';
import { setField } from '../edits/change';
import { type CauseOf, conditionFaults } from '../facts/condition-faults';
import { defineRule, type Found, type RuleInput } from '../rule';

export interface Params {
  readonly target: ReferenceTarget;
  readonly sectionName?: string;
  readonly similar: readonly string[];
}

/** A similar name of a port, or of a Service. */
function guess(
  { world, facts }: RuleInput,
  { target, sectionName }: CauseOf<'target-not-found'>,
): { field: string; name: string; text: string } | undefined {
  const service = world.get('Service', target.namespace, target.name);
  if (service === undefined) {
    const name = nearest(target.name, facts.objectsByName.names(world.in('Service', target.namespace)));
    return name === undefined ? undefined : { field: 'name', name, text: `there is ${formatRef({ ...target, name })}` };
  }
  const ports = (service.object.spec.ports ?? []).flatMap(({ name }) => name ?? []);
  const name = nearest(sectionName ?? '', ports);
  return name === undefined ? undefined : { field: 'sectionName', name, text: `there is port ${quoted(name)}` };
}

/** A BackendTLSPolicy whose target does not exist. */
export const policyTargetNotFound = defineRule('policy-target-not-found', {
  reads: ['Service'],
  title: 'a BackendTLSPolicy targets a Service that does not exist',
  why: 'A policy applies to the Service, and the named port, that it targets in its own namespace. If that does not exist, connections to the backend are not encrypted.',
  *find(input): Iterable<Found<Params>> {
    for (const { manifest, ancestors, conditions } of input.prediction.policies) {
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'target-not-found')) {
        const { target, sectionName, path, missing } = cause;
        const likely = guess(input, cause);
        const edit = likely && setField(manifest, [...path.slice(0, 3), likely.field], likely.name);
        const params = { target, similar: likely === undefined ? [] : [likely.text], ...(sectionName !== undefined && { sectionName }) };
        yield { at: manifest, path, severity, params, missing, ...(ancestors.length > 0 && { predicts }), edit };
      }
    }
  },
  message: (subject, { target, sectionName }) =>
    sectionName === undefined
      ? `${subject} targets ${formatRef(target)}, which does not exist`
      : `${subject} targets port ${quoted(sectionName)} of ${formatRef(target)}, which does not exist`,
  question: (_, { target }) => `${formatRef(target)} exists`,
  seen: ({ similar }) => similar,
  fix: ({ target }) => `use an existing target, or add ${formatRef(target)}`,
});
