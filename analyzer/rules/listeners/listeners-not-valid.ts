import type { ListenerPrediction } from '../../status/conditions/prediction';
import { quotedList } from '../../text/words';
import { conditionFaults } from '../facts/condition-faults';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';

export interface Params {
  readonly listeners: readonly string[];
}

/** Whether what is wrong with a listener is told at the listener: where it is not written in what is known from context. */
function told({ owner, conditions }: ListenerPrediction): boolean {
  const causes = conditions.filter(({ status }) => status !== 'True').flatMap((one) => one.causes);
  return causes.some(({ why, path }) => why !== 'listener-not-accepted' && !owner.origin(path).manifest.context);
}

/** A Gateway or ListenerSet without a listener that works, where the listeners' own faults are told to nobody. */
export const listenersNotValid = defineRule('listeners-not-valid', {
  reads: [],
  title: 'no listener is left that works',
  why: 'A Gateway or ListenerSet all of whose listeners are refused is not accepted as a whole.',
  *find({ prediction: { gateways, listenerSets } }): Iterable<Found<Params>> {
    for (const { manifest, conditions, listeners } of [...gateways, ...listenerSets])
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'listeners-not-valid')) {
        if (listeners.some((one) => cause.listeners.includes(one.listener.name) && told(one))) continue;
        const path = manifest.origin(cause.path).manifest.context ? [] : cause.path;
        yield { at: manifest, path, severity, params: { listeners: cause.listeners }, missing: cause.missing, predicts };
      }
  },
  message: (subject, params) =>
    `${subject} has no listener that works: ${quotedList(params.listeners)} ${params.listeners.length === 1 ? 'is' : 'are'} refused`,
  question: (subject) => `${subject} has a listener that works`,
  fix: () => 'mend the listeners where they are written',
  traffic: unattached,
});
