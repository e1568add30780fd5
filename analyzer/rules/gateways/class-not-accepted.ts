import { formatRef } from '../../model/object-ref';
import { unattached } from '../facts/traffic';
import { defineRule, type Found } from '../rule';
import { gatewaysWithoutController, type UnmanagedGateway, unmanagedText } from './class-without-controller';

/**
 * A Gateway of an external class that is not accepted; of our own classes the class itself is
 * reported.
 */
export const classNotAccepted = defineRule('class-not-accepted', {
  reads: ['Gateway', 'GatewayClass'],
  title: 'a Gateway uses a GatewayClass that is not accepted',
  why: 'A controller does nothing for a Gateway whose GatewayClass it does not accept: the Gateway waits forever, and its routes never get a status.',
  *find(input): Iterable<Found<UnmanagedGateway>> {
    for (const { gateway, cause, reported } of gatewaysWithoutController(input, 'class-not-accepted')) {
      const { className } = cause;
      if (input.world.get('GatewayClass', '', className)?.context === false) {
        continue;
      }
      for (const { at, path } of reported) {
        yield { at, path, severity: 'warning', params: { className, gateway: formatRef(gateway) } };
      }
    }
  },
  message: (subject, params) => unmanagedText(subject, params, 'which is not accepted'),
  fix: ({ className }) => `fix GatewayClass ${className}, or use another one`,
  traffic: unattached,
});
