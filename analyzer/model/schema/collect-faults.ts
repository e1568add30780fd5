import type { BundleSet } from '../../../gateway-api';
import type { Path } from '../path';
import type { Deviations } from './check-shape';
import type { Fault } from './fault';

/** Makes faults of what a pass over an object finds. */
export function collectFaults(faults: Fault[], dropped: (list: Path, index: number) => void = () => undefined): Deviations {
  /** A status is not looked at where an object is created, but for the names of its fields. */
  const by = (path: Path) => (path[0] === 'status' ? ({ by: 'server-side apply' } as const) : {});
  return {
    malformed: (path, expected, seen, bundles: BundleSet) => faults.push({ what: 'malformed', path, expected, seen, bundles, ...by(path) }),
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
