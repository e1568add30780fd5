import { formatRef } from '../../model/object-ref';
import type { Prediction } from '../../status/conditions/prediction';
import { quoted } from '../../text/words';
import { type ListenerFault, listenerFaults } from '../facts/condition-faults';
import type { Found } from '../rule';

type Name = 'hostname-conflict' | 'protocol-conflict';

/** A listener that cannot share its port. */
export interface Conflict {
  readonly listener: string;
  readonly port: number;
  /** The listeners that it conflicts with, as `listener "a" of Gateway kong/kong`. */
  readonly others: readonly string[];
  /** True if the name alone decides which comes first. */
  readonly byName: boolean;
}

export function conflictSeen({ byName }: Conflict): string[] {
  return byName ? ['their names decide which comes first, unless one is created before the other'] : [];
}

/**
 * Whether a conflict is reported at this listener: the later one in an object, the loser between
 * objects.
 */
function isReported({ listener: { owner, path }, cause: { others } }: ListenerFault<Name>): boolean {
  return others.some((other) => other.owner !== owner || Number(other.path[2]) < Number(path[2]));
}

/** The listeners that cannot share a port; a conflict is found once. */
export function* conflicts(prediction: Prediction, name: Name): Iterable<Found<Conflict>> {
  for (const fault of listenerFaults<Name>(prediction, name)) {
    if (!isReported(fault)) {
      continue;
    }
    const { owner } = fault.listener;
    const { cause, severity, predicts } = fault;
    const { listener, port, byName, missing, path } = cause;
    const others = cause.others.map(
      (other) => `listener ${quoted(other.listener)}${other.owner === owner ? '' : ` of ${formatRef(other.owner)}`}`,
    );
    yield { at: owner, path, severity, params: { listener, port, others, byName }, missing, predicts };
  }
}
