import { formatRef } from '../model/object-ref';
import { conditionFaults, parentFaults } from './faults';
import type { Rule } from './rule';

/** What hangs on a Gateway or ListenerSet that is refused, where that is somebody else's: else the refusal is told there. */
export const parentNotAccepted: Rule<'parent-not-accepted'> = {
  reads: ['ListenerSet'],
  *find({ world, prediction: { listenerSets, routes } }) {
    for (const { manifest, conditions } of listenerSets)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'parent-not-accepted')) {
        const { parent, path, missing } = cause;
        if (parent.parts.every((part) => part.context))
          yield { at: manifest, path, severity, params: { parent: formatRef(parent) }, missing, predicts };
      }
    for (const { manifest, cause } of parentFaults(routes, 'parent-refused')) {
      const { group, namespace, name } = cause.target;
      const parent = world.get('ListenerSet', namespace, name, group);
      if (parent?.context === true) yield { at: manifest, path: cause.path, severity: 'warning', params: { parent: formatRef(parent) } };
    }
  },
};
