import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { GROUP } from '../../gateway-api';
import { annotations, labels } from '../checks/metadata';
import { any, listOf, map, objectOf } from '../checks/shape';
import { apiVersionFor } from '../checks/target';
import { count, dnsLabel, dnsSubdomain, kindName, nameOr, refuse, text } from '../checks/validate';
import { namespaceFor } from '../namespaces/chart-around';
import { freeId, placeObject, setDependencyRoots } from '../namespaces/placement';
import { trace } from '../namespaces/trace';

export const MAX_ENTRIES = 16;

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
   * Labels of the object.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

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

const FROM = objectOf<GrantFrom>({ group: any, kind: any, namespace: any }, "an entry such as { kind: 'HTTPRoute', namespace: 'web' }", {
  name: 'a grant permits every object of a kind in a namespace; leave name out',
});
const TO = objectOf<GrantTo>({ group: any, kind: any, name: any }, "an entry such as { kind: 'Service', name: 'shop' }", {
  namespace: 'a grant permits references into its own namespace; set namespace of the ReferenceGrant',
});
const PROPS = objectOf<ReferenceGrantProps>(
  { namespace: any, name: any, from: listOf(FROM), to: listOf(TO), labels: map, annotations: map },
  'props { from, to }',
);

/**
 * The consent of a namespace to references from other namespaces: the `ReferenceGrant` of the
 * Gateway API, written in full. What routes and Gateways need, `grantReference` and
 * `CrossNamespaceRoute` write by themselves, as narrow as can be.
 */
export class ReferenceGrant extends Construct {
  /** Name of the object. */
  readonly name: string;

  /** Namespace of the object. */
  readonly namespace: string;

  /**
   * @throws if a name, namespace or kind is invalid, a list is empty or has more than 16 entries,
   * or the target does not serve the kind
   */
  constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(scope, freeId(scope, id));
    PROPS('', props);
    this.name = nameOr(id, props.name);
    this.namespace = namespaceFor(this, props.namespace);
    trace(this, `ReferenceGrant ${this.namespace}/${this.name}`);
    labels('labels', props.labels ?? {});
    annotations('annotations', props.annotations ?? {});
    count('from', props.from, MAX_ENTRIES, 1);
    count('to', props.to, MAX_ENTRIES, 1);
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
    const place = placeObject(this, this.namespace, 'ReferenceGrant', this.name);
    const object = grantObject(this, place.scope, place.id, this.name, this.namespace, () => ({ from, to }));
    for (const [key, value] of Object.entries(props.labels ?? {})) {
      object.metadata.addLabel(key, value);
    }
    for (const [key, value] of Object.entries(props.annotations ?? {})) {
      object.metadata.addAnnotation(key, value);
    }
    this.node.defaultChild = object;
    setDependencyRoots(this, () => [object]);
  }

  private another(prop: string, namespace: string): string {
    if (dnsLabel(prop, namespace) === this.namespace) {
      refuse(prop, namespace, 'the grant is in the same namespace, where references need none; leave it out');
    }
    return namespace;
  }
}

/**
 * The group that is written as `""` is often called `core`, and a grant for `core` permits nothing.
 */
export function realGroup(prop: string, group: string): string {
  text(prop, group);
  if (group === 'core') {
    refuse(prop, group, 'no kind is in that group; the group of Service, Secret and ConfigMap is ""');
  }
  return group === '' ? group : dnsSubdomain(prop, group);
}

export function grantObject(
  asker: IConstruct,
  scope: Construct,
  id: string,
  name: string,
  namespace: string,
  spec: () => unknown,
): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: apiVersionFor(asker, 'ReferenceGrant', `ReferenceGrant ${namespace}/${name}`),
    kind: 'ReferenceGrant',
    metadata: { name, namespace },
    spec: Lazy.any({ produce: spec }),
  });
}
