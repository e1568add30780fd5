import type { Candidate } from '../../status/conditions/cause';
import type { Closed } from '../catalog-attachment';

/** What is worth telling about the listeners that a route does not attach to. */
export function closed(candidates: readonly Candidate[]): Closed[] {
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
