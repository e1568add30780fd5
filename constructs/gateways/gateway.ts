import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { GatewaySpec, GatewaySpecTlsBackendClientCertificateRef } from '../../imports/gateway.networking.k8s.io';
import type { Plain } from '../checks/binding';
import { withDefaults } from '../checks/defaults';
import { annotations, labels } from '../checks/metadata';
import { any, type Check, listOf, map, objectOf, string } from '../checks/shape';
import { apiVersionFor, refuseUnserved, targetOf } from '../checks/target';
import { count, distinct, dnsSubdomain, nameOr } from '../checks/validate';
import { grantReference, type Referent } from '../grants/shared-grants';
import { namespaceFor } from '../namespaces/chart-around';
import { freeId, placeObject, setDependencyRoots } from '../namespaces/placement';
import { settleLater } from '../namespaces/settlement';
import type { AdmittingListener } from './admitting-listener';
import { ExternalGateway, type ExternalGatewayProps } from './external-gateway';
import { type GatewayListenerProps, OWNED_LISTENER, OwnedListener } from './gateway-listener';
import { refuseClashes } from './listener-clashes';

/** Properties of a `Gateway`. */
export interface GatewayProps {
  /** Name of the GatewayClass, which says who looks after the Gateway: a DNS subdomain. */
  readonly gatewayClassName: string;

  /** Its listeners, 1 to 64. */
  readonly listeners: readonly GatewayListenerProps[];

  /**
   * Name of the Gateway: a DNS subdomain.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Namespace of the Gateway: a DNS label.
   *
   * @default - the namespace of the chart around it
   */
  readonly namespace?: string;

  /**
   * Addresses to ask for, up to 16.
   *
   * @default - the controller chooses
   */
  readonly addresses?: readonly { readonly type?: string; readonly value?: string }[];

  /**
   * Labels, annotations and parameters of what the controller makes for the Gateway.
   *
   * @default - none
   */
  readonly infrastructure?: Plain<NonNullable<GatewaySpec['infrastructure']>>;

  /**
   * Client certificates, those that are asked for and that of the Gateway itself; since Gateway API 1.5.
   *
   * @default - none
   */
  readonly tls?: Plain<NonNullable<GatewaySpec['tls']>>;

  /**
   * Which ListenerSets may add listeners; since Gateway API 1.5.
   *
   * @default - none
   */
  readonly allowedListeners?: Plain<NonNullable<GatewaySpec['allowedListeners']>>;

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
   * @default - `<namespace of the Gateway>-gateway`
   */
  readonly grantName?: string;
}

type Tls = NonNullable<GatewayProps['tls']>;
type Validation = NonNullable<NonNullable<NonNullable<Tls['frontend']>['default']>['validation']>;
type Selector = NonNullable<NonNullable<NonNullable<GatewayProps['allowedListeners']>['namespaces']>['selector']>;

const REF = objectOf<NonNullable<NonNullable<Tls['backend']>['clientCertificateRef']>>(
  { group: any, kind: any, name: any, namespace: any },
  "a reference such as { name: 'client' }",
);
const VALIDATION = objectOf<Validation>({ caCertificateRefs: listOf(REF), mode: any }, 'an object { caCertificateRefs }');
const FRONTEND = objectOf<NonNullable<Tls['frontend']>['default']>({ validation: VALIDATION }, 'an object { validation }');
const PER_PORT = objectOf<NonNullable<NonNullable<Tls['frontend']>['perPort']>[number]>(
  { port: any, tls: FRONTEND },
  'an object { port, tls }',
);
const TLS = objectOf<Tls>(
  {
    backend: objectOf<NonNullable<Tls['backend']>>({ clientCertificateRef: REF }, 'an object { clientCertificateRef }'),
    frontend: objectOf<NonNullable<Tls['frontend']>>({ default: FRONTEND, perPort: listOf(PER_PORT) }, 'an object { default }'),
  },
  'an object { backend, frontend }',
  { certificateRefs: 'certificates are of a listener; write them into tls of the listener', mode: 'write mode into tls of the listener' },
);
const ALLOWED_LISTENERS = objectOf<NonNullable<GatewayProps['allowedListeners']>>(
  {
    namespaces: objectOf<NonNullable<NonNullable<GatewayProps['allowedListeners']>['namespaces']>>(
      { from: any, selector: objectOf<Selector>({ matchLabels: map, matchExpressions: listOf() }, 'a selector { matchLabels }') },
      "an object such as { from: 'Same' }",
    ),
  },
  "an object such as { namespaces: { from: 'Same' } }",
);
const INFRASTRUCTURE = objectOf<NonNullable<GatewayProps['infrastructure']>>(
  {
    labels: map,
    annotations: map,
    parametersRef: objectOf<NonNullable<NonNullable<GatewayProps['infrastructure']>['parametersRef']>>(
      { group: any, kind: any, name: any },
      'an object { group, kind, name }',
    ),
  },
  'an object such as { annotations: { … } }',
);
const PROPS: Check = objectOf<GatewayProps>(
  {
    gatewayClassName: any,
    listeners: listOf(OWNED_LISTENER),
    name: any,
    namespace: any,
    addresses: listOf(
      objectOf<NonNullable<GatewayProps['addresses']>[number]>({ type: string, value: string }, "an address such as { value: '10.0.0.1' }"),
    ),
    infrastructure: INFRASTRUCTURE,
    tls: TLS,
    allowedListeners: ALLOWED_LISTENERS,
    labels: map,
    annotations: map,
    grantName: any,
  },
  'props { gatewayClassName, listeners }',
  { spec: 'write its fields directly: gatewayClassName, listeners', metadata: 'write name, namespace, labels and annotations directly' },
);

/**
 * A Gateway that is ours: it is written whole. Listeners let in what they are opened for, by the name of the namespace, and no kind of route
 * that nobody asked for.
 */
export class Gateway extends Construct {
  /** A Gateway that is made elsewhere. */
  public static external(props: ExternalGatewayProps): ExternalGateway {
    return new ExternalGateway(props);
  }

  /** Kind of the object. */
  public readonly kind = 'Gateway';

  /** Name of the object. */
  public readonly name: string;

  /** Namespace of the object. */
  public readonly namespace: string;

  private readonly listeners: readonly OwnedListener[];

  /**
   * @throws if a value is none, two listeners clash on a port, a listener that speaks HTTPS or TLS has no certificate, one that speaks HTTP,
   * TCP or UDP has TLS, one that speaks TCP or UDP has a hostname, or the target does not serve what is used
   */
  public constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, freeId(scope, id));
    PROPS('', props);
    this.name = nameOr(id, props.name);
    this.namespace = namespaceFor(this, props.namespace);
    dnsSubdomain('gatewayClassName', props.gatewayClassName);
    labels('labels', props.labels ?? {});
    annotations('annotations', props.annotations ?? {});
    refuseInfrastructure(props.infrastructure ?? {});
    count('addresses', props.addresses ?? [], 16);
    count('listeners', props.listeners, 64, 1);
    distinct('listeners', props.listeners, ({ name }) => name, 'a listener is known by its name');
    this.listeners = props.listeners.map((listener, index) => new OwnedListener(this, `listeners[${index}].`, listener));
    refuseClashes(props.listeners);
    const place = placeObject(this, this.namespace, 'Gateway', this.name);
    const object = new ApiObject(place.scope, place.id, {
      apiVersion: apiVersionFor(this, 'Gateway', this.toString()),
      kind: 'Gateway',
      metadata: { name: this.name, namespace: this.namespace, labels: { ...props.labels }, annotations: { ...props.annotations } },
      spec: Lazy.any({ produce: () => this.spec(props) }),
    });
    this.node.defaultChild = object;
    setDependencyRoots(this, () => [object]);
    settleLater(this, {
      decide: (report) => {
        for (const listener of this.listeners) {
          listener.decide(report);
        }
      },
      write: () => undefined,
    });
    for (const referent of references(props, this.namespace)) {
      grantReference(this, referent, props.grantName);
    }
    this.spec(props);
  }

  /**
   * One of its listeners.
   *
   * @throws if the Gateway has no such listener
   */
  public listener(name: string): AdmittingListener {
    const found = this.listeners.find((listener) => listener.name === name);
    if (found === undefined) {
      const has = this.listeners.map((listener) => JSON.stringify(listener.name)).sort();
      throw new Error(`listener ${JSON.stringify(name)}: ${this} has no such listener; it has ${has.join(', ')}`);
    }
    return found;
  }

  /** The Gateway as `Kind namespace/name`. */
  public override toString(): string {
    return `Gateway ${this.namespace}/${this.name}`;
  }

  private spec({ gatewayClassName, addresses, infrastructure, tls, allowedListeners }: GatewayProps): object {
    const listeners = this.listeners.map((listener) => listener.spec());
    const spec = withDefaults(targetOf(this), 'Gateway', { gatewayClassName, listeners, addresses, infrastructure, tls, allowedListeners });
    refuseUnserved(this, 'Gateway', spec, (path) => `${this}: ${path}`);
    return spec;
  }
}

/** What a Gateway refers to to speak TLS: the certificates of its listeners and its own, and the authorities of its clients. */
function references({ listeners, tls }: GatewayProps, own: string): readonly Referent[] {
  const shown = listeners.flatMap((listener) => listener.tls?.certificateRefs ?? []);
  const client = tls?.backend?.clientCertificateRef;
  const validations = [tls?.frontend?.default, ...(tls?.frontend?.perPort?.map((port) => port.tls) ?? [])];
  const authorities = validations.flatMap((it) => it?.validation?.caCertificateRefs ?? []);
  const all: readonly Partial<Plain<GatewaySpecTlsBackendClientCertificateRef>>[] = [...shown, ...(client ? [client] : []), ...authorities];
  return all.map(({ group = '', kind = 'Secret', name = '', namespace = own }) => ({ group, kind, name, namespace }));
}

function refuseInfrastructure(given: NonNullable<GatewayProps['infrastructure']>): void {
  const { labels: some = {}, annotations: others = {} } = given;
  labels('infrastructure.labels', some as Record<string, string>);
  annotations('infrastructure.annotations', others as Record<string, string>);
  count('infrastructure.labels', Object.keys(some), 8);
  count('infrastructure.annotations', Object.keys(others), 16);
}
