import { type BundleSet, storedIn } from '../../../gateway-api';
import type { Path } from '../path';
import type { Deviations } from './check-shape';
import type { Fault } from './fault';

/** Makes faults of what a pass over an object finds. */
export function collectFaults(faults: Fault[], dropped: (list: Path, index: number) => void = () => undefined): Deviations {
  return {
    malformed: (path, expected, seen, bundles: BundleSet) =>
      faults.push({ what: 'malformed', path, expected, seen, bundles, ...byOf(path, seen) }),
    empty(path, expected, bundles) {
      if (path[0] === 'spec') {
        faults.push({ what: 'malformed', path, expected, seen: 'null', bundles, by: 'server-side apply' });
      }
    },
    unknown: (path, known, bundles) => faults.push({ what: 'unknown-field', path, known, bundles }),
    invalid: (path, { keyword, limit }, value, bundles) => faults.push({ what: 'invalid-value', path, keyword, limit, value, bundles }),
    repeated: (path, keys, bundles) =>
      faults.push({ what: 'invalid-value', path, keyword: 'repeated', limit: keys, value: undefined, bundles }),
    dropped,
  };
}

/** What the server itself writes: server-side apply takes any scalar there, and drops it. */
const SCALARS: ReadonlySet<unknown> = new Set(['creationTimestamp', 'deletionTimestamp']);
const NUMBERS: ReadonlySet<unknown> = new Set(['deletionGracePeriodSeconds', 'generation']);

/** The one way of sending an object in which a value of a wrong type is refused. */
function byOf([root, field, ...below]: Path, seen: string): Pick<Fault, 'by'> {
  // A status is not looked at where an object is created, but for the names of its fields.
  if (root === 'status') {
    return { by: 'server-side apply' };
  }
  const dropped = SCALARS.has(field) ? !/^a (list|map)$/.test(seen) : NUMBERS.has(field) && seen.startsWith('number');
  return root === 'metadata' && below.length === 0 && dropped ? { by: 'create' } : {};
}

/** What server-side apply takes out of a custom object before it converts it. */
const RESET: ReadonlySet<unknown> = new Set(['creationTimestamp', 'generation']);

/**
 * The faults of an object as they are once server-side apply decodes its metadata, as a creation
 * does: those of a kind of Kubernetes itself always, those of a custom object if it is converted to
 * the version that the cluster stores.
 */
export function withDecoding(faults: readonly Fault[], group: string, kind: string, version: string): Fault[] {
  return faults.flatMap((fault): Fault[] => {
    if (fault.by !== 'create' || (group !== '' && RESET.has(fault.path[1]))) {
      return [fault];
    }
    const { by, ...refused } = fault;
    const stored = fault.bundles & storedIn(group, kind, version);
    const sets = [
      { ...refused, by, bundles: stored },
      { ...refused, bundles: fault.bundles & ~stored },
    ];
    return sets.filter(({ bundles }) => bundles !== 0);
  });
}
