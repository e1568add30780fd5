import type { Manifest } from '../../model/manifest';
import type { Path } from '../../model/path';
import { type ConditionFault, conditionFaults } from '../facts/condition-faults';
import type { RuleInput } from '../rule';

/** A Gateway that no controller manages. */
export interface UnmanagedGateway {
  readonly className: string;
  readonly gateway: string;
}

/** The Gateway itself, or what attaches to it, with what is wrong with its class. */
export function unmanagedText(subject: string, { className, gateway }: UnmanagedGateway, fault: string): string {
  return subject === gateway
    ? `${subject} uses GatewayClass ${className}, ${fault}: no controller will manage it`
    : `${subject} attaches to ${gateway} of GatewayClass ${className}, ${fault}: no controller will write a status`;
}

type Why = 'class-not-accepted' | 'class-not-found';

/**
 * A Gateway that no controller manages, and where that is reported: at the Gateway, or if its class
 * is set in context, at what attaches to it.
 */
export interface GatewayWithoutController {
  readonly gateway: Manifest<'Gateway'>;
  readonly cause: ConditionFault<Why>['cause'];
  readonly reported: readonly { readonly at: Manifest; readonly path: Path }[];
}

/** The Gateways without a controller, for one of the reasons. */
export function* gatewaysWithoutController({ prediction, world, facts }: RuleInput, why: Why): Iterable<GatewayWithoutController> {
  const attached = new Map<Manifest, { at: Manifest; path: Path }[]>();
  for (const { manifest, path, target, why: reason } of facts.parentsWithoutStatus) {
    const gateway = reason === 'class' ? world.get('Gateway', target.namespace, target.name) : undefined;
    const known = gateway && attached.get(gateway);
    if (known !== undefined) {
      known.push({ at: manifest, path });
    } else if (gateway !== undefined) {
      attached.set(gateway, [{ at: manifest, path }]);
    }
  }
  for (const { manifest: gateway, conditions } of prediction.gateways) {
    for (const { cause } of conditionFaults<Why>(conditions, why)) {
      const context = gateway.origin(cause.path).manifest.context;
      yield { gateway, cause, reported: context ? (attached.get(gateway) ?? []) : [{ at: gateway, path: cause.path }] };
    }
  }
}
