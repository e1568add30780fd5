import type { Manifest } from '../model/manifest';
import type { GrantUse, Target } from '../status/cause';
import type { Prediction, Reference } from '../status/prediction';
import { oncePer } from './once-per';

/** One reference that a ReferenceGrant permits. */
export interface Use extends GrantUse {
  readonly by: Manifest;
  readonly target: Target;
}

/** Every reference that each ReferenceGrant permits. */
export type Uses = ReadonlyMap<Manifest<'ReferenceGrant'>, readonly Use[]>;

/** Who uses which ReferenceGrant, from all that refers to something in another namespace. */
export const grantUses = oncePer(({ routes, gateways, listenerSets }: Prediction): Uses => {
  const uses = new Map<Manifest<'ReferenceGrant'>, Use[]>();
  const note = (by: Manifest, references: readonly Reference[]) => {
    for (const { grants, target } of references)
      for (const use of grants) {
        const known = uses.get(use.grant);
        if (known === undefined) uses.set(use.grant, [{ ...use, by, target }]);
        else known.push({ ...use, by, target });
      }
  };
  for (const { manifest, references } of [...routes, ...gateways, ...listenerSets]) note(manifest, references);
  return uses;
});
