import type { Manifest } from '../../model/manifest';
import type { Prediction } from '../../status/conditions/prediction';
import type { Admission } from './admissions';

const GATEWAY_ITSELF = '';

/** Who refuses something that is judged: the finding about that one says it. */
export class AdmissionRefusals {
  private readonly byOwner = new Map<Manifest, Set<string>>();

  constructor({ routes, listenerSets }: Prediction) {
    for (const { manifest, parents } of routes) {
      for (const { causes } of manifest.context ? [] : parents.flatMap(({ conditions }) => conditions)) {
        for (const cause of causes) {
          if (cause.why === 'not-allowed-by-listeners') {
            for (const { owner, listener } of cause.candidates) {
              this.add(owner, listener);
            }
          }
        }
      }
    }
    for (const { manifest, conditions } of listenerSets) {
      for (const { causes } of manifest.context ? [] : conditions) {
        for (const cause of causes) {
          if (cause.why === 'not-allowed') {
            this.add(cause.parent, GATEWAY_ITSELF);
          }
        }
      }
    }
  }

  private add(owner: Manifest, listener: string): void {
    this.byOwner.set(owner, (this.byOwner.get(owner) ?? new Set()).add(listener));
  }

  /** Whether something that is judged asks to attach at a place, and is refused. */
  has({ owner, listener = GATEWAY_ITSELF }: Pick<Admission, 'owner' | 'listener'>): boolean {
    return this.byOwner.get(owner)?.has(listener) ?? false;
  }
}
