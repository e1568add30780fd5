import type { World } from '../../model/world/world';
import type { Prediction } from '../../status/conditions/prediction';
import { AdmissionRefusals } from './admission-refusals';
import { AttachmentRequests } from './admissions';
import { GrantNearMisses } from './grant-near-misses';
import { grantUses } from './grant-uses';
import { namespaceLabels } from './namespace-labels';
import { ObjectsByName } from './objects-by-name';
import { parentsWithoutStatus } from './parents-without-status';
import { listenerHosts } from './route-precedence';
import { SortedOnce } from './sorted-once';

/** What several rules read, each worked out once for a run, when the first rule asks for it. */
export type Facts = ReturnType<typeof factsOf>;

export function factsOf(world: World, prediction: Prediction) {
  return lazily({
    admissionRefusals: () => new AdmissionRefusals(prediction),
    attachmentRequests: () => new AttachmentRequests(prediction),
    grantNearMisses: () => new GrantNearMisses(prediction),
    grantUses: () => grantUses(prediction),
    listenerHosts: () => listenerHosts(prediction),
    namespaceLabels: () => namespaceLabels(world),
    objectsByName: () => new ObjectsByName(),
    parentsWithoutStatus: () => parentsWithoutStatus(prediction),
    sorted: () => new SortedOnce(),
  });
}

type Makers = Readonly<Record<string, () => unknown>>;

/** An object whose properties are made when they are first read. */
function lazily<M extends Makers>(makers: M): { readonly [Name in keyof M]: ReturnType<M[Name]> } {
  const made = {};
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(made, name, {
      configurable: true,
      get() {
        const value = make();
        Object.defineProperty(made, name, { value });
        return value;
      },
    });
  }
  return made as { readonly [Name in keyof M]: ReturnType<M[Name]> };
}
