import type { ReferenceTarget } from '../../status/conditions/cause';
import type { ReferenceFault } from '../facts/condition-faults';
import { MOST_ENTRIES } from '../facts/grant-entries';

type Refused = ReferenceFault<'ref-not-permitted'>['cause'];

/** What one new ReferenceGrant would have to name. */
export interface NewGrant {
  readonly targets: readonly ReferenceTarget[];
  /** Of those that the same referrer needs in the same namespace, counted from 0. */
  readonly number: number;
}

interface Wanted {
  readonly targets: ReferenceTarget[];
  readonly places: Map<string, number>;
}

/**
 * All refused targets, by referrer and namespace: one new ReferenceGrant names as many of them as
 * the API allows.
 */
export class MissingGrants {
  private readonly pairs = new Map<string, Wanted>();

  constructor(causes: readonly Refused[]) {
    for (const cause of causes) {
      const { targets, places } = this.wanted(cause);
      const name = nameOf(cause.target);
      if (places.has(name)) {
        continue;
      }
      places.set(name, targets.length);
      targets.push(cause.target);
    }
  }

  /** The grant that would name the target of one refusal. */
  grantFor(cause: Refused): NewGrant {
    const { targets, places } = this.wanted(cause);
    const number = Math.floor((places.get(nameOf(cause.target)) ?? 0) / MOST_ENTRIES);
    return { number, targets: targets.slice(number * MOST_ENTRIES, (number + 1) * MOST_ENTRIES) };
  }

  private wanted({ from, target }: Refused): Wanted {
    const pair = JSON.stringify([from, target.namespace]);
    const known = this.pairs.get(pair) ?? { targets: [], places: new Map<string, number>() };
    this.pairs.set(pair, known);
    return known;
  }
}

function nameOf({ group, kind, name }: ReferenceTarget): string {
  return JSON.stringify([group, kind, name]);
}
