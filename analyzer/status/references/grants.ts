import type { Manifest } from '../../model/manifest';
import type { ReferenceGrantTo } from '../../model/objects';
import type { World } from '../../model/world/world';
import type { GrantUse, NearGrant, ReferenceTarget, Referrer } from '../conditions/cause';
import type { Truth } from '../conditions/condition';
import type { Reference } from '../conditions/prediction';

type Grant = Manifest<'ReferenceGrant'>;

const NOTHING: readonly never[] = [];
/**
 * How many grants that come near a refused reference are reported, and how many are looked at for
 * it.
 */
const TOLD = 5;
const LOOKED_AT = 32;
/** How many grants of a namespace are looked through without an index. */
const FEW = 8;

/** Grants by what they name in `from` and in `to`. */
class Index {
  private readonly byFrom = new Map<string, Grant[]>();
  private readonly byTo = new Map<string, Grant[]>();
  private readonly consents = new Map<string, readonly GrantUse[]>();

  constructor(grants: readonly Grant[]) {
    for (const grant of grants) {
      const { from = [], to = [] } = grant.object.spec;
      for (const { group, kind, namespace } of from) {
        add(this.byFrom, key(group, kind, namespace), grant);
      }
      for (const { group, kind, name = '' } of to) {
        add(this.byTo, key(group, kind, name), grant);
      }
    }
  }

  from({ group, kind, namespace }: Referrer): readonly Grant[] {
    return this.byFrom.get(key(group, kind, namespace)) ?? NOTHING;
  }

  naming({ group, kind, name }: ReferenceTarget): readonly Grant[] {
    return this.byTo.get(key(group, kind, name)) ?? NOTHING;
  }

  sweeping(target: ReferenceTarget): readonly Grant[] {
    return this.naming({ ...target, name: '' });
  }

  /**
   * What permits a reference by name, and what permits all of its kind: one list each for all
   * references that it permits.
   */
  permitting(from: Referrer, target: ReferenceTarget): Reference['grants'] {
    return [this.consent(from, target), this.consent(from, { ...target, name: '' })].filter((grants) => grants.length > 0);
  }

  private consent(from: Referrer, target: ReferenceTarget): readonly GrantUse[] {
    const pair = `${key(from.group, from.kind, from.namespace)}|${key(target.group, target.kind, target.name)}`;
    const known = this.consents.get(pair);
    if (known !== undefined) {
      return known;
    }
    const [consenting, naming] = [this.from(from), this.naming(target)];
    const grants = (consenting.length <= naming.length ? consenting : naming).flatMap((grant) =>
      uses(grant, from, (entry) => names(entry, target)),
    );
    this.consents.set(pair, grants);
    return grants;
  }
}

/** Answers, for all references of a world, who has consented to them. */
export class Grants {
  private readonly byNamespace = new Map<string, Index>();
  private everywhere: Index | undefined;

  constructor(
    private readonly world: World,
    private readonly supported: boolean,
  ) {}

  /**
   * Whether a reference may leave its namespace, and by which grants. Everything is compared for
   * equality; grants add up; within one, each `from` goes with each `to`; a `to` without name
   * stands for every name.
   *
   * @see Gateway API v1.6.1, apis/v1/referencegrant_types.go; GEP-709
   */
  permits(from: Referrer, target: ReferenceTarget): { readonly answer: Truth; readonly grants: Reference['grants'] } {
    if (from.namespace === target.namespace) {
      return { answer: 'True', grants: NOTHING };
    }
    const here = this.in(target.namespace);
    const grants =
      here.length <= FEW
        ? here.map((grant) => uses(grant, from, (entry) => covers(entry, target))).filter(({ length }) => length > 0)
        : this.index(target.namespace).permitting(from, target);
    if (grants.length > 0) {
      return { answer: 'True', grants };
    }
    const patched = here.length > 0 && ['/spec/from', '/spec/to'].some((path) => this.world.mayBePatched(path));
    const closed = this.world.closed('ReferenceGrant', target.namespace) && !patched;
    return { answer: !this.supported || closed ? 'False' : 'Unknown', grants };
  }

  /** Grants that nearly permit a refused reference, those that lack least first. */
  near(from: Referrer, target: ReferenceTarget): readonly NearGrant[] {
    const found = new Map<Grant, NearGrant>();
    const look = (grants: readonly Grant[], most: number): void => {
      for (const grant of grants.slice(0, LOOKED_AT)) {
        const failed = lacks(grant, from, target);
        if (failed.length <= most) {
          found.set(grant, { grant, failed });
        }
      }
    };
    const [here, there] = [this.index(target.namespace), this.index(from.namespace)];
    this.everywhere ??= new Index(this.supported ? this.world.all('ReferenceGrant') : NOTHING);
    for (const grants of [here.naming(target), here.sweeping(target), here.from(from)]) {
      look(grants, 1);
    }
    for (const grants of [there.from(from), this.everywhere.naming(target), this.everywhere.from(from)]) {
      look(grants, 1);
    }
    look(this.in(target.namespace), 2);
    return [...found.values()].sort((one, other) => one.failed.length - other.failed.length).slice(0, TOLD);
  }

  private in(namespace: string): readonly Grant[] {
    return this.supported ? this.world.in('ReferenceGrant', namespace) : NOTHING;
  }

  private index(namespace: string): Index {
    const known = this.byNamespace.get(namespace) ?? new Index(this.in(namespace));
    this.byNamespace.set(namespace, known);
    return known;
  }
}

function add(index: Map<string, Grant[]>, key: string, grant: Grant): void {
  const grants = index.get(key);
  if (grants === undefined) {
    index.set(key, [grant]);
  } else if (grants.at(-1) !== grant) {
    grants.push(grant);
  }
}

function key(group: string, kind: string, third: string): string {
  return `${group}|${kind}|${third}`;
}

function matchingFrom({ object }: Grant, { group, kind, namespace }: Referrer): number[] {
  return places(object.spec.from, (entry) => entry.namespace === namespace && entry.kind === kind && entry.group === group);
}

function isOfKind(entry: ReferenceGrantTo, { group, kind }: ReferenceTarget): boolean {
  return entry.kind === kind && entry.group === group;
}

function names(entry: ReferenceGrantTo, target: ReferenceTarget): boolean {
  return (entry.name ?? '') === target.name && isOfKind(entry, target);
}

/** Whether an entry opens a target, by its name or with all of its kind. */
export function covers(entry: ReferenceGrantTo, target: ReferenceTarget): boolean {
  return (!entry.name || entry.name === target.name) && isOfKind(entry, target);
}

function places<T>(entries: readonly T[] = NOTHING, test: (entry: T) => boolean): number[] {
  return entries.flatMap((entry, index) => (test(entry) ? index : []));
}

function uses(grant: Grant, from: Referrer, test: (entry: ReferenceGrantTo) => boolean): GrantUse[] {
  const to = places(grant.object.spec.to, test);
  return matchingFrom(grant, from).flatMap((index) => to.map((other) => ({ grant, from: index, to: other })));
}

function lacks(grant: Grant, from: Referrer, target: ReferenceTarget): NearGrant['failed'] {
  const failed: ('namespace' | 'from' | 'to')[] = [];
  if (grant.namespace !== target.namespace) {
    failed.push('namespace');
  }
  if (matchingFrom(grant, from).length === 0) {
    failed.push('from');
  }
  if (!grant.object.spec.to?.some((entry) => covers(entry, target))) {
    failed.push('to');
  }
  return failed;
}
