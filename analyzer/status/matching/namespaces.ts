import type { LabelSelector } from '../../model/objects';
import type { Missing } from '../../model/problem';
import type { World } from '../../model/world/world';
import type { Truth } from '../conditions/condition';
import { truth } from '../conditions/truth';
import { isSelector, selects } from './selector';

/**
 * From which namespaces a listener takes routes, or a Gateway ListenerSets; without `from` where
 * the input does not say.
 */
export interface NamespacePolicy {
  readonly from?: string;
  readonly selector?: LabelSelector;
}

export interface Admission {
  readonly answer: Truth;
  readonly missing: readonly Missing[];
}

const NOTHING: readonly Missing[] = [];

/**
 * Whether a policy allows a namespace. `Same` is the namespace of the object that holds the policy;
 * a selector next to another `from` is ignored; a missing selector, or one that Kubernetes refuses,
 * selects nothing.
 *
 * @see Gateway API v1.6.1, apis/v1/gateway_types.go, RouteNamespaces and ListenerNamespaces
 */
export function admits(policy: NamespacePolicy, holder: string, namespace: string, world: World): Admission {
  const { from, selector } = policy;
  if (from === 'All') {
    return { answer: 'True', missing: NOTHING };
  }
  if (from === 'Same') {
    return { answer: truth(holder === namespace), missing: NOTHING };
  }
  if (from === 'None') {
    return { answer: 'False', missing: NOTHING };
  }
  if (from !== 'Selector') {
    return { answer: 'Unknown', missing: NOTHING };
  }
  const answer = selector === undefined ? 'False' : selects(selector, world.labels(namespace));
  return { answer, missing: answer === 'Unknown' ? [{ kind: 'Namespace', namespace: '', name: namespace }] : NOTHING };
}

/**
 * Whether a policy selects by labels with a selector that selects nothing whatever the labels are.
 */
export function selectsNothing({ from, selector }: NamespacePolicy): boolean {
  return from === 'Selector' && (selector === undefined || !isSelector(selector));
}
