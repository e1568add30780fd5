import { formatRef } from '../../model/object-ref';
import { conditionFaults, parentFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly parent: string;
  readonly noStatus: boolean;
}

/**
 * What is attached to a refused ListenerSet that is external; of our own ListenerSets the cause
 * itself is reported.
 */
export const parentNotAccepted = defineRule('parent-not-accepted', {
  reads: ['ListenerSet'],
  title: 'a parent is itself refused',
  why: 'What is attached to a refused Gateway or ListenerSet gets no traffic, even if it is correct itself.',
  *find({ world, prediction, facts }): Iterable<Found<Params>> {
    for (const { manifest, conditions } of prediction.listenerSets) {
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'parent-not-accepted')) {
        const { parent, path, missing } = cause;
        if (parent.context) {
          yield { at: manifest, path, severity, params: { parent: formatRef(parent), noStatus: false }, missing, predicts };
        }
      }
    }
    const refused = [...parentFaults(prediction.routes, 'parent-refused')].map(({ manifest, cause }) => ({
      manifest,
      ...cause,
      noStatus: false,
    }));
    const noStatus = facts.parentsWithoutStatus.flatMap((one) => (one.why === 'parent' ? [{ ...one, noStatus: true }] : []));
    for (const { manifest, path, target, noStatus: isSilent } of [...refused, ...noStatus]) {
      const parent = world.get('ListenerSet', target.namespace, target.name, target.group);
      if (parent?.context !== true) {
        continue;
      }
      yield { at: manifest, path, severity: 'warning', params: { parent: formatRef(parent), noStatus: isSilent } };
    }
  },
  message: (subject, { parent, noStatus }) =>
    noStatus
      ? `${subject} is attached to ${parent}, which no controller manages: no status will be written`
      : `${subject} is attached to ${parent}, which is itself refused`,
  question: (_, { parent }) => `${parent} is accepted`,
  fix: ({ parent }) => `fix ${parent}`,
  traffic: unattached,
});
