import { Construct, type IConstruct } from 'constructs';
import { GROUP, type RouteKind } from '../../gateway-api';
import { any, objectOf } from '../checks/shape';
import { dnsLabel, dnsSubdomain, kindName, refuse } from '../checks/validate';
import { recordOf } from '../namespaces/app-record';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { NamespaceFacts } from '../namespaces/namespace-facts';
import { noteChange, type Report, settleLater, type Undecided } from '../namespaces/settlement';
import { origin, type Trace, traceShared } from '../namespaces/trace';
import { type GrantFrom, type GrantTo, grantObject, MAX_ENTRIES, realGroup } from './reference-grant';

/** An object with references to others. */
export interface Referrer extends IConstruct {
  /** Kind of the object. */
  readonly kind: RouteKind | 'Gateway' | 'ListenerSet';

  /** Namespace of the object. */
  readonly namespace: string;
}

/** What is referred to: an object in some namespace. */
export interface Referent extends Required<GrantTo> {
  /** The namespace of the object. */
  readonly namespace: string;
}

const REFERENT = objectOf<Referent>({ group: any, kind: any, name: any, namespace: any }, 'a referent { group, kind, name, namespace }');

/**
 * Permits an object to refer to one object of another namespace, by its name. Grants are shared:
 * there is one ReferenceGrant for each namespace referred to, namespace of the referrers and kind
 * of the referrers, and a further one for every sixteen names. Within one namespace no consent is
 * needed, and none is written; nor is it in a namespace that is external and not mutable.
 *
 * @param referrer who refers
 * @param referent what it refers to
 * @param grantName name of the ReferenceGrant, `<name>-2` and so on for further ones; default
 * `<namespace of the referrer>-<kind>` in lower case
 * @throws if a value is invalid, or the same grant was asked for under another name
 */
export function grantReference(referrer: Referrer, referent: Referent, grantName?: string): void {
  REFERENT('referent', referent);
  if (referrer?.node === undefined || typeof referrer.kind !== 'string') {
    refuse('referrer', referrer, 'give the construct that refers: a route, a Gateway or a ListenerSet');
  }
  if (referrer.namespace === referent.namespace) {
    return;
  }
  const target = dnsLabel('namespace', referent.namespace);
  const { kind, namespace } = referrer;
  const key = `grants ${target} ${namespace} ${kind}`;
  recordOf(referrer, key, () => new SharedGrants(target, referrer)).permit(referrer, referent, grantName);
}

/** All that one namespace permits the objects of one kind in one other namespace. */
class SharedGrants implements Undecided {
  private readonly from: Required<GrantFrom>;
  private readonly to = new Map<string, Required<GrantTo>>();
  private readonly id: string;
  private readonly facts: NamespaceFacts;
  private name: string;
  private namedBy: string | undefined;
  private origin: Trace | undefined;

  constructor(
    private readonly target: string,
    private readonly referrer: Referrer,
  ) {
    const { kind, namespace } = referrer;
    this.from = { group: GROUP, kind, namespace };
    this.name = `${namespace}-${kind}`.toLowerCase();
    this.id = `grants-${namespace}-${kind}`;
    this.facts = NamespaceFacts.of(referrer, target);
    NamespaceChart.forGrant(referrer, target);
    settleLater(referrer, this);
  }

  permit(referrer: Referrer, { group, kind, name }: Referent, grantName: string | undefined): void {
    this.origin ??= origin(referrer);
    if (grantName !== undefined) {
      this.call(grantName, referrer.node.path);
    }
    const to = { group: realGroup('group', group), kind: kindName('kind', kind), name: dnsSubdomain('name', name) };
    const key = [to.group, to.kind, to.name].join('/');
    if (!this.to.has(key)) {
      this.to.set(key, to);
      noteChange(referrer);
    }
  }

  decide(report: Report, taken: Map<string, unknown>): void {
    for (const name of this.facts.isMutable ? this.names() : []) {
      const key = `ReferenceGrant ${this.target}/${name}`;
      const other = taken.get(key) as SharedGrants | undefined;
      taken.set(key, this);
      if (other !== undefined) {
        report(this.referrer, this.clash(name, other));
      }
    }
  }

  write(): void {
    const { root } = this.referrer.node;
    if (!this.facts.isMutable) {
      return;
    }
    const chart = NamespaceChart.forGrant(root, this.target);
    chart.node.tryRemoveChild(this.id);
    const shared = new Construct(chart, this.id);
    const entries = [...this.to].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, to]) => to);
    for (const [index, name] of this.names().entries()) {
      const to = entries.slice(index * MAX_ENTRIES, (index + 1) * MAX_ENTRIES);
      const id = index === 0 ? 'Resource' : `Resource-${index + 1}`;
      traceShared(`ReferenceGrant ${this.target}/${name}`, this.origin);
      grantObject(shared, shared, id, name, this.target, () => ({ from: [this.from], to }));
    }
  }

  /** Names of the ReferenceGrants that the entries take. */
  private names(): readonly string[] {
    const length = Math.ceil(this.to.size / MAX_ENTRIES);
    return Array.from({ length }, (_, index) => (index === 0 ? this.name : `${this.name}-${index + 1}`));
  }

  private call(grantName: string, by: string): void {
    const name = dnsSubdomain('grantName', grantName);
    if (this.namedBy !== undefined && this.name !== name) {
      const { kind, namespace } = this.from;
      throw new Error(
        `grantName is ${JSON.stringify(name)} in ${by} and ${JSON.stringify(this.name)} in ${this.namedBy}: ` +
          `both let ${kind} of ${JSON.stringify(namespace)} refer to ${JSON.stringify(this.target)} and share one ReferenceGrant; give it one name`,
      );
    }
    const named = recordOf(this.referrer, `grant names in ${this.target}`, () => new Map<string, SharedGrants>());
    const other = named.get(name) ?? this;
    if (other !== this) {
      throw new Error(this.clash(name, other));
    }
    named.set(name, this);
    this.namedBy ??= by;
    this.name = name;
    noteChange(this.referrer);
  }

  private clash(name: string, other: SharedGrants): string {
    const whose = ({ from }: SharedGrants) => `${from.kind} of ${JSON.stringify(from.namespace)}`;
    return `ReferenceGrant ${this.target}/${name} is for ${whose(other)} and for ${whose(this)}: each has a grant of its own; give them different names with grantName`;
  }
}
