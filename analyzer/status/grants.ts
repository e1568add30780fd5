import type { Manifest } from '../model/manifest';
import type { World } from '../model/world';
import type { GrantUse, NearGrant, Referrer, Target } from './cause';
import type { Truth } from './condition';

type Grant = Manifest<'ReferenceGrant'>;

const NOTHING: readonly never[] = [];
/** How many grants that come near a refused reference are told, and how many are looked at for it. */
const TOLD = 5;
const LOOKED_AT = 32;

/** Grants by what they name in `from` and in `to`. */
class Index {
  private readonly byFrom = new Map<string, Grant[]>();
  private readonly byTo = new Map<string, Grant[]>();

  add(grant: Grant): void {
    const { from = [], to = [] } = grant.object.spec;
    for (const entry of from) add(this.byFrom, fromKey(entry), grant);
    for (const entry of to) add(this.byTo, toKey(entry), grant);
  }

  from(from: Referrer): readonly Grant[] {
    return this.byFrom.get(fromKey(from)) ?? NOTHING;
  }

  naming(target: Target): readonly Grant[] {
    return this.byTo.get(toKey(target)) ?? NOTHING;
  }

  sweeping(target: Target): readonly Grant[] {
    return this.byTo.get(toKey({ ...target, name: '' })) ?? NOTHING;
  }
}

const EMPTY = new Index();

/** Answers, for all references of a world, who has consented to them. */
export class Grants {
  private readonly byNamespace = new Map<string, Index>();
  private everywhere: Index | undefined;

  constructor(
    private readonly world: World,
    private readonly supported: boolean,
  ) {
    for (const grant of this.all()) {
      const index = this.byNamespace.get(grant.namespace) ?? new Index();
      this.byNamespace.set(grant.namespace, index);
      index.add(grant);
    }
  }

  /**
   * Whether a reference may leave its namespace, and by which grants. Everything is compared for equality; grants add up; within one, each `from` goes
   * with each `to`; a `to` without name stands for every name.
   *
   * @see Gateway API v1.6.1, apis/v1/referencegrant_types.go; GEP-709
   */
  permits(from: Referrer, target: Target): { readonly answer: Truth; readonly grants: readonly GrantUse[] } {
    if (from.namespace === target.namespace) return { answer: 'True', grants: NOTHING };
    const index = this.byNamespace.get(target.namespace) ?? EMPTY;
    const consenting = index.from(from);
    const [naming, sweeping] = [index.naming(target), index.sweeping(target)];
    const fewest = consenting.length <= naming.length + sweeping.length ? consenting : [...new Set([...naming, ...sweeping])];
    const grants = fewest.flatMap((grant) => uses(grant, from, target));
    if (grants.length > 0) return { answer: 'True', grants };
    return { answer: !this.supported || this.world.closed('ReferenceGrant', target.namespace) ? 'False' : 'Unknown', grants };
  }

  /** Grants that nearly permit a refused reference, those that lack least first. */
  near(from: Referrer, target: Target): readonly NearGrant[] {
    const found = new Map<Grant, NearGrant>();
    const look = (grants: readonly Grant[], most: number): void => {
      for (const grant of grants.slice(0, LOOKED_AT)) {
        const failed = lacks(grant, from, target);
        if (failed.length <= most) found.set(grant, { grant, failed });
      }
    };
    const [here, there] = [this.byNamespace.get(target.namespace) ?? EMPTY, this.byNamespace.get(from.namespace) ?? EMPTY];
    this.everywhere ??= indexOf(this.all());
    for (const grants of [here.naming(target), here.sweeping(target), here.from(from)]) look(grants, 1);
    for (const grants of [there.from(from), this.everywhere.naming(target), this.everywhere.from(from)]) look(grants, 1);
    look(this.supported ? this.world.in('ReferenceGrant', target.namespace) : NOTHING, 2);
    return [...found.values()].sort((one, other) => one.failed.length - other.failed.length).slice(0, TOLD);
  }

  private all(): readonly Grant[] {
    return this.supported ? this.world.all('ReferenceGrant') : NOTHING;
  }
}

function indexOf(grants: readonly Grant[]): Index {
  const index = new Index();
  for (const grant of grants) index.add(grant);
  return index;
}

function add(index: Map<string, Grant[]>, key: string, grant: Grant): void {
  const grants = index.get(key);
  if (grants === undefined) index.set(key, [grant]);
  else if (grants.at(-1) !== grant) grants.push(grant);
}

function fromKey({ group, kind, namespace }: Referrer): string {
  return `${group}|${kind}|${namespace}`;
}

function toKey({ group, kind, name = '' }: { readonly group: string; readonly kind: string; readonly name?: string }): string {
  return `${group}|${kind}|${name}`;
}

function matchingFrom(grant: Grant, from: Referrer): number[] {
  return (grant.object.spec.from ?? []).flatMap((entry, index) => (fromKey(entry) === fromKey(from) ? index : []));
}

function matchingTo(grant: Grant, target: Target): number[] {
  const [named, any] = [toKey(target), toKey({ ...target, name: '' })];
  return (grant.object.spec.to ?? []).flatMap((entry, index) => {
    const key = toKey(entry);
    return key === named || key === any ? index : [];
  });
}

function uses(grant: Grant, from: Referrer, target: Target): GrantUse[] {
  const to = matchingTo(grant, target);
  return matchingFrom(grant, from).flatMap((index) => to.map((other) => ({ grant, from: index, to: other })));
}

function lacks(grant: Grant, from: Referrer, target: Target): NearGrant['failed'] {
  const failed: ('namespace' | 'from' | 'to')[] = [];
  if (grant.namespace !== target.namespace) failed.push('namespace');
  if (matchingFrom(grant, from).length === 0) failed.push('from');
  if (matchingTo(grant, target).length === 0) failed.push('to');
  return failed;
}
