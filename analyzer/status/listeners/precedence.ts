import { ageOf } from '../matching/age';
import type { PredictionContext } from '../references/prediction-context';
import { lose, Ports, settleAmongEquals, stands } from './conflicts';
import type { GatewayDraft } from './gateway';
import type { ListenerDraft } from './listener';
import type { ListenerSetDraft } from './listener-set';

/**
 * Settles which listeners of a Gateway's ListenerSets stand: the Gateway's own come first, then
 * each ListenerSet in turn. A listener that clashes with one that stands loses; those that are left
 * clash among themselves as equals. Whether equals that lost, of the Gateway or of a ListenerSet,
 * still block a later one is open, and so it is of a listener that may not be accepted.
 *
 * @see Gateway API v1.6.1, GEP-1713, "Listener Precedence" and "ListenerConditions within a
 * ListenerSet"; conformance, listenerset-hostname-conflict
 */
export function settlePrecedence(setting: PredictionContext, gateway: GatewayDraft, attached: readonly ListenerSetDraft[]): void {
  const standing = new Ports(setting);
  const doubtful = new Ports(setting);
  const enter = (one: ListenerDraft): void => {
    if (one.accepted.length === 0) {
      standing.add(one);
    } else if (stands(one) || one.conflicted.length > 0) {
      doubtful.add(one);
    }
  };
  gateway.listeners.forEach(enter);
  for (const { listeners } of [...attached].sort(precedes)) {
    for (const listener of listeners) {
      lose(listener, standing.clash(listener));
    }
    const left = listeners.filter(stands);
    for (const listener of left) {
      if (standing.clash(listener) === undefined) {
        lose(listener, doubtful.clash(listener), false);
      }
    }
    const before = left.filter(stands);
    settleAmongEquals(before, setting);
    before.forEach(enter);
  }
}

/**
 * The older first, then by namespace and name.
 *
 * @see Gateway API v1.6.1, GEP-1713, "Listener Precedence"
 */
function precedes({ manifest: one }: ListenerSetDraft, { manifest: other }: ListenerSetDraft): number {
  const [mine, theirs] = [ageOf(one), ageOf(other)];
  if (mine !== theirs) {
    return mine < theirs ? -1 : 1;
  }
  const [name, second] = [`${one.namespace}/${one.name}`, `${other.namespace}/${other.name}`];
  return name < second ? -1 : name > second ? 1 : 0;
}
