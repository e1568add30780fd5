import { formatRef } from '../../model/object-ref';
import { MOST_ANCESTORS } from '../../status/status-list';
import { list } from '../../text/words';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly ancestors: number;
  readonly left: readonly string[];
}

/** A BackendTLSPolicy that more Gateways reach than its status holds. */
export const policyAncestorsExceeded = defineRule('policy-ancestors-exceeded', {
  reads: [],
  title: 'more Gateways reach the target of a policy than its status holds',
  why: 'The status of a policy has an entry for each Gateway that reaches its target, and 16 at most. A controller must not apply the policy for a Gateway that has no entry.',
  *find({ prediction: { policies } }): Iterable<Found<Params>> {
    for (const { manifest, ancestors } of policies) {
      if (ancestors.length <= MOST_ANCESTORS) {
        continue;
      }
      const left = ancestors.slice(MOST_ANCESTORS).map(({ gateway }) => formatRef(gateway));
      yield { at: manifest, path: ['spec', 'targetRefs'], severity: 'warning', params: { ancestors: ancestors.length, left } };
    }
  },
  message: (subject, { ancestors }) =>
    `${subject} is reached through ${ancestors} Gateways, and its status has room for ${MOST_ANCESTORS}: the others may send without TLS`,
  seen: ({ left }) => [`no entry may be left for ${list([...left], 'and', 3)}`],
  fix: () => 'reach the Service through fewer Gateways, or write one policy for each of several Services',
});
