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
    ? `${subject} is of GatewayClass ${className}, ${fault}: no controller will look after it`
    : `${subject} attaches to ${gateway} of GatewayClass ${className}, ${fault}: the cluster will stay silent`;
}

type Why = 'class-not-accepted' | 'class-not-found';

/** A Gateway that no controller looks after, and who is to be told: the Gateway, or where its class is named in context, what attaches to it. */
export interface GatewayWithoutController {
  readonly gateway: Manifest<'Gateway'>;
  readonly cause: ConditionFault<Why>['cause'];
  readonly told: readonly { readonly at: Manifest; readonly path: Path }[];
}

/** The Gateways without a controller, for one of the reasons. */
export function* gatewaysWithoutController({ prediction, world, facts }: RuleInput, why: Why): Iterable<GatewayWithoutController> {
  const attached = new Map<Manifest, { at: Manifest; path: Path }[]>();
  for (const { manifest, path, target, why: reason } of facts.parentsWithoutStatus) {
    const gateway = reason === 'class' ? world.get('Gateway', target.namespace, target.name) : undefined;
    const known = gateway && attached.get(gateway);
    if (known !== undefined) known.push({ at: manifest, path });
    else if (gateway !== undefined) attached.set(gateway, [{ at: manifest, path }]);
  }
  for (const { manifest: gateway, conditions } of prediction.gateways)
    for (const { cause } of conditionFaults<Why>(conditions, why)) {
      const context = gateway.origin(cause.path).manifest.context;
      yield { gateway, cause, told: context ? (attached.get(gateway) ?? []) : [{ at: gateway, path: cause.path }] };
    }
}
