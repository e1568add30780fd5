import { Construct } from 'constructs';
import { GROUP } from '../../gateway-api';
import { annotations, labels } from '../checks/metadata';
import { any, type Check, listOf, map, objectOf } from '../checks/shape';
import { nameOr, refuse } from '../checks/validate';
import { namespaceFor } from '../namespaces/chart-around';
import { freeId } from '../namespaces/placement';
import { settleLater } from '../namespaces/settlement';
import { trace } from '../namespaces/trace';
import type { AdmittingListener } from './admitting-listener';
import { ExternalGateway } from './external-gateway';
import { Gateway } from './gateway';
import { type GatewayListenerProps, OWNED_LISTENER } from './gateway-listener';
import { writeListenerParent } from './listener-parent';
import { OwnedListeners } from './owned-listeners';

/** Properties of a `ListenerSet`. */
export interface ListenerSetProps {
  /**
   * The Gateway that gets the listeners. One of this App allows the ListenerSet by itself; the
   * owner of an external one has to allow it, with `allowedListeners`.
   */
  readonly parent: Gateway | ExternalGateway;

  /** Its listeners, 1 to 64. */
  readonly listeners: readonly GatewayListenerProps[];

  /**
   * Name of the ListenerSet: a DNS subdomain.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the ListenerSet: a DNS label.
   *
   * @default - the namespace of the chart around it
   */
  readonly namespace?: string;

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
   * Name of the ReferenceGrants for certificates of other namespaces: a DNS subdomain.
   *
   * @default - `<namespace of the ListenerSet>-listenerset`
   */
  readonly grantName?: string;
}

const PARENT: Check = (at, value) => {
  if (!(value instanceof Gateway || value instanceof ExternalGateway)) {
    refuse(at, value, 'give a Gateway, such as Gateway.external({ namespace, name })');
  }
};

const PROPS = objectOf<ListenerSetProps>(
  { parent: PARENT, listeners: listOf(OWNED_LISTENER), name: any, namespace: any, labels: map, annotations: map, grantName: any },
  'props { parent, listeners }',
  { parentRef: 'write parent: gateway', gateway: 'write parent: gateway', parents: 'write parent: gateway' },
);

/**
 * Listeners that a team adds to the Gateway of another, in a namespace of its own; since Gateway
 * API 1.5. They are opened for routes as those of a Gateway of this App are.
 */
export class ListenerSet extends Construct {
  /** Kind of the object. */
  readonly kind = 'ListenerSet';

  /** Name of the object. */
  readonly name: string;

  /** Namespace of the object. */
  readonly namespace: string;

  private readonly listeners: OwnedListeners;

  /**
   * @throws if a value is invalid, two listeners conflict on a port, or the target does not serve
   * what is used
   */
  constructor(scope: Construct, id: string, props: ListenerSetProps) {
    super(scope, freeId(scope, id));
    PROPS('', props);
    PARENT('parent', props.parent);
    this.name = nameOr(id, props.name);
    this.namespace = namespaceFor(this, props.namespace);
    trace(this, this.toString());
    labels('labels', props.labels ?? {});
    annotations('annotations', props.annotations ?? {});
    this.listeners = new OwnedListeners(this, props.listeners);
    settleLater(this, this.listeners);
    if (props.parent instanceof Gateway) {
      props.parent._attach(this);
    }
    writeListenerParent(this, props, () => this.spec(props));
  }

  /**
   * One of its listeners.
   *
   * @throws if the ListenerSet has no such listener
   */
  listener(name: string): AdmittingListener {
    return this.listeners.get(name);
  }

  /**
   * Every listener that carries the kind of the route: a parent without `sectionName`.
   *
   * @param port only the listeners on this port
   * @throws if no listener is on the port
   */
  everyListener(port?: number): AdmittingListener {
    return this.listeners.every(port);
  }

  /** The ListenerSet as `Kind namespace/name`. */
  override toString(): string {
    return `ListenerSet ${this.namespace}/${this.name}`;
  }

  private spec({ parent: { name, namespace } }: ListenerSetProps): object {
    const parentRef = { group: GROUP, kind: 'Gateway', name, namespace: namespace === this.namespace ? undefined : namespace };
    return { parentRef, listeners: this.listeners.spec() };
  }
}
