import type { BundleSet } from '../../../gateway-api';
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
