import type { ListenerPrediction } from '../../status/conditions/prediction';
import { conditionFaults } from '../facts/condition-faults';
import type { Rule } from '../rule';

/** Whether what is wrong with a listener is told at the listener: where it is not written in what is known from context. */
function told({ owner, conditions }: ListenerPrediction): boolean {
  const causes = conditions.filter(({ status }) => status !== 'True').flatMap((one) => one.causes);
  return causes.some(({ why, path }) => why !== 'listener-not-accepted' && !owner.origin(path).manifest.context);
}

/** A Gateway or ListenerSet without a listener that works, where the listeners' own faults are told to nobody. */
export const listenersNotValid: Rule<'listeners-not-valid'> = {
  reads: [],
  *find({ prediction: { gateways, listenerSets } }) {
    for (const { manifest, conditions, listeners } of [...gateways, ...listenerSets])
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'listeners-not-valid')) {
        if (listeners.some((one) => cause.listeners.includes(one.listener.name) && told(one))) continue;
        const path = manifest.origin(cause.path).manifest.context ? [] : cause.path;
        yield { at: manifest, path, severity, params: { listeners: cause.listeners }, missing: cause.missing, predicts };
      }
  },
};
