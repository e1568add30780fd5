import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { GROUP, type RouteKind } from '../../gateway-api';
import { apiVersionFor } from '../checks/target';
import { count, dnsLabel, dnsSubdomain, kindName, nameOr, refuse } from '../checks/validate';
import { namespaceFor } from '../namespaces/chart-around';
import { NamespaceChart } from '../namespaces/namespace-chart';
import { home, idBeside, standsFor } from '../namespaces/placement';

const MOST_ENTRIES = 16;

/** Whose references a grant permits. */
export interface GrantFrom {
  /**
   * API group of the kind: `''` is the core group.
   *
   * @default 'gateway.networking.k8s.io'
   */
  readonly group?: string;

  /** Kind of the objects that refer, such as `HTTPRoute` or `Gateway`. */
  readonly kind: string;

  /** The namespace in which they lie: a DNS label. */
  readonly namespace: string;
}

/** What a grant permits references to. */
export interface GrantTo {
  /**
   * API group of the kind: `''` is the core group. There is no group `core`.
   *
   * @default ''
   */
  readonly group?: string;

  /** Kind of the objects that are referred to, such as `Service` or `Secret`. */
  readonly kind: string;

  /**
   * Name of the one object that is meant.
   *
   * @default - every object of the kind in the namespace
   */
  readonly name?: string;
}

/** Properties of a `ReferenceGrant`. */
export interface ReferenceGrantProps {
  /**
   * The namespace of what is referred to, in which the grant has to lie: a DNS label.
   *
   * @default - the namespace of the chart around it
   */
  readonly namespace?: string;

  /**
   * Name of the object: a DNS subdomain.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /** Whose references are permitted, 1 to 16 entries. */
  readonly from: readonly GrantFrom[];

  /** What may be referred to, 1 to 16 entries: every `from` may refer to every `to`. */
  readonly to: readonly GrantTo[];
}

/**
 * The consent of a namespace to references from other namespaces: the `ReferenceGrant` of the Gateway API, written in full. What routes and
 * Gateways need, `grantReference` and `CrossNamespaceRoute` write by themselves, as narrow as can be.
 */
export class ReferenceGrant extends Construct {
  /** Name of the object. */
  public readonly name: string;

  /** Namespace of the object. */
  public readonly namespace: string;

  /** @throws where a name, namespace or kind is none, a list is empty or has more than 16 entries, or the target does not serve the kind */
  public constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(scope, idBeside(scope, id));
    this.name = nameOr(id, props.name);
    this.namespace = namespaceFor(this, props.namespace);
    count('from', props.from, MOST_ENTRIES, 1);
    count('to', props.to, MOST_ENTRIES, 1);
    const from = props.from.map(({ group = GROUP, kind, namespace }, index) => ({
      group: realGroup(`from[${index}].group`, group),
      kind: kindName(`from[${index}].kind`, kind),
      namespace: this.another(`from[${index}].namespace`, namespace),
    }));
    const to = props.to.map(({ group = '', kind, name }, index) => ({
      group: realGroup(`to[${index}].group`, group),
      kind: kindName(`to[${index}].kind`, kind),
      ...(name === undefined ? {} : { name: dnsSubdomain(`to[${index}].name`, name) }),
    }));
    const place = home(this, this.namespace, 'ReferenceGrant', this.name);
    const object = grantObject(this, place.scope, place.id, this.name, this.namespace, () => ({ from, to }));
    this.node.defaultChild = object;
    standsFor(this, () => [object]);
  }

  private another(prop: string, namespace: string): string {
    if (dnsLabel(prop, namespace) === this.namespace) {
      refuse(prop, namespace, 'the grant lies in the same namespace, where references need none; leave it out');
    }
    return namespace;
  }
}

/** The group that is written as `""` is often called `core`, and a grant for `core` permits nothing. */
function realGroup(prop: string, group: string): string {
  if (group === 'core') {
    refuse(prop, group, 'no kind is in that group; the group of Service, Secret and ConfigMap is ""');
  }
  return group === '' ? group : dnsSubdomain(prop, group);
}

function grantObject(asker: IConstruct, scope: Construct, id: string, name: string, namespace: string, spec: () => unknown): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: apiVersionFor(asker, 'ReferenceGrant', `ReferenceGrant ${namespace}/${name}`),
    kind: 'ReferenceGrant',
    metadata: { name, namespace },
    spec: Lazy.any({ produce: spec }),
  });
}

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
  const chart = NamespaceChart.referredTo(referrer, dnsLabel('namespace', referent.namespace));
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
    while (this.written.length * MOST_ENTRIES < this.to.size) {
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
    const to = () => this.inOrder().slice(index * MOST_ENTRIES, (index + 1) * MOST_ENTRIES);
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
