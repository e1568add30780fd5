import { conditionFaults } from './faults';
import type { Rule } from './rule';

/** A Gateway of a class that is not accepted, where the class is somebody else's: else the class is told. */
export const classNotAccepted: Rule<'class-not-accepted'> = {
  reads: ['GatewayClass'],
  *find({ world, prediction: { gateways } }) {
    for (const { manifest, conditions } of gateways)
      for (const { cause, severity, predicts } of conditionFaults(conditions, 'class-not-accepted')) {
        const { className, path, missing } = cause;
        if (world.get('GatewayClass', '', className)?.context === false) continue;
        yield { at: manifest, path, severity, params: { className }, missing, predicts };
      }
  },
};
