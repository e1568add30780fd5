import type { Missing } from '../../model/problem';
import type { World } from '../../model/world/world';

/**
 * What would settle a question about an object that is not in the cluster for certain; it may be
 * one that the API server refuses.
 */
export function notStored(world: World, { kind, namespace, name }: Pick<Missing, 'kind' | 'namespace' | 'name'>): Missing {
  const refused = (kind === 'Gateway' || kind === 'ListenerSet') && world.refusedIn(kind, namespace, name) !== undefined;
  return { kind, namespace, name, ...(refused && { refused }) };
}
