import { formatRef } from '../../model/object-ref';
import type { Rule } from '../rule';
import { classSilences } from './class-without-controller';

/** A Gateway of a class that is not accepted, where the class is somebody else's: else the class is told. */
export const classNotAccepted: Rule<'class-not-accepted'> = {
  reads: ['Gateway', 'GatewayClass'],
  *find({ world, prediction }) {
    for (const { gateway, cause, told } of classSilences(prediction, world, 'class-not-accepted')) {
      const { className } = cause;
      if (world.get('GatewayClass', '', className)?.context === false) continue;
      for (const { at, path } of told) yield { at, path, severity: 'warning', params: { className, gateway: formatRef(gateway) } };
    }
  },
};
