import { formatRef } from '../../model/object-ref';
import { quoted } from '../../text/words';
import { type ListenerFault, listenerFaults } from '../facts/condition-faults';
import type { Found, Rule } from '../rule';

type Name = 'hostname-conflict' | 'protocol-conflict';

/** Whether a clash is told at this listener: the later one in an object, the loser between objects. */
function told({ listener: { owner, path }, cause: { others } }: ListenerFault<Name>): boolean {
  return others.some((other) => other.owner !== owner || Number(other.path[2]) < Number(path[2]));
}

function found<R extends Name>({ listener: { owner }, cause, severity, predicts }: ListenerFault<Name>): Found<R> {
  const { listener, port, missing, path } = cause;
  const others = cause.others.map(
    (other) => `listener ${quoted(other.listener)}${other.owner === owner ? '' : ` of ${formatRef(other.owner)}`}`,
  );
  return { at: owner, path, severity, params: { listener, port, others, byName: cause.byName }, missing, predicts };
}

/** A rule about listeners that cannot share a port; a clash is told once. */
export function conflictRule<R extends Name>(name: R): Rule<R> {
  return {
    reads: [],
    *find({ prediction }) {
      for (const fault of listenerFaults<Name>(prediction, name)) if (told(fault)) yield found(fault);
    },
  };
}
