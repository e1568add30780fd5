import type { Listener } from '../../model/objects';
import type { Path } from '../../model/path';
import type { Owner } from '../conditions/cause';
import { type Fault, unknownFault } from '../conditions/condition-builder';
import { backendReference, extensionFaults } from './backends';
import type { PredictionContext } from './prediction-context';
import type { Resolved } from './references';

/**
 * What the filters of a listener refer to. Consent comes before existence, as for routes; what does
 * not resolve has one reason for a missing object and an unsupported kind.
 *
 * @see Gateway API v1.7.0, apis/v1/gateway_types.go, ListenerFilters and ListenerFilter; GEP-5224
 */
export function listenerFilters(
  setting: PredictionContext,
  owner: Owner,
  { filters }: Listener,
  path: Path,
): { readonly references: readonly Resolved[]; readonly accepted: Fault[]; readonly resolved: Fault[] } {
  const requests = filters?.requests ?? [];
  const at = [...path, 'filters', 'requests'];
  const feature = 'GatewayListenerFilters';
  if (requests.length > 0 && !setting.supports(feature)) {
    const unsupported = unknownFault({ why: 'unsupported-feature', path: at, feature, missing: [] });
    return { references: [], accepted: [unsupported], resolved: [] };
  }
  const references = requests.flatMap(({ externalAuth }, index): Resolved[] => {
    const backendRef = externalAuth?.backendRef;
    return backendRef === undefined
      ? []
      : [ofListener(backendReference(setting, owner, backendRef, 'external-auth', [...at, index, 'externalAuth', 'backendRef']))];
  });
  const extensions = requests.flatMap(({ extensionRef }, index) =>
    extensionRef === undefined
      ? []
      : extensionFaults(setting, { ...extensionRef, namespace: owner.namespace }, [...at, index, 'extensionRef']),
  );
  return { references, accepted: [], resolved: [...references.flatMap(({ fault }) => fault ?? []), ...extensions] };
}

function ofListener(resolved: Resolved): Resolved {
  const { fault } = resolved;
  if (fault === undefined || fault.status !== 'False' || fault.cause.why === 'ref-not-permitted') {
    return resolved;
  }
  return { ...resolved, fault: { ...fault, reason: 'InvalidListenerFilterRef' } };
}
