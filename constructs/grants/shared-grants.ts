import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { GROUP, type RouteKind } from '../../gateway-api';
import { dnsLabel, dnsSubdomain, kindName } from '../checks/validate';
import { NamespaceChart } from '../namespaces/namespace-chart';
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
  /** The namespace in which it lies. */
  readonly namespace: string;
}

/**
 * Lets an object refer to one object of another namespace, by its name. Grants are gathered: there is one ReferenceGrant for each namespace
 * referred to, namespace of the referrers and kind of the referrers, and a further one for every sixteen names. Within one namespace no consent
 * is needed, and none is written.
 *
 * @param referrer who refers
 * @param referent what it refers to
 * @param grantName name of the ReferenceGrant, `<name>-2` and so on for further ones; default `<namespace of the referrer>-<kind>` in lower case
 * @throws where the same grant was asked for under another name
 */
export function grantReference(referrer: Referrer, referent: Referent, grantName?: string): void {
  if (referrer.namespace === referent.namespace) {
    return;
  }
  const chart = NamespaceChart.forGrant(referrer, dnsLabel('namespace', referent.namespace));
  const id = `grants-${referrer.namespace}-${referrer.kind}`;
  const grants = (chart.node.tryFindChild(id) as Grants | undefined) ?? new Grants(chart, id, referrer);
  grants.permit(referrer, referent, grantName);
}

/** The names of the gathered grants in each chart. */
const taken = new WeakMap<NamespaceChart, Map<string, Grants>>();

/** All that one namespace permits the objects of one kind in one other namespace. */
class Grants extends Construct {
  private readonly from: Required<GrantFrom>;
  private readonly to = new Map<string, Required<GrantTo>>();
  private readonly written: ApiObject[] = [];
  private sorted: readonly GrantTo[] | undefined;
  private name: string;
  private namedBy: string | undefined;

  public constructor(
    private readonly chart: NamespaceChart,
    id: string,
    { kind, namespace }: Referrer,
  ) {
    super(chart, id);
    this.from = { group: GROUP, kind, namespace };
    this.name = `${namespace}-${kind}`.toLowerCase();
  }

  public permit(referrer: Referrer, { group, kind, name }: Referent, grantName: string | undefined): void {
    if (grantName !== undefined) {
      this.call(grantName, referrer.node.path);
    }
    this.to.set([group, kind, name].join('/'), {
      group: realGroup('group', group),
      kind: kindName('kind', kind),
      name: dnsSubdomain('name', name),
    });
    this.sorted = undefined;
    while (this.written.length * MAX_ENTRIES < this.to.size) {
      this.write();
    }
  }

  private call(grantName: string, by: string): void {
    const name = dnsSubdomain('grantName', grantName);
    if (this.namedBy !== undefined && this.name !== name) {
      const { kind, namespace } = this.from;
      throw new Error(
        `grantName is ${JSON.stringify(name)} in ${by} and ${JSON.stringify(this.name)} in ${this.namedBy}: ` +
          `both let ${kind} of ${JSON.stringify(namespace)} refer to ${JSON.stringify(this.chart.namespace)} and share one ReferenceGrant; give it one name`,
      );
    }
    this.namedBy ??= by;
    if (this.name !== name) {
      // Objects that were written before somebody named them are written again.
      const before = this.written.splice(0);
      for (const { name: old, node } of before) {
        this.node.tryRemoveChild(node.id);
        taken.get(this.chart)?.delete(old);
      }
      this.name = name;
      for (const _ of before) {
        this.write();
      }
    }
  }

  private write(): void {
    const index = this.written.length;
    const suffix = index === 0 ? '' : `-${index + 1}`;
    const to = () => this.inOrder().slice(index * MAX_ENTRIES, (index + 1) * MAX_ENTRIES);
    const name = this.take(dnsSubdomain('grantName', this.name + suffix));
    this.written.push(grantObject(this, this, `Resource${suffix}`, name, this.chart.namespace, () => ({ from: [this.from], to: to() })));
  }

  private inOrder(): readonly GrantTo[] {
    this.sorted ??= [...this.to].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, to]) => to);
    return this.sorted;
  }

  private take(name: string): string {
    const names = taken.get(this.chart) ?? new Map<string, Grants>();
    taken.set(this.chart, names);
    const other = names.get(name) ?? this;
    if (other !== this) {
      const whose = ({ from }: Grants) => `${from.kind} of ${JSON.stringify(from.namespace)}`;
      throw new Error(
        `ReferenceGrant ${this.chart.namespace}/${name} is for ${whose(other)} and for ${whose(this)}: each has a grant of its own; give them different names with grantName`,
      );
    }
    names.set(name, this);
    return name;
  }
}
