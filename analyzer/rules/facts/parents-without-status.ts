import type { Manifest } from '../../model/manifest';
import type { NoStatus } from '../../status/conditions/cause';
import type { Prediction } from '../../status/conditions/prediction';

/** A parent about which the cluster says nothing, with the route or ListenerSet that names it. */
export interface ParentWithoutStatus extends NoStatus {
  readonly manifest: Manifest;
}

/** Every parentRef that no controller will ever answer. */
export function parentsWithoutStatus({ routes, listenerSets }: Prediction): ParentWithoutStatus[] {
  return [
    ...routes.flatMap(({ manifest, noStatus }) => noStatus.map((silence) => ({ manifest, ...silence }))),
    ...listenerSets.flatMap(({ manifest, noStatus }) => (noStatus === undefined ? [] : [{ manifest, ...noStatus }])),
  ];
}
