import { type ReferenceGrantFrom, type ReferenceGrantTo, ROUTE_KINDS } from '../../model/objects';
import type { World } from '../../model/world/world';

/** The API's bound on `from` and on `to`. */
export const MOST_ENTRIES = 16;

const GATEWAY_API = 'gateway.networking.k8s.io';
const EXPERIMENTAL = 'gateway.networking.x-k8s.io';

const REFERRERS: ReadonlySet<string> = new Set([
  ...[...ROUTE_KINDS, 'Gateway', 'ListenerSet'].map((kind) => `${GATEWAY_API}/${kind}`),
  `${EXPERIMENTAL}/XListenerSet`,
]);
const PARENTS: ReadonlySet<string> = new Set([`${GATEWAY_API}/Gateway`, `${GATEWAY_API}/ListenerSet`, `${EXPERIMENTAL}/XListenerSet`]);
const TARGETS: ReadonlySet<string> = new Set(['/Service', '/Secret', '/ConfigMap']);

/**
 * Whether an entry names a kind all of whose references are read; of other kinds nobody here knows
 * what they use.
 */
export function isReferrer({ group, kind }: ReferenceGrantFrom): boolean {
  return REFERRERS.has(`${group}/${kind}`);
}

/** Whether an entry names a kind that the references which are read lead to. */
export function isTarget({ group, kind }: ReferenceGrantTo): boolean {
  return TARGETS.has(`${group}/${kind}`);
}

/** Whether an entry names something that routes attach to, for which no ReferenceGrant is asked. */
export function isParent({ group, kind }: ReferenceGrantTo): boolean {
  return PARENTS.has(`${group}/${kind}`);
}

/**
 * Whether every object that may use an entry is in the input and understood: nothing there is
 * rendered later, as a Helm release is.
 */
export function isKnownWhole(world: World, { kind, namespace }: ReferenceGrantFrom): boolean {
  return world.closed('Other', namespace) && !isPartlyUnderstood(world, kind, namespace);
}

/**
 * Whether an object of a kind in a namespace has a field that is not known, or is refused: what it
 * refers to is not all read.
 */
function isPartlyUnderstood(world: World, kind: string, namespace: string): boolean {
  return (
    world.refused.some((manifest) => manifest.kind === kind && manifest.namespace === namespace) ||
    world.problems.some(
      (problem) => problem.what === 'unknown-field' && problem.manifest.kind === kind && problem.manifest.namespace === namespace,
    )
  );
}
