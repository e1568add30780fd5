import type { ListenerPrediction } from '../../status/conditions/prediction';
import { quotedList } from '../../text/words';
import { conditionFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listeners: readonly string[];
}

/** Whether a finding reports what is wrong with a listener: if it is not defined in context. */
function isReported({ owner, conditions }: ListenerPrediction): boolean {
  const causes = conditions.filter(({ status }) => status !== 'True').flatMap((one) => one.causes);
  return causes.some(({ why, path }) => why !== 'listener-not-accepted' && !owner.origin(path).manifest.context);
}

/**
 * A Gateway or ListenerSet without a valid listener, if no finding reports the faults of the
 * listeners themselves.
 */
export const listenersNotValid = defineRule('listeners-not-valid', {
  reads: [],
  title: 'no listener is valid',
  why: 'A Gateway or ListenerSet is not accepted if all of its listeners are refused.',
  *find({ prediction: { gateways, listenerSets } }): Iterable<Found<Params>> {
    for (const { manifest, conditions, listeners } of [...gateways, ...listenerSets]) {
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'listeners-not-valid')) {
        if (listeners.some((one) => cause.listeners.includes(one.listener.name) && isReported(one))) {
          continue;
        }
        const path = manifest.origin(cause.path).manifest.context ? [] : cause.path;
        yield { at: manifest, path, severity, params: { listeners: cause.listeners }, missing: cause.missing, predicts };
      }
    }
  },
  message: (subject, params) =>
    `${subject} has no valid listener: ${quotedList(params.listeners)} ${params.listeners.length === 1 ? 'is' : 'are'} refused`,
  question: (subject) => `${subject} has a valid listener`,
  fix: () => 'fix the listeners where they are defined',
  traffic: unattached,
});
