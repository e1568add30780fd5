import { conditionFaults } from './faults';
import type { Rule } from './rule';

/** A Gateway or ListenerSet without a listener that works, where the listeners' own faults are told to somebody else. */
export const listenersNotValid: Rule<'listeners-not-valid'> = {
  reads: [],
  *find({ prediction: { gateways, listenerSets } }) {
    for (const { manifest, conditions, listeners } of [...gateways, ...listenerSets])
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'listeners-not-valid')) {
        const refused = listeners.filter(({ listener }) => cause.listeners.includes(listener.name));
        if (refused.some(({ owner, path }) => !owner.origin(path).manifest.context)) continue;
        yield { at: manifest, path: cause.path, severity, params: { listeners: cause.listeners }, missing: cause.missing, predicts };
      }
  },
};
