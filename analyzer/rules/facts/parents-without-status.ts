import type { Manifest } from '../../model/manifest';
import type { Silence } from '../../status/conditions/cause';
import type { Prediction } from '../../status/conditions/prediction';

/** A parent about which the cluster says nothing, with the route or ListenerSet that names it. */
export interface SilentParent extends Silence {
  readonly manifest: Manifest;
}

/** Every parentRef that no controller will ever answer. */
export function silences({ routes, listenerSets }: Prediction): SilentParent[] {
  return [
    ...routes.flatMap(({ manifest, silent }) => silent.map((silence) => ({ manifest, ...silence }))),
    ...listenerSets.flatMap(({ manifest, silent }) => (silent === undefined ? [] : [{ manifest, ...silent }])),
  ];
}
