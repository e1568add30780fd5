import type { Manifest } from '../model/manifest';
import type { World } from '../model/world';
import type { GrantUse, NearGrant, Referrer, Target } from './cause';
import type { Truth } from './condition';

type Grant = Manifest<'ReferenceGrant'>;
type Index = Map<string, Grant[]>;

const NOTHING: readonly never[] = [];
/** How many grants that come near a refused reference are told, and how many are looked at for it. */
const TOLD = 5;
const LOOKED_AT = 32;

/** Answers, for all references of a world, who has consented to them. */
export class Grants {
  private readonly byFrom: Index = new Map();
  private readonly byTo: Index = new Map();

  constructor(
    private readonly world: World,
    supported: boolean,
  ) {
    for (const grant of supported ? world.all('ReferenceGrant') : []) {
      const { from = [], to = [] } = grant.object.spec;
      for (const key of new Set(from.map(fromKey))) {
        add(this.byFrom, `${grant.namespace}|${key}`, grant);
        add(this.byFrom, key, grant);
      }
      for (const key of new Set(to.map(toKey))) {
        add(this.byTo, `${grant.namespace}|${key}`, grant);
        add(this.byTo, key, grant);
      }
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
    const consenting = this.byFrom.get(`${target.namespace}|${fromKey(from)}`) ?? NOTHING;
    const naming = this.byTo.get(`${target.namespace}|${toKey(target)}`) ?? NOTHING;
    const sweeping = this.byTo.get(`${target.namespace}|${toKey({ ...target, name: '' })}`) ?? NOTHING;
    const fewest = consenting.length <= naming.length + sweeping.length ? consenting : [...new Set([...naming, ...sweeping])];
    const grants = fewest.flatMap((grant) => uses(grant, from, target));
    if (grants.length > 0) return { answer: 'True', grants };
    return { answer: this.world.closed('ReferenceGrant', target.namespace) ? 'False' : 'Unknown', grants };
  }

  /** Grants that nearly permit a refused reference, those that lack least first. */
  near(from: Referrer, target: Target): readonly NearGrant[] {
    const found = new Map<Grant, NearGrant>();
    const elsewhere = (grants: readonly Grant[] = NOTHING): readonly Grant[] =>
      grants.slice(0, LOOKED_AT).filter((grant) => lacks(grant, from, target).length === 1);
    const look = (grants: readonly Grant[] = NOTHING): void => {
      for (const grant of grants.slice(0, LOOKED_AT)) found.set(grant, { grant, failed: lacks(grant, from, target) });
    };
    look(this.byTo.get(`${target.namespace}|${toKey(target)}`));
    look(this.byTo.get(`${target.namespace}|${toKey({ ...target, name: '' })}`));
    look(this.byFrom.get(`${target.namespace}|${fromKey(from)}`));
    look(elsewhere(this.byFrom.get(`${from.namespace}|${fromKey(from)}`)));
    look(elsewhere(this.byTo.get(toKey(target))));
    look(elsewhere(this.byFrom.get(fromKey(from))));
    look(this.world.in('ReferenceGrant', target.namespace));
    return [...found.values()].sort((one, other) => one.failed.length - other.failed.length).slice(0, TOLD);
  }
}

function add(index: Index, key: string, grant: Grant): void {
  const grants = index.get(key);
  if (grants === undefined) index.set(key, [grant]);
  else grants.push(grant);
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
