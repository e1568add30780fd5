import type { Manifest } from '../../model/manifest';
import type { GrantUse } from '../../status/conditions/cause';
import type { Prediction } from '../../status/conditions/prediction';
import { SortedOnce } from './sorted-once';

type Names = ReadonlySet<string>;

/** What one ReferenceGrant is used for. */
export class GrantUsage {
  private readonly pairs = new Set<string>();
  private readonly sources = new Set<number>();
  private readonly targets = new Map<number, Set<Names>>();

  /** Grants that permit the same references share their names. */
  constructor(private readonly sorted: SortedOnce) {}

  add({ from, to }: GrantUse, names: Names): void {
    this.pairs.add(`${from} ${to}`);
    this.sources.add(from);
    const namesOfTarget = this.targets.get(to);
    if (namesOfTarget === undefined) {
      this.targets.set(to, new Set([names]));
    } else {
      namesOfTarget.add(names);
    }
  }

  has(list: 'from' | 'to', index: number): boolean {
    return list === 'from' ? this.sources.has(index) : this.targets.has(index);
  }

  hasPair(from: number, to: number): boolean {
    return this.pairs.has(`${from} ${to}`);
  }

  /** The sorted names that are referred to by way of an entry of `to`. */
  names(to: number): readonly string[] {
    const [first, ...others] = this.targets.get(to) ?? [];
    if (first === undefined) {
      return [];
    }
    return others.length === 0 ? this.sorted.values(first) : [...new Set([first, ...others].flatMap((names) => [...names]))].sort();
  }
}

/** Who uses which ReferenceGrant, from all that refers to something in another namespace. */
export function grantUses({ routes, gateways, listenerSets }: Prediction): ReadonlyMap<Manifest<'ReferenceGrant'>, GrantUsage> {
  const sorted = new SortedOnce();
  const permitted = new Map<readonly GrantUse[], Set<string>>();
  for (const { references } of [...routes, ...gateways, ...listenerSets]) {
    for (const { grants, target } of references) {
      for (const uses of grants) {
        const names = permitted.get(uses);
        if (names === undefined) {
          permitted.set(uses, new Set([target.name]));
        } else {
          names.add(target.name);
        }
      }
    }
  }
  const usages = new Map<Manifest<'ReferenceGrant'>, GrantUsage>();
  for (const [uses, names] of permitted) {
    for (const use of uses) {
      const usage = usages.get(use.grant) ?? new GrantUsage(sorted);
      usages.set(use.grant, usage);
      usage.add(use, names);
    }
  }
  return usages;
}
