import type { Manifest } from '../../model/manifest';
import type { ReferenceGrantFrom, ReferenceGrantTo } from '../../model/objects';
import type { World } from '../../model/world/world';
import type { ReferenceTarget, Referrer } from '../../status/conditions/cause';
import { covers } from '../../status/references/grants';
import { nearest } from '../../text/did-you-mean';
import type { ReferenceFault } from '../facts/condition-faults';
import { isKnownWhole, MOST_ENTRIES } from '../facts/grant-entries';
import type { GrantUsage } from '../facts/grant-uses';
import { addItem, addObject, setField } from './change';
import type { Edit } from './edit';
import type { NewGrant } from './missing-grants';

type Grant = Manifest<'ReferenceGrant'>;
type Refused = ReferenceFault<'ref-not-permitted'>;

const GROUP = 'gateway.networking.k8s.io';

function sameFrom(entry: ReferenceGrantFrom, from: Referrer): boolean {
  return entry.group === from.group && entry.kind === from.kind && entry.namespace === from.namespace;
}

/** Computes the edit that permits a reference, and nothing else. */
export class GrantEdit {
  constructor(
    private readonly world: World,
    private readonly usages: ReadonlyMap<Grant, GrantUsage>,
  ) {}

  edit({ manifest, reference, cause: { target, from, grants } }: Refused, wanted: NewGrant): Edit {
    const permitted = grants.flatMap(({ grant, failed }) => (failed.join() === 'to' ? (grant.object.spec.to ?? []) : []));
    const likely = this.likelyName(target, permitted);
    if (likely !== undefined) {
      return setField(manifest, [...reference.path, 'name'], likely);
    }
    for (const { grant, failed } of grants) {
      const edit = failed.length === 1 ? this.fix(grant, failed[0], from, target) : undefined;
      if (edit !== undefined) {
        return edit;
      }
    }
    return this.create(from, wanted);
  }

  /**
   * The target that exists and is open to the referrer, and of which a name that leads nowhere is a
   * typo.
   */
  private likelyName(target: ReferenceTarget, permitted: readonly ReferenceGrantTo[]): string | undefined {
    const exists = (name: string) => this.world.has(target.group, target.kind, target.namespace, name);
    if (exists(target.name)) {
      return undefined;
    }
    const same = permitted.filter(({ group, kind }) => group === target.group && kind === target.kind);
    return nearest(
      target.name,
      same.flatMap(({ name }) => (name !== undefined && exists(name) ? name : [])),
    );
  }

  private unused(grant: Grant, list: 'from' | 'to', index: number): boolean {
    return this.usages.get(grant)?.has(list, index) !== true;
  }

  private fix(grant: Grant, failed: 'namespace' | 'from' | 'to' | undefined, from: Referrer, target: ReferenceTarget): Edit | undefined {
    if (failed === 'namespace') {
      return !this.usages.has(grant) && this.isKnownWhole(grant) ? setField(grant, ['metadata', 'namespace'], target.namespace) : undefined;
    }
    if (failed === 'from') {
      return this.fixFrom(grant, from) ?? this.addFrom(grant, from, target);
    }
    return this.fixTo(grant, target) ?? this.addTo(grant, from, target);
  }

  /**
   * An entry that cannot mean anything else: of another kind from a namespace that is known
   * completely, or with a typo.
   */
  private fixFrom(grant: Grant, from: Referrer): Edit | undefined {
    for (const [index, entry] of (grant.object.spec.from ?? []).entries()) {
      if (!this.unused(grant, 'from', index)) {
        continue;
      }
      const wrong = (['group', 'kind', 'namespace'] as const).filter((key) => entry[key] !== from[key]);
      const [key] = wrong;
      if (wrong.length !== 1 || key === undefined) {
        continue;
      }
      const typo =
        key === 'namespace' ? this.isNamespaceTypo(entry.namespace, from.namespace) : this.world.closed('Other', entry.namespace);
      if (typo) {
        return setField(grant, ['spec', 'from', index, key], from[key]);
      }
    }
    return undefined;
  }

  private isNamespaceTypo(written: string, wanted: string): boolean {
    return this.world.get('Namespace', '', written) === undefined && nearest(written, [wanted]) !== undefined;
  }

  private fixTo(grant: Grant, target: ReferenceTarget): Edit | undefined {
    for (const [index, entry] of (grant.object.spec.to ?? []).entries()) {
      if (!this.unused(grant, 'to', index)) {
        continue;
      }
      const wrong = (['group', 'kind', 'name'] as const).filter(
        (key) => entry[key] !== target[key] && !(key === 'name' && entry.name === undefined),
      );
      const [key] = wrong;
      if (wrong.length !== 1 || key === undefined) {
        continue;
      }
      const typo = key === 'name' ? this.isNameTypo(entry, target) : this.isKnownWhole(grant);
      if (typo) {
        return setField(grant, ['spec', 'to', index, key], target[key]);
      }
    }
    return undefined;
  }

  /**
   * Whether everything that may use a grant is in the input, so that what is unused there is not
   * used at all.
   */
  private isKnownWhole(grant: Grant): boolean {
    return (grant.object.spec.from ?? []).every((entry) => isKnownWhole(this.world, entry));
  }

  private isNameTypo({ group, kind, name }: ReferenceGrantTo, target: ReferenceTarget): boolean {
    return !this.world.has(group, kind, target.namespace, name ?? '') && nearest(name ?? '', [target.name]) !== undefined;
  }

  private addFrom(grant: Grant, from: Referrer, target: ReferenceTarget): Edit | undefined {
    const { from: froms = [], to = [] } = grant.object.spec;
    const opensNothingElse = to.length > 0 && to.every((entry) => covers(entry, target) && entry.name === target.name);
    return opensNothingElse && froms.length < MOST_ENTRIES ? addItem(grant, ['spec', 'from'], { ...from }) : undefined;
  }

  private addTo(grant: Grant, from: Referrer, { group, kind, name }: ReferenceTarget): Edit | undefined {
    const { from: froms = [], to = [] } = grant.object.spec;
    const opensToNoOneElse = froms.length > 0 && froms.every((entry) => sameFrom(entry, from));
    return opensToNoOneElse && to.length < MOST_ENTRIES ? addItem(grant, ['spec', 'to'], { group, kind, name }) : undefined;
  }

  /** The grant that a reference into another namespace lacks; nothing if one permits it. */
  missing(from: Referrer, target: ReferenceTarget): Edit | undefined {
    if (from.namespace === target.namespace) {
      return undefined;
    }
    const permits = ({ object: { spec } }: Grant) =>
      (spec.from ?? []).some((entry) => sameFrom(entry, from)) && (spec.to ?? []).some((entry) => covers(entry, target));
    if (this.world.in('ReferenceGrant', target.namespace).some(permits)) {
      return undefined;
    }
    return this.create(from, { targets: [target], number: 0 });
  }

  private create(from: Referrer, { targets, number }: NewGrant): Edit {
    const namespace = targets[0]?.namespace ?? '';
    const existing = this.world.in('ReferenceGrant', namespace);
    const name = this.freeName(`${from.namespace}-${from.kind.toLowerCase()}`, namespace, number);
    const apiVersion = existing[0]?.apiVersion ?? this.world.all('ReferenceGrant')[0]?.apiVersion ?? `${GROUP}/v1beta1`;
    const to = targets.map(({ group, kind, name: target }) => ({ group, kind, name: target }));
    return addObject({ apiVersion, kind: 'ReferenceGrant', namespace, name }, { spec: { from: [{ ...from }], to } });
  }

  /** The name of a new ReferenceGrant, when so many come before it. */
  private freeName(base: string, namespace: string, before: number): string {
    for (let suffix = 1, left = before; ; suffix++) {
      const name = suffix === 1 ? base : `${base}-${suffix}`;
      if (this.world.get('ReferenceGrant', namespace, name) === undefined && left-- === 0) {
        return name;
      }
    }
  }
}
