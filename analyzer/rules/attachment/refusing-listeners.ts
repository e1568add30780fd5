import type { LabelSelector } from '../../model/objects';
import type { Candidate } from '../../status/conditions/cause';

/** A listener that a route does not attach to. */
export interface RefusingListener {
  readonly listener: string;
  /** The namespace of its Gateway or ListenerSet. */
  readonly own: string;
  readonly failed: Candidate['failed'];
  readonly port?: number;
  readonly protocol?: string;
  readonly hostname?: string;
  /** Absent if the input does not say. */
  readonly kinds?: readonly string[];
  readonly from: string;
  readonly selector?: LabelSelector;
}

/** A parentRef that no listener of its parent accepts. */
export interface RefusedAttachment {
  /** The parent, as `Gateway kong/kong`. */
  readonly parent: string;
  readonly listeners: readonly RefusingListener[];
}

/** What a finding says about the listeners that a route does not attach to. */
export function refusingListeners(candidates: readonly Candidate[]): RefusingListener[] {
  return candidates.map(({ owner, listener, failed, port, protocol, hostname, kinds, from = 'Same', selector }) => ({
    listener,
    own: owner.namespace,
    failed,
    from,
    ...(kinds !== undefined && { kinds }),
    ...(port !== undefined && { port }),
    ...(protocol !== undefined && { protocol }),
    ...(hostname !== undefined && hostname !== '' && { hostname }),
    ...(selector !== undefined && { selector }),
  }));
}
