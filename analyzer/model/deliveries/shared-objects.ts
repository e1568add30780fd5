import { deliveredObjects } from './delivered-objects';
import type { Delivery, DeliveryFault } from './delivery';
import { allOf, type Delivered } from './follow';

/** Objects of engines that deliver by themselves; what no engine delivers is named by its path. */
const ENGINE_OBJECT = /^(?:Application|Kustomization|HelmRelease) /;

/**
 * What two engine objects of one cluster deliver both, the later of each pair first: by whom, and
 * what.
 */
export function sharedObjects(delivered: readonly Delivered[]): DeliveryFault[] {
  const first = new Map<string, Delivery>();
  const pairs = new Map<string, { readonly delivery: Delivery; readonly other: Delivery; readonly subjects: Set<string> }>();
  for (const rendered of delivered) {
    const deliveries = allOf(rendered).filter(({ by }) => ENGINE_OBJECT.test(by));
    for (const { identity, subject } of deliveries.length === 0 ? [] : deliveredObjects(rendered)) {
      for (const delivery of deliveries) {
        const other = first.get(identity) ?? delivery;
        first.set(identity, other);
        if (other.by === delivery.by) {
          continue;
        }
        const key = JSON.stringify([delivery.by, other.by]);
        const pair = pairs.get(key) ?? { delivery, other, subjects: new Set() };
        pairs.set(key, pair);
        pair.subjects.add(subject);
      }
    }
  }
  return [...pairs.values()].map(({ delivery: { by, file }, other, subjects }) => {
    const [subject = '', ...more] = [...subjects].sort();
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return { by, file, message: `${subject}${others}, and so does ${other.by}` };
  });
}

/**
 * Gateways that one engine object brings whole and as a patch: by whom, and which one. What
 * kustomize builds holds no object twice.
 */
export function patchedWhole(delivered: readonly Delivered[]): DeliveryFault[] {
  return delivered.flatMap((one) => {
    const objects = one.delivery.build.kind === 'kustomize' ? [] : deliveredObjects(one).filter(({ kind }) => kind === 'Gateway');
    const whole = new Set(objects.filter(({ partial }) => !partial).map(({ identity }) => identity));
    const patched = objects.filter(({ identity, partial }) => partial && whole.has(identity)).map(({ subject }) => subject);
    const [subject] = patched.sort();
    const deliveries = allOf(one).filter(({ by }) => ENGINE_OBJECT.test(by));
    return subject === undefined ? [] : deliveries.map(({ by, file }) => ({ by, file, message: `${subject} whole, and a patch of it` }));
  });
}
