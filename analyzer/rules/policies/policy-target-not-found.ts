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

/** The name of a port, or of a Service, that comes near. */
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

/** A BackendTLSPolicy about what does not exist. */
export const policyTargetNotFound = defineRule('policy-target-not-found', {
  reads: ['Service'],
  title: 'a BackendTLSPolicy is about a Service that does not exist',
  why: 'A policy counts for the Service, and the named port, that it targets in its own namespace. Where that is not there, connections to the backend stay without TLS.',
  *find(input): Iterable<Found<Params>> {
    for (const { manifest, ancestors, conditions } of input.prediction.policies)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'target-not-found')) {
        const { target, sectionName, path, missing } = cause;
        const meant = guess(input, cause);
        const edit = meant && setField(manifest, [...path.slice(0, 3), meant.field], meant.name);
        const params = { target, similar: meant === undefined ? [] : [meant.text], ...(sectionName !== undefined && { sectionName }) };
        yield { at: manifest, path, severity, params, missing, ...(ancestors.length > 0 && { predicts }), edit };
      }
  },
  message: (subject, { target, sectionName }) =>
    sectionName === undefined
      ? `${subject} targets ${formatRef(target)}, which does not exist`
      : `${subject} targets port ${quoted(sectionName)} of ${formatRef(target)}, which does not exist`,
  question: (_, { target }) => `${formatRef(target)} exists`,
  seen: ({ similar }) => similar,
  fix: ({ target }) => `target what exists, or add ${formatRef(target)}`,
});
