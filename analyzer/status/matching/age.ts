import type { Manifest } from '../../model/manifest';

/**
 * When an object came to be, where precedence goes by that. One without creationTimestamp is still
 * to be created, so whatever exists comes before it.
 *
 * @see Gateway API v1.6.1, GEP-1713, "Listener Precedence"; apis/v1/backendtlspolicy_types.go,
 * conflict resolution
 */
export function ageOf({ object }: Manifest): number {
  const created = Date.parse(object.metadata.creationTimestamp ?? '');
  return Number.isNaN(created) ? Number.POSITIVE_INFINITY : created;
}
